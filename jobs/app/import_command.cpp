#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "jobs/app/command.hpp"
#include "jobs/app/import_options.hpp"
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
  CLI::App* command = add_command(line, "import",
                                  "Turn recorded feeds into day files: Tardis.dev CSV, LOBSTER, hftbacktest .npz, collector logs of Binance and Bybit, LEAN "
                                  "ticks, bars; plain, .gz or .zip.",
                                  "asgen import book.csv.gz trades.csv.gz --out days", [options] { return run_import(*options); });
  command->add_option("files", import.files, "any number, in time order per kind; their content says what they hold")->required()->type_name("FILE");
  command->add_option("--out", import.output_folder, "folder for the day files")->capture_default_str()->type_name("FOLDER");
  add_feed_options(*command, import);
  command->add_option("--depth", options->depth, "levels a side that the feed records: detect, full or a number")
      ->check(CLI::IsMember({"detect", "full"}) | CLI::Range(1, 10000))
      ->capture_default_str();
  command->add_option("--gap", options->gap_s, "silence that counts as a gap, in seconds")->check(CLI::PositiveNumber)->capture_default_str();
  command->add_flag("--json", options->json, "print the day files as JSON");
}

}  // namespace asgen::app
