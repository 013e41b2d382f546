// Skipping ticks must not change anything; nor may running twice.
#include <doctest/doctest.h>

#include <algorithm>

#include "sim/simulate/segment_run.hpp"
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
    strategy::Mends& m = settings.mends;
    for (bool* mend : {&m.replace_in_same_tick, &m.pause_filled_side_only, &m.quote_only_with_signal, &m.round_asks_up, &m.clamp_to_book,
                       &m.optimize_at_best, &m.cancel_at_session_end, &m.sessions_past_midnight, &m.renew_hanging_orders, &m.pair_by_round}) {
      *mend = random.below(2) == 0;
    }
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

/// Modes on top; sessions of some seconds within a day that opens at `open`.
void draw_modes(base::Stream& random, base::Nanos open, strategy::Settings& settings) {
  settings.order_optimization_enabled = random.below(3) == 0;
  if (random.below(3) == 0) settings.hanging_orders = strategy::HangingOrders::track;
  settings.parameters.hanging_orders_cancel_pct = pick(random, {0.02, 0.2, 10});
  if (random.below(4) == 0) {
    settings.order_override = {{"a", base::Side::buy, pick(random, {-0.01, 0.02, 0.1}), settings.parameters.order_amount},
                               {"b", base::Side::sell, pick(random, {0.01, 0.05}), settings.parameters.order_amount},
                               {"c", base::Side::sell, 0.2, settings.parameters.order_amount}};
  }
  const std::int64_t open_s = open.count() / base::kNanosPerSecond;
  const std::int64_t start = static_cast<std::int64_t>(random.below(40)), end = start + static_cast<std::int64_t>(random.below(60)) - 5;
  if (random.below(4) == 0) settings.execution_timeframe = {strategy::Timeframe::from_date_to_date, open_s + start, open_s + end};
  if (random.below(4) == 0) {
    settings.execution_timeframe = {strategy::Timeframe::daily_between_times, (open_s + start) % 86400, (open_s + end) % 86400};
  }
}

/// A round trip every second or two, one in six lost.
std::shared_ptr<const market::MeasuredLatency> lossy_latency(base::Stream& random, base::Nanos from) {
  std::vector<market::LatencyRow> rows;
  base::Nanos request = from, exchange = from;
  for (int i = 0; i < 300; ++i) {
    request += base::nanos_from_seconds(random.uniform(1, 2));
    exchange = std::max(exchange, request + base::nanos_from_seconds(random.uniform(0, 0.3)));
    const bool lost = i > 0 && random.below(6) == 0;
    rows.push_back({request, lost ? base::Nanos(0) : exchange, exchange + base::nanos_from_seconds(random.uniform(0, 1.5))});
  }
  return std::make_shared<market::MeasuredLatency>(rows, base::Nanos(0), "random rows");
}

simulate::SimulationOptions random_options(base::Stream& random, const data::DayInfo& info) {
  simulate::SimulationOptions options;
  options.instrument = {info.price_quantum, info.lot, pick(random, {0, -0.0001, 0.0002}), 0.0005, 0, 0};
  options.initial = {50 * info.lot * pick(random, {1, 100}), 1e6};
  options.market.queue = static_cast<market::QueueModel>(random.below(8));  // an L3 queue needs an L3 feed
  if (random.below(4) == 0) {
    options.market.fill = market::FillRule::paper;
    return options;
  }
  options.market.entry_latency = base::nanos_from_seconds(pick(random, {0, 0.01, 1.3}));
  options.market.response_latency = base::nanos_from_seconds(pick(random, {0, 0.02, 2.5}));
  if (random.below(3) == 0) options.market.fill = market::FillRule::rival;
  options.market.feed = static_cast<tape::FeedLatency>(random.below(2));
  options.market.latency.kind = static_cast<market::LatencyKind>(random.below(3));
  options.market.latency.measured = lossy_latency(random, info.open);
  return options;
}

