#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "configs/json/instant.hpp"
#include "jobs/app/cluster_setup.hpp"
#include "jobs/app/command.hpp"
#include "jobs/app/metric_tables.hpp"
#include "jobs/app/study_market.hpp"
#include "jobs/app/truth_report.hpp"
#include "jobs/app/tuned_input.hpp"
#include "sim/base/parallel.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/simulate.hpp"

namespace asgen::app {
namespace {

struct SimulateOptions {
  std::string study, config, day, from, to, cache;
  int threads = 0;
  bool all_metrics = false, json = false, truth = false;
};

std::vector<account::MetricRow> simulate_all(const configs::Study& study, const StudyMarket& market, int threads) {
  std::vector<account::MetricRow> rows(market.size());
  market.prepare_all(threads);
  base::parallel_for(rows.size(), threads, [&](std::size_t i) {
    const simulate::DayResult day = simulate::simulate(market.segment(i), study.strategy, study.simulation.options);
    if (day.state == simulate::State::failed) {
      throw base::DataError(market.segments()[i].name, "cannot be simulated (" + day.reason + ")", "look at the day with: asgen inspect DAY");
    }
    rows[i] = day.metrics;
  });
  return rows;
}

// A limit given on the command line replaces the study's.
void apply_limit(const std::string& flag, const std::string& text, std::optional<base::Nanos>& limit) {
  if (text.empty()) return;
  limit = configs::parse_instant(text);
  if (!limit) throw base::ConfigurationError(flag, "= " + text + " (must be an instant in UTC)", "write it like 2026-01-06T02:00:00Z");
}

base::ExitCode run_simulate(const SimulateOptions& options) {
  const int threads = threads_or_default(options.threads);
  if (options.truth) return show_truth(options.study, options.config, threads, options.json);
  if (options.study.empty()) throw base::ConfigurationError("command line", "study is required", "see asgen simulate --help");
  configs::Study study = configs::read_study(options.study);
  if (!options.config.empty()) study.strategy = read_tuned_strategy(options.config, study);
  apply_limit("--from", options.from, study.simulation.slices.from);
  apply_limit("--to", options.to, study.simulation.slices.to);
  // No gates: every order is to be counted.
  const auto market = options.day.empty()
                          ? make_market(study, load_days(study, options.cache), Gating::off)
                          : make_market_of(study, load_day_file(study, options.day, options.cache), results::SegmentRole::held_back, Gating::off);
  const account::Contract contract = simulate::grid_of(market->plan().days.days.front().info).contract;
  const MetricRows rows{segment_rows(*market), simulate_all(study, *market, threads), contract};
  std::fputs((options.json ? to_json(rows) : to_text(rows, options.all_metrics ? Columns::all : Columns::key)).c_str(), stdout);
  return base::ExitCode::done;
}

}  // namespace

void add_simulate(CommandLine& line) {
  auto options = std::make_shared<SimulateOptions>();
  CLI::App* command = add_command(line, "simulate", "Simulate one configuration on a study's segments: a row per segment, no search.",
                                  "asgen simulate configs/btc-usd.json --config results/runs/btc-usd.tuned.json", [options] { return run_simulate(*options); });
  command->add_option("study", options->study, "the study, JSON; not needed with --truth")->type_name("STUDY");
  command->add_option("--config", options->config, "a tuned.json or tuned.yml to run instead of the study's strategy section")->type_name("FILE");
  CLI::Option* day = command->add_option("--day", options->day, "a day file to run on instead of the study's days")->type_name("FILE");
  CLI::Option* from = command->add_option("--from", options->from, "nothing is traded before this instant, UTC")->type_name("INSTANT");
  CLI::Option* to = command->add_option("--to", options->to, "nothing is traded from this instant on, UTC")->type_name("INSTANT");
  command->add_option("--threads", options->threads, "default: OMP_NUM_THREADS, else all cores")->check(CLI::Range(1, 4096));
  add_cache_flag(*command, options->cache);
  command->add_flag("--all-metrics", options->all_metrics, "print every metric with its unit, a column per segment");
  command->add_flag("--truth", options->truth, "hold simulation against theory: a synthetic study's market and configuration, or the built-in suite")->excludes(day)->excludes(from)->excludes(to);
  command->add_flag("--json", options->json, "print all metrics as JSON, with all digits, and why undefined ones are");
}

}  // namespace asgen::app
