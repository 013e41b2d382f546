#include <cstdio>
#include <memory>

#include "jobs/app/command.hpp"
#include "jobs/app/reports.hpp"
#include "results/run_file.hpp"
#include "sim/data/inspect.hpp"

namespace asgen::app {
namespace {

struct InspectOptions {
  std::string path;
  bool json = false;
};

Table summary_table(const data::DaySummary& day) {
  Table table{{"exchange", "symbol", "day", "book_rows", "trades", "gaps", "price_quantum", "lot", "depth_levels", "mean_spread_ticks", "locked_share",
               "crossed_share", "volume", "mid_open", "mid_close", "contract", "contract_size", "l3_trades"},
              {}};
  table.rows.push_back({day.info.exchange, day.info.symbol, day.info.day, static_cast<double>(day.book_rows), static_cast<double>(day.trades),
                        static_cast<double>(day.gaps), day.info.price_quantum, day.info.lot, static_cast<double>(day.info.depth_levels),
                        day.mean_spread_ticks, day.locked_share, day.crossed_share, day.volume, day.mid_open, day.mid_close, day.info.contract, day.info.contract_size,
                        static_cast<double>(day.aged_trades)});
  return table;
}

base::ExitCode run_inspect(const InspectOptions& options) {
  if (results::is_run_file(options.path)) {
    print_run(results::read_run_file(options.path), options.json);
    return base::ExitCode::done;
  }
  const data::DaySummary day = data::inspect_day(options.path);
  if (options.json) {
    print(summary_table(day), true);
  } else {
    std::fputs(data::to_text(day).c_str(), stdout);
  }
  return base::ExitCode::done;
}

}  // namespace

void add_inspect(CommandLine& line) {
  auto options = std::make_shared<InspectOptions>();
  CLI::App* command = add_command(line, "inspect", "Print what a day file holds, or a run file's winner against the default configuration.",
                                  "asgen inspect results/runs/quickstart.h5", [options] { return run_inspect(*options); });
  command->add_option("file", options->path, "a day file or a run file")->required()->type_name("FILE");
  command->add_flag("--json", options->json, "print as JSON");
}

}  // namespace asgen::app