bool same_events(const std::vector<simulate::OrderEvent>& a, const std::vector<simulate::OrderEvent>& b) {
  const auto same = [](const simulate::OrderEvent& x, const simulate::OrderEvent& y) {
    return x.kind == y.kind && x.order == y.order && x.time == y.time && x.price == y.price && x.quantity == y.quantity;
  };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// Gates for what these options send, whenever orders arrive before the next tick.
std::optional<tape::GateOptions> gates_for(const simulate::SimulationOptions& options, double clock_s) {
  if (options.market.entry_latency >= base::nanos_from_seconds(clock_s)) return std::nullopt;
  return tape::GateOptions{options.market.entry_latency, options.instrument.tick, {1, 2, 3, 4, 6, 8, 15}, true};
}

/// A row of a simulation that may leave decisions out equals the full one, but for the orders that it did not count.
bool same_but_counts(account::MetricRow lean, const account::MetricRow& full) {
  for (const account::Metric metric : {account::Metric::orders, account::Metric::fill_rate_quantity, account::Metric::fill_rate_orders}) {
    if (lean.status(metric) == account::Status::not_counted) lean[metric] = full[metric];
  }
  return same_row(lean, full);
}

/// The metric row of a simulation that is paused again and again.
account::MetricRow in_pieces(const simulate::SegmentMarket& market, const strategy::Settings& settings, const simulate::SimulationOptions& options) {
  simulate::SegmentRun run(market, simulate::strategy_factory(settings), options, simulate::Detail::metrics);
  for (base::Nanos until = market.segment.from; !run.go_on(until);) until = until + base::nanos_from_seconds(3.7);
  return run.result().metrics;
}

struct Seen {
  std::size_t fills = 0, skips = 0;  ///< runs that left decisions out
};

/// All runs must be the same to the bit.
void check_same(const simulate::SegmentMarket& market, const strategy::Settings& settings, simulate::SimulationOptions options, Seen& seen) {
  const auto skipping = simulate::simulate(market, settings, options, simulate::Detail::full);
  const auto again = simulate::simulate(market, settings, options, simulate::Detail::full);
  const auto lean = simulate::simulate(market, settings, options, simulate::Detail::metrics);
  const simulate::SimulationOptions paused = options;
  options.wakes = simulate::Wakes::every_tick;
  const auto every = simulate::simulate(market, settings, options, simulate::Detail::full);
  CHECK(same_fills(skipping, every));
  CHECK(same_row(skipping.metrics, every.metrics));
  CHECK(skipping.path.equity == every.path.equity);
  CHECK(same_events(skipping.order_events, every.order_events));
  CHECK(same_but_counts(lean.metrics, every.metrics));
  const auto drawn = simulate::simulate(market, settings, paused, simulate::Detail::path);
  CHECK(drawn.path.equity == every.path.equity);
  CHECK(same_row(drawn.metrics, lean.metrics));
  CHECK(same_row(in_pieces(market, settings, paused), lean.metrics));
  CHECK(same_row(skipping.metrics, again.metrics));
  CHECK(same_fills(skipping, again));
  seen.fills += skipping.fills.size();
  seen.skips += lean.metrics.status(account::Metric::orders) == account::Status::not_counted ? 1 : 0;
}

/// A maker whose decisions can be foreseen, in all its shapes.
strategy::Settings steady_settings(base::Stream& random, double amount) {
  strategy::Settings settings;
  settings.inventory_target = random.below(2) == 0 ? strategy::InventoryTarget::value_share : strategy::InventoryTarget::initial;
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = pick(random, {0.01, 0.3, 1, 10});
  p.kappa = pick(random, {0, 0, 4, 20, 100});
  p.kappa_multiplier = p.kappa > 0 ? 1 : pick(random, {0.2, 1, 5});
  p.order_amount = amount * pick(random, {1, 3, 20});
  p.order_amount_shape_factor = pick(random, {0, 0.3, 1});
  p.min_spread = pick(random, {0, 0.02, 0.1});
  p.order_refresh_time = pick(random, {0.5, 1, 1, 3, 7.5});
  p.max_order_age = pick(random, {2, 10.5, 1800});
  p.filled_order_delay = pick(random, {0.7, 1, 4.5, 20});
  p.volatility_buffer_size = 5;
  p.trading_intensity_buffer_size = 4;
  p.order_levels = pick(random, {1, 1, 2, 4});
  p.level_distances = pick(random, {0, 5, 50, 200});
  return settings;
}

/// The same maker in Hummingbot's cycle.
strategy::Settings cyclic_settings(base::Stream& random, double amount) {
  strategy::Settings settings = steady_settings(random, amount);
  settings.behaviour = strategy::Behaviour::faithful;
  settings.mends = strategy::kNoMends;
  settings.should_wait_order_cancel_confirmation = random.below(3) > 0;
  return settings;
}

/// Balances that bind now and then, orders that are refused as too small (a unit costs about 100), funding.
simulate::SimulationOptions steady_options(base::Stream& random, const data::DayInfo& info, double amount) {
  simulate::SimulationOptions options;
  options.instrument = {info.price_quantum, info.lot, pick(random, {0, -0.0001, 0.0002}), 0.0005, pick(random, {0, 0, 50, 100, 150}), pick(random, {0, 0.0001})};
  options.initial = {amount * pick(random, {0, 5, 100, 1e5}), pick(random, {100, 1e4, 1e7})};
  options.market.queue = static_cast<market::QueueModel>(random.below(3));
  options.market.entry_latency = base::nanos_from_seconds(pick(random, {0, 0.01, 0.3}));
  options.market.response_latency = base::nanos_from_seconds(pick(random, {0, 0.02, 0.15}));
  return options;
}

/// Synthetic days with trades of many sizes and three levels a side.
data::SynthOptions busy_synth(double duration_s) {
  data::SynthOptions synth;
  synth.duration_s = duration_s;
  synth.volume = data::SynthVolume::log_normal;
  synth.volume_lots = 4;
  synth.volume_log_sd = 1;
  synth.book_levels = 3;
  return synth;
}

}  // namespace

