// A search's simulations of recorded days leave decisions out and must not lose a bit by it; skipped where the recordings are not
// (folder: ASGEN_DATA, else ../shared/data).
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "sim/base/math.hpp"
#include "sim/data/import.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;

namespace {

struct RecordedSet {
  std::vector<std::string> files;
  double clock_s;
  market::Instrument instrument;
  double amount;
  account::Balances initial;
  int genomes;
};

std::string recordings() {
  const char* chosen = std::getenv("ASGEN_DATA");
  return chosen != nullptr ? chosen : std::string(ASGEN_SOURCE_DIR) + "/../shared/data";
}

/// Number i of a sequence that spreads evenly over the default study's ranges.
double spread(int i, double step) { return (i + 1) * step - std::floor((i + 1) * step); }

strategy::Settings genome(const RecordedSet& set, strategy::Behaviour behaviour, int i) {
  strategy::Settings settings;
  settings.behaviour = behaviour;
  settings.mends = strategy::mends_of(behaviour);
  settings.should_wait_order_cancel_confirmation = i % 3 != 0;
  strategy::Parameters& p = settings.parameters;
  p.order_amount = set.amount;
  p.order_refresh_time = set.clock_s * (i % 3 == 0 ? 1 : i % 3 == 1 ? 3 : 10);
  p.filled_order_delay = i % 4 == 0 ? 1 : 15;
  p.order_levels = i % 5 == 0 ? 4 : i % 7 == 0 ? 10 : 1;
  p.risk_factor = 0.01 * base::exp(spread(i, 0.5545497) * base::log(1e4));
  p.kappa_multiplier = 0.02 * base::exp(spread(i, 0.308517) * base::log(500));
  p.order_amount_shape_factor = i % 2 == 0 ? 0 : spread(i, 0.771);
  p.min_spread = 0.15 * spread(i, 0.2194);
  p.level_distances = 200 * spread(i, 0.6180339);
  return settings;
}

bool same_but_counts(account::MetricRow lean, const account::MetricRow& full) {
  for (const account::Metric metric : {account::Metric::orders, account::Metric::fill_rate_quantity, account::Metric::fill_rate_orders}) {
    CHECK(lean.status(metric) == account::Status::not_counted);
    lean[metric] = full[metric];
  }
  return same_row(lean, full);
}

/// Every genome with one of the eight queues, both ways.
void check_set(const RecordedSet& set) {
  if (!std::filesystem::is_directory(recordings())) {
    std::cout << "SKIPPED: no recordings in " << recordings() << " (set ASGEN_DATA)\n";
    return;
  }
  data::ImportOptions import;
  for (const auto& file : set.files) import.files.push_back(recordings() + "/" + file);
  const data::Day day = data::import_to_memory(import).days.front();
  simulate::SimulationOptions options;
  options.instrument = set.instrument;
  options.initial = set.initial;
  options.market.entry_latency = options.market.response_latency = base::nanos_from_seconds(0.01);
  double fills = 0;
  for (const auto behaviour : {strategy::Behaviour::sane, strategy::Behaviour::faithful}) {
    const bool faithful = behaviour == strategy::Behaviour::faithful;
    const tape::GateOptions gates{options.market.entry_latency, set.instrument.tick, {1, 3, 10}, faithful};
    const auto market = whole_day(day, {200}, {200}, set.clock_s, options.market, gates, faithful ? set.instrument.tick : 0);
    for (int i = 0; i < set.genomes; ++i) {
      CAPTURE(faithful);
      CAPTURE(i);
      options.market.queue = static_cast<market::QueueModel>(i % 8);
      options.wakes = simulate::Wakes::when_needed;
      const auto lean = simulate::simulate(market, genome(set, behaviour, i), options);
      options.wakes = simulate::Wakes::every_tick;
      const auto every = simulate::simulate(market, genome(set, behaviour, i), options);
      CHECK(same_but_counts(lean.metrics, every.metrics));
      fills += every.metrics[account::Metric::fills];
    }
  }
  CHECK(fills > 500);
  MESSAGE(fills << " fills, 0 differences");
}

}  // namespace

TEST_CASE("StandX BTC-USD: decisions that are left out change no bit") {
  check_set({{"standx/standx_incremental_book_L2_2026-01-06_BTC-USD.csv.gz", "standx/standx_trades_sideinferred_2026-01-06_BTC-USD.csv.gz"},
             1,
             {0.1, 0.0001, 0.0001, 0.0004, 10, 0},
             0.001,
             {0.05, 4700},
             24});
}
