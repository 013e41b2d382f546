#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "jobs/app/command.hpp"
#include "jobs/app/market_flags.hpp"
#include "jobs/app/new_files.hpp"
#include "jobs/app/replay_report.hpp"
#include "results/orders_csv.hpp"
#include "sim/base/file.hpp"
#include "sim/data/day_file.hpp"

namespace asgen::app {
namespace {

struct ReplayRequest {
  std::vector<std::string> days;
  std::string orders, fills, out_orders;
  MarketFlags market;
  double clock_s = 1;
  bool json = false;
};

tape::Tape load_tape(const std::vector<std::string>& paths, const tape::TapeOptions& options) {
  std::vector<data::Day> days;
  for (const std::string& path : paths) days.push_back(data::read_day(path));
  const data::JoinedDays joined = data::join_days(std::move(days));
  warn_of_seams(joined);
  return tape::Tape::compile(joined.day, options);
}

/// "-" is stdout, "" nowhere.
void write(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::fputs(text.c_str(), stdout);
  } else if (!path.empty()) {
    base::write_atomically(path, text);
  }
}

base::ExitCode run_replay(const ReplayRequest& request) {
  std::vector<std::string> inputs = request.days;
  inputs.push_back(request.orders);
  require_new_files(inputs, {{"--fills", request.fills}, {"--out-orders", request.out_orders}});
  if (request.fills == "-" && request.out_orders == "-") {
    throw base::ConfigurationError("--fills and --out-orders", "= - (only one of them can go to stdout)", "name a file for the other");
  }
  const market::MarketOptions options = market_options(request.market);
  const std::string text = base::read_text(request.orders);
  const tape::Tape tape = load_tape(request.days, market::tape_options(options, base::nanos_from_seconds(request.clock_s)));
  market::check_tape(options, tape);
  const results::OrderList list = results::parse_orders_csv(text, request.orders, tape);
  const market::Replay replay = market::replay(tape, list.orders, options);
  write(request.fills, results::fills_csv(list, replay, tape));
  write(request.out_orders, results::replayed_orders_csv(list, replay, tape));
  if (request.fills != "-" && request.out_orders != "-") print(replay_summary(replay, tape, request.market.fees), request.json);
  return base::ExitCode::done;
}

}  // namespace

void add_replay(CommandLine& line) {
  auto request = std::make_shared<ReplayRequest>();
  CLI::App* command = add_command(line, "replay", "Match your own list of orders against recorded days: every fill with its cause.",
                                  "asgen replay days/*.day.h5 --orders orders.csv --queue power_prob_3 --latency 10 --fills fills.csv",
                                  [request] { return run_replay(*request); });
  command->add_option("days", request->days, "day files of one instrument in time order; orders go on over midnight")->required()->type_name("DAY");
  command->add_option("--orders", request->orders, "order_id,submit_ns,side,price,qty and optional columns; see results/format.md")
      ->required()->type_name("CSV");
  command->add_option("--fills", request->fills, "write the fills here; -: to stdout, instead of the summary")->type_name("CSV");
  command->add_option("--out-orders", request->out_orders, "write the orders with queue ahead and outcome here; -: to stdout")->type_name("CSV");
  command->add_option("--clock", request->clock_s, "period of the clock that --fill paper fills on, s")->check(CLI::Range(0.01, 3600.0))->capture_default_str();
  command->add_flag("--json", request->json, "print the summary as JSON, with all digits");
  add_market_flags(*command, request->market);
}

}  // namespace asgen::app