TEST_CASE("decisions that are left out change no bit on synthetic days") {
  data::SynthOptions synth = busy_synth(900);
  Seen seen;
  for (std::uint32_t i = 0; i < 200; ++i) {
    base::Stream random({.seed = 7, .index = i});
    CAPTURE(i);
    synth.arrival_rate = pick(random, {0.02, 0.1, 0.5});
    synth.sigma = pick(random, {0.002, 0.02});
    const data::Day day = data::make_synthetic_day(synth, 11, i % 8);
    const double clock_s = pick(random, {0.5, 1, 2});
    const auto options = steady_options(random, day.info, 1);
    const auto market = whole_day(day, {5}, {4}, clock_s, options.market, gates_for(options, clock_s));
    check_same(market, steady_settings(random, 1), options, seen);
  }
  CHECK(seen.fills > 1000);
  CHECK(seen.skips > 80);
}

TEST_CASE("decisions that are left out change no bit on wild random days") {
  Seen seen;
  for (std::uint64_t i = 0; i < 600; ++i) {
    base::Stream random({.seed = 8, .index = i});
    CAPTURE(i);
    const data::Day day = test_reference::random_day(random, {});
    const auto options = steady_options(random, day.info, day.info.lot);
    const auto market = whole_day(day, {5}, {4}, 1, options.market, gates_for(options, 1));
    strategy::Settings settings = steady_settings(random, day.info.lot);
    settings.parameters.kappa *= 0.2;
    check_same(market, settings, options, seen);
  }
  CHECK(seen.fills > 100);
  CHECK(seen.skips > 20);
}

TEST_CASE("decisions of Hummingbot's cycle that are left out change no bit on synthetic days") {
  data::SynthOptions synth = busy_synth(900);
  Seen seen;
  for (std::uint32_t i = 0; i < 200; ++i) {
    base::Stream random({.seed = 9, .index = i});
    CAPTURE(i);
    synth.arrival_rate = pick(random, {0.02, 0.1, 0.5});
    synth.sigma = pick(random, {0.0005, 0.002, 0.02});
    const data::Day day = data::make_synthetic_day(synth, 11, i % 8);
    const double clock_s = pick(random, {0.5, 1, 2});
    auto options = steady_options(random, day.info, 1);
    options.instrument.tick *= pick(random, {1, 1, 2, 5});
    const auto market = whole_day(day, {5}, {4}, clock_s, options.market, gates_for(options, clock_s), options.instrument.tick);
    check_same(market, cyclic_settings(random, 1), options, seen);
  }
  CHECK(seen.fills > 1000);
  CHECK(seen.skips > 80);
}

TEST_CASE("decisions of Hummingbot's cycle that are left out change no bit on wild random days") {
  Seen seen;
  for (std::uint64_t i = 0; i < 600; ++i) {
    base::Stream random({.seed = 10, .index = i});
    CAPTURE(i);
    const data::Day day = test_reference::random_day(random, {});
    auto options = steady_options(random, day.info, day.info.lot);
    options.instrument.tick *= pick(random, {1, 1, 3});
    const auto market = whole_day(day, {5}, {4}, 1, options.market, gates_for(options, 1), options.instrument.tick);
    strategy::Settings settings = cyclic_settings(random, day.info.lot);
    settings.parameters.kappa *= 0.2;
    check_same(market, settings, options, seen);
  }
  CHECK(seen.fills > 100);
  CHECK(seen.skips > 20);
}

TEST_CASE("skipped ticks change no bit on synthetic days") {
  data::SynthOptions synth = busy_synth(600);
  synth.arrival_rate = 0.5;
  Seen seen;
  for (std::uint32_t i = 0; i < 120; ++i) {
    base::Stream random({.seed = 5, .index = i});
    CAPTURE(i);
    const data::Day day = data::make_synthetic_day(synth, 9, i % 6);
    const auto options = random_options(random, day.info);
    const double clock_s = pick(random, {0.5, 1, 2});
    const auto market = whole_day(day, {5}, {4}, clock_s, options.market, gates_for(options, clock_s));
    strategy::Settings settings = random_settings(random);
    draw_modes(random, day.info.open, settings);
    check_same(market, settings, options, seen);
  }
  CHECK(seen.fills > 1000);
}

TEST_CASE("skipped ticks change no bit on wild random days with gaps, resets, locked and crossed books") {
  Seen seen;
  for (std::uint64_t i = 0; i < 150; ++i) {
    base::Stream random({.seed = 6, .index = i});
    CAPTURE(i);
    const data::Day day = test_reference::random_day(random, {});
    const auto options = random_options(random, day.info);
    const auto market = whole_day(day, {5}, {4}, 1, options.market, gates_for(options, 1));
    strategy::Settings settings = random_settings(random);
    settings.parameters.order_amount = day.info.lot * pick(random, {1, 5});
    settings.parameters.kappa *= 0.2;
    draw_modes(random, day.info.open, settings);
    check_same(market, settings, options, seen);
  }
  CHECK(seen.fills > 100);
}
