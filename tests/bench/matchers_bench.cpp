// Question: what does asking the compiled market gain over replaying the day for every genome?
//
// The same orders are played by (a) the judge of the tests, (b) a replay tuned for speed (flat_matcher), (c) the product's matcher; all
// fills must be equal. The figure that counts holds (a) and (b), which match only, against the product's whole simulation: strategy,
// orders and full metric row.

#include <fmt/format.h>

#include <cstdio>
#include <span>

#include "sim/base/error.hpp"
#include "sim/data/day_file.hpp"
#include "sim/market/replay.hpp"
#include "sim/simulate/simulate.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/order_list.hpp"
#include "tests/bench/program.hpp"
#include "tests/bench/statistics.hpp"
#include "tests/reference/naive_matcher.hpp"

namespace {

using namespace asgen;
using namespace asgen::bench;

struct Options {
  Folders folders = usual_folders();
  std::vector<std::string> names;
  std::size_t genomes = 16, judged = 2;
  std::string json;
};

/// Seconds of all genomes, and what was compared.
struct Totals {
  double simulate_s = 0, matcher_s = 0, flat_s = 0, judge_s = 0;
  double simulate_of_judged_s = 0;
  std::size_t genomes = 0, judged = 0, orders = 0, fills = 0;
};

class Duel {
 public:
  Duel(std::shared_ptr<const configs::Study> study, std::shared_ptr<const app::StudyMarket> market, data::Day day)
      : study_(std::move(study)), market_(std::move(market)), evaluator_(study_, market_), day_(std::move(day)), flat_day_(day_) {}

  void play(const std::vector<double>& genes, bool judged, Totals& totals) const {
    const simulate::SegmentMarket& segment = market_->segment(0);
    const auto& options = study_->simulation.options;
    const simulate::DayResult full = simulate::simulate(segment, configs::apply_genes(*study_, genes), options, simulate::Detail::full);
    const OrderList list = order_list(full, segment.tapes.front(), options.market.entry_latency);
    std::vector<market::Fill> expected;
    for (const simulate::FillRecord& record : full.fills) expected.push_back(record.fill);
    totals.flat_s += time_flat(list, expected);
    totals.matcher_s += time_matcher(list, expected);
    if (judged) {
      totals.judge_s += time_judge(list, expected);
      ++totals.judged;
    }
    ++totals.genomes;
    totals.orders += list.orders.size();
    totals.fills += expected.size();
  }

  /// Seconds of genomes that are simulated side by side, as a search does: the median of some rounds.
  [[nodiscard]] double time_simulations(std::span<const std::vector<double>> genomes) const {
    std::vector<cluster::WorkUnit> units;
    for (const std::vector<double>& genes : genomes) units.push_back({.genes = genes});
    std::vector<double> rounds;
    for (int i = 0; i < kRounds; ++i) {
      const double begin = thread_seconds();
      static_cast<void>(evaluator_.evaluate_together(units));
      rounds.push_back(thread_seconds() - begin);
    }
    return median(rounds);
  }

 private:
  static constexpr int kRounds = 5;

  static void require_equal(const std::vector<market::Fill>& fills, const std::vector<market::Fill>& expected, const char* who) {
    std::size_t i = 0;
    while (i < fills.size() && i < expected.size() && fills[i] == expected[i]) ++i;
    if (i == fills.size() && i == expected.size()) return;
    throw base::DataError(who, fmt::format("has other fills than the simulation: {} and {}, the first difference at fill {} (order {})", fills.size(),
                                           expected.size(), i, i < expected.size() ? expected[i].order : 0),
                          "one of them is wrong");
  }

  double time_flat(const OrderList& list, const std::vector<market::Fill>& expected) const {
    const double begin = thread_seconds();
    FlatMatcher matcher(flat_day_, study_->simulation.options.market, list.orders, list.requests);
    const std::vector<market::Fill> fills = matcher.play();
    const double took = thread_seconds() - begin;
    require_equal(fills, expected, "the tuned replay");
    return took;
  }

  double time_matcher(const OrderList& list, const std::vector<market::Fill>& expected) const {
    const market::MarketOptions& options = study_->simulation.options.market;
    std::vector<market::ListedOrder> listed(list.orders.size());
    for (const FlatRequest& request : list.requests) {
      const FlatOrder& order = list.orders[request.order];
      market::ListedOrder& one = listed[request.order];
      (request.cancels ? one.cancelled : one.submitted) = base::Nanos(request.arrives) - options.entry_latency;
      one.request = {order.side, base::Ticks(order.price), base::Lots(order.lots)};
    }
    const double begin = thread_seconds();
    const market::Replay replay = market::replay(market_->segment(0).tapes.front(), listed, options);
    const double took = thread_seconds() - begin;
    std::vector<market::Fill> fills;
    for (const market::ReplayedFill& fill : replay.fills) fills.push_back(fill.fill);
    require_equal(fills, expected, "the product's matcher, told the orders,");
    return took;
  }

