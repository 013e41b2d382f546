#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "jobs/app/command.hpp"
#include "jobs/app/log.hpp"
#include "jobs/app/table.hpp"
#include "sim/data/import.hpp"

namespace asgen::app {
namespace {

struct ImportRequest {
  data::ImportOptions import;
  double gap_s = 10;
  std::string depth = "detect";
  bool json = false;
};

std::optional<int> depth_levels(const std::string& text) {
  if (text == "detect") return std::nullopt;
  if (text == "full") return 0;
  return std::stoi(text);
}

Table day_table(const data::ImportReport& report) {
  Table table{{"file", "day", "book_rows", "carried_rows", "trades", "gaps", "price_quantum", "lot", "depth_levels"}, {}};
  for (const data::DayReport& day : report.days) {
    table.rows.push_back({day.path, day.day, static_cast<double>(day.book_rows), static_cast<double>(day.carried_rows),
                          static_cast<double>(day.trades), static_cast<double>(day.gaps), report.price_quantum, report.lot,
                          static_cast<double>(report.depth_levels)});
  }
  return table;
}

base::ExitCode run_import(ImportRequest options) {
  options.import.gap = base::nanos_from_seconds(options.gap_s);
  options.import.depth_levels = depth_levels(options.depth);
  const data::ImportReport report = data::import_days(options.import);
  if (options.json) {
    print(day_table(report), true);
  } else {
    std::fputs(data::to_text(report).c_str(), stdout);
  }
  return base::ExitCode::done;
}

}  // namespace

void add_import(CommandLine& line) {
  auto options = std::make_shared<ImportRequest>();
  data::ImportOptions& import = options->import;
  import.output_folder = "results/days";
  CLI::App* command = add_command(
      line, "import", "Turn recorded feeds (Tardis.dev CSV, plain or .gz) into day files.",
      "asgen import book.csv.gz trades.csv.gz --out days", [options] { return run_import(*options); });
  command->add_option("files", import.files, "incremental_book_L2, book_ticker or quotes, and trades; any number, in time order per kind")
      ->required()
      ->type_name("FILE");
  command->add_option("--out", import.output_folder, "folder for the day files")->capture_default_str()->type_name("FOLDER");
  command->add_option("--exchange", import.exchange, "name to store; default: as in the file");
  command->add_option("--symbol", import.symbol, "take only rows of this symbol");
  command->add_option("--session", import.session, "keep only this part of each day, e.g. 09:30-16:00")->type_name("HH:MM-HH:MM");
  command->add_option("--time-zone", import.time_zone, "days and sessions are cut in this zone")->capture_default_str()->type_name("ZONE");
  command->add_option("--tick", import.tick, "price quantum; default: greatest common divisor of all prices");
  command->add_option("--lot", import.lot, "quantity quantum; default: greatest common divisor of all amounts");
  command->add_option("--depth", options->depth, "levels a side that the feed records: detect, full or a number")
      ->check(CLI::IsMember({"detect", "full"}) | CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--contract", import.contract, "linear or inverse")->check(CLI::IsMember({"linear", "inverse"}))->capture_default_str();
  command->add_option("--contract-size", import.contract_size, "base (linear) or quote (inverse) units per unit of quantity")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--max-bad", import.max_bad, "share of bad rows above which a file is refused")->check(CLI::Range(0.0, 1.0))->capture_default_str();
  command->add_option("--gap", options->gap_s, "silence that counts as a gap, in seconds")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_flag("--json", options->json, "print the day files as JSON");
}

}  // namespace asgen::app
