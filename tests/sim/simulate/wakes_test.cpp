// Skipping ticks must not change anything; nor may running twice.
#include <doctest/doctest.h>

#include "tests/reference/random_day.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;

namespace {

double pick(base::Stream& random, std::initializer_list<double> values) { return values.begin()[random.below(values.size())]; }

strategy::Settings random_settings(base::Stream& random) {
  strategy::Settings settings;
  settings.behaviour = random.below(2) == 0 ? strategy::Behaviour::faithful : strategy::Behaviour::sane;
  settings.mends = strategy::mends_of(settings.behaviour);
  if (random.below(3) == 0) {
    settings.mends = {random.below(2) == 0, random.below(2) == 0, random.below(2) == 0, random.below(2) == 0, random.below(2) == 0};
  }
  settings.pricing = static_cast<strategy::Pricing>(random.below(3));
  settings.inventory_target = strategy::usual_target(settings.pricing);
  settings.should_wait_order_cancel_confirmation = random.below(2) == 0;
  settings.add_transaction_costs = random.below(2) == 0;
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = pick(random, {0.01, 0.1, 1, 10});
  p.kappa = pick(random, {0, 0, 20, 100});
  p.arrival_rate = 0.5;
  p.order_amount = pick(random, {1, 3});
  p.order_amount_shape_factor = pick(random, {0, 0.3});
  p.order_refresh_time = pick(random, {0.5, 1, 3, 7.5});
  p.order_refresh_tolerance_pct = pick(random, {-1, 0, 0.05});
  p.max_order_age = pick(random, {2, 10.5, 1800});
  p.filled_order_delay = pick(random, {0.7, 1, 4.5, 20});
  p.volatility_buffer_size = 5;
  p.trading_intensity_buffer_size = 4;
  p.order_levels = pick(random, {1, 1, 3});
  p.level_distances = pick(random, {0, 50});
  p.max_inventory = pick(random, {0, 2});
  return settings;
}

simulate::SimulationOptions random_options(base::Stream& random, const data::DayInfo& info) {
  simulate::SimulationOptions options;
  options.instrument = {info.price_quantum, info.lot, pick(random, {0, -0.0001, 0.0002}), 0.0005, 0, 0};
  options.initial = {50 * info.lot * pick(random, {1, 100}), 1e6};
  options.market.queue = static_cast<market::QueueModel>(random.below(3));
  if (random.below(4) == 0) {
    options.market.fill = market::FillRule::paper;
  } else {
    options.market.entry_latency = base::nanos_from_seconds(pick(random, {0, 0.01, 1.3}));
    options.market.response_latency = base::nanos_from_seconds(pick(random, {0, 0.02, 2.5}));
  }
  return options;
}

/// Gates for what these options send, whenever orders arrive before the next tick.
std::optional<tape::GateOptions> gates_for(const simulate::SimulationOptions& options, double clock_s) {
  if (options.market.entry_latency >= base::nanos_from_seconds(clock_s)) return std::nullopt;
  return tape::GateOptions{options.market.entry_latency, 1, {1, 2, 3, 4, 6, 8, 15}};
}

/// Number of fills; all three runs must be the same to the bit.
std::size_t check_same(const simulate::SegmentMarket& market, const strategy::Settings& settings, simulate::SimulationOptions options) {
  const auto skipping = simulate::simulate(market, settings, options, simulate::Detail::full);
  const auto again = simulate::simulate(market, settings, options, simulate::Detail::full);
  options.wakes = simulate::Wakes::every_tick;
  const auto every = simulate::simulate(market, settings, options, simulate::Detail::full);
  CHECK(same_fills(skipping, every));
  CHECK(same_row(skipping.metrics, every.metrics));
  CHECK(skipping.path.equity == every.path.equity);
  CHECK(same_row(skipping.metrics, again.metrics));
  CHECK(same_fills(skipping, again));
  return skipping.fills.size();
}

}  // namespace

TEST_CASE("skipped ticks change no bit on synthetic days") {
  data::SynthOptions synth;
  synth.duration_s = 600;
  synth.arrival_rate = 0.5;
  synth.volume = data::SynthVolume::log_normal;
  synth.volume_lots = 4;
  synth.volume_log_sd = 1;
  synth.book_levels = 3;
  std::size_t fills = 0;
  for (std::uint32_t i = 0; i < 120; ++i) {
    base::Stream random({.seed = 5, .index = i});
    CAPTURE(i);
    const data::Day day = data::make_synthetic_day(synth, 9, i % 6);
    const double clock_s = pick(random, {0.5, 1, 2});
    const strategy::Settings settings = random_settings(random);
    const simulate::SimulationOptions options = random_options(random, day.info);
    fills += check_same(whole_day(day, {5}, {4}, clock_s, gates_for(options, clock_s)), settings, options);
  }
  CHECK(fills > 1000);
}

TEST_CASE("skipped ticks change no bit on wild random days with gaps, resets, locked and crossed books") {
  std::size_t fills = 0;
  for (std::uint64_t i = 0; i < 150; ++i) {
    base::Stream random({.seed = 6, .index = i});
    CAPTURE(i);
    const data::Day day = test_reference::random_day(random, {});
    strategy::Settings settings = random_settings(random);
    settings.parameters.order_amount = day.info.lot * pick(random, {1, 5});
    settings.parameters.kappa *= 0.2;
    const simulate::SimulationOptions options = random_options(random, day.info);
    fills += check_same(whole_day(day, {5}, {4}, 1, gates_for(options, 1)), settings, options);
  }
  CHECK(fills > 100);
}