  /// Its preparations do not count.
  double time_judge(const OrderList& list, const std::vector<market::Fill>& expected) const {
    const market::MarketOptions& options = study_->simulation.options.market;
    test_reference::NaiveMatcher judge(day_, study_->simulation.clock, options, 0);
    std::vector<market::Fill> fills;
    const double begin = thread_seconds();
    for (const FlatRequest& request : list.requests) {
      const FlatOrder& order = list.orders[request.order];
      const base::Nanos sent = base::Nanos(request.arrives) - options.entry_latency;
      judge.advance_to(sent, fills);
      if (request.cancels) {
        judge.cancel(request.order + 1, sent);
      } else {
        judge.submit({order.side, base::Ticks(order.price), base::Lots(order.lots)}, sent);
      }
    }
    judge.advance_to(day_.info.close, fills);
    const double took = thread_seconds() - begin;
    require_equal(fills, expected, "the judge");
    return took;
  }

  std::shared_ptr<const configs::Study> study_;
  std::shared_ptr<const app::StudyMarket> market_;
  app::StudyEvaluator evaluator_;
  data::Day day_;
  FlatDay flat_day_;
};

void report(const std::string& name, const Totals& t, Figures& figures) {
  const auto n = static_cast<double>(t.genomes);
  const double judged = static_cast<double>(t.judged);
  figures.add("ms_per_genome_day.simulation." + name, t.simulate_s / n * 1e3);
  figures.add("ms_per_genome_day.matcher." + name, t.matcher_s / n * 1e3);
  figures.add("ms_per_genome_day.tuned_replay." + name, t.flat_s / n * 1e3);
  figures.add("ms_per_genome_day.judge." + name, t.judge_s / judged * 1e3);
  figures.add("times_faster_than_tuned_replay." + name, t.flat_s / t.simulate_s);
  figures.add("times_faster_than_judge." + name, t.judge_s / t.simulate_of_judged_s);
  figures.add("fills_equal." + name, static_cast<double>(t.fills));
  fmt::print("{:<42} {:>9.3f} {:>9.3f} {:>9.3f} {:>9.1f} {:>9.2f} {:>9.0f} {:>9}\n", name, t.simulate_s / n * 1e3, t.matcher_s / n * 1e3, t.flat_s / n * 1e3,
             t.judge_s / judged * 1e3, t.flat_s / t.simulate_s, t.judge_s / t.simulate_of_judged_s, t.fills);
  std::fflush(stdout);
}

void run(const Options& options) {
  Markets markets(options.folders);
  Figures figures;
  fmt::print("{:<42} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}\n", "ms a genome-day (processor time)", "simulate", "matcher", "tuned", "judge", "x tuned", "x judge",
             "fills =");
  for (const std::string& name : options.names) {
    const Scenario scenario = parse_scenario(name);
    const auto study = std::make_shared<const configs::Study>(study_of(scenario, options.folders));
    const auto market = markets.market_of(scenario);
    const Duel duel(study, market, market->plan().days.days.front().read());
    Totals totals;
    const auto genomes = genomes_of(*study, options.genomes);
    for (std::size_t i = 0; i < genomes.size(); ++i) duel.play(genomes[i], i < options.judged, totals);
    totals.simulate_s = duel.time_simulations(genomes);
    totals.simulate_of_judged_s = duel.time_simulations(std::span(genomes).first(totals.judged));
    report(name, totals, figures);
  }
  figures.write(options.json);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("The product against replays of the day", "bench_matchers");
  Options options;
  program.add_option("--scenario", options.names, "as bench_speed; queues front, risk_averse, back; the first day of a set is played")->required();
  declare_folders(program, options.folders);
  program.add_option("--genomes", options.genomes, "how many, a power of two")->capture_default_str();
  program.add_option("--judged", options.judged, "how many of them the judge of the tests plays too")->capture_default_str()->check(CLI::PositiveNumber);
  program.add_option("--json", options.json, "file for the figures");
  return run_program(program, argc, argv, [&] { run(options); });
}
