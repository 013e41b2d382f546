// Replaying the orders that a simulation sent gives the simulation's own fills.
#include <doctest/doctest.h>

#include <algorithm>

#include "results/orders_csv.hpp"
#include "sim/market/replay.hpp"
#include "tests/reference/random_day.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using base::Nanos;

namespace {

/// Lets another strategy decide and writes down what it sends.
class Recorder final : public strategy::Strategy {
 public:
  Recorder(std::unique_ptr<strategy::Strategy> inner, results::OrderList* sent) : inner_(std::move(inner)), sent_(sent) {}
  [[nodiscard]] strategy::IndicatorNeeds needs() const override { return inner_->needs(); }
  void on_fill(const strategy::FillReport& report) override { inner_->on_fill(report); }
  void on_end(const strategy::EndReport& report) override { inner_->on_end(report); }
  void on_tick(const strategy::MarketView& market, const strategy::AccountView& account, strategy::Actions& actions) override {
    inner_->on_tick(market, account, actions);
    for (const market::OrderId id : actions.cancels) {
      Nanos& cancelled = sent_->orders[id - 1].cancelled;
      cancelled = std::min(cancelled, market.now);
    }
    for (const market::OrderRequest& request : actions.orders) {
      sent_->ids.push_back("mine-" + std::to_string(sent_->ids.size()));
      sent_->orders.push_back({request, market.now});
    }
  }
  [[nodiscard]] Nanos next_wake(Nanos now) const override { return inner_->next_wake(now); }

 private:
  std::unique_ptr<strategy::Strategy> inner_;
  results::OrderList* sent_;
};

/// Sends orders of every type and trigger around the mid, and cancels some.
class Chaos final : public strategy::Strategy {
 public:
  explicit Chaos(std::uint64_t seed) : random_({.seed = seed, .purpose = base::Purpose::test, .index = 5}) {}
  [[nodiscard]] strategy::IndicatorNeeds needs() const override { return {}; }
  void on_fill(const strategy::FillReport&) override {}
  void on_end(const strategy::EndReport&) override {}
  void on_tick(const strategy::MarketView& market, const strategy::AccountView& account, strategy::Actions& actions) override {
    for (const strategy::LiveOrder& order : account.orders) {
      if (!order.cancelling && random_.below(4) == 0) actions.cancels.push_back(order.id);
    }
    for (std::uint64_t n = random_.below(4); market.two_sided && n > 0; --n) actions.orders.push_back(any_order(market));
  }
  [[nodiscard]] Nanos next_wake(Nanos now) const override { return now + Nanos(1); }

 private:
  market::OrderRequest any_order(const strategy::MarketView& market) {
    // A simulation does not send what is worth less than nothing.
    const auto near = [&] { return base::Ticks(std::max<std::int64_t>(1, market.best_bid.count() - 3 + static_cast<std::int64_t>(random_.below(8)))); };
    market::OrderRequest request{random_.below(2) == 0 ? base::Side::buy : base::Side::sell, near(),
                                 base::Lots(1 + static_cast<std::int64_t>(random_.below(9)))};
    request.type = static_cast<market::OrderType>(random_.below(5));
    if (request.type == market::OrderType::market) request.price = base::Ticks(0);
    request.trigger = static_cast<market::Trigger>(random_.below(3));
    if (request.trigger == market::Trigger::stop) request.stop = near();
    if (request.trigger == market::Trigger::time) {
      request.at = market.now + base::nanos_from_seconds(0.1) * static_cast<std::int64_t>(random_.below(30));
    }
    return request;
  }
  base::Stream random_;
};

simulate::SegmentMarket market_on(const data::Day& day, const market::MarketOptions& options, std::vector<int> buffers) {
  const std::vector<tape::Tape> tapes{tape::Tape::compile(day, market::tape_options(options, base::nanos_from_seconds(0.5)))};
  const std::vector<simulate::Segment> segments{{"day", {0}, day.info.open, day.info.close, Nanos(0), simulate::Carry::none}};
  simulate::PrepareOptions prepare;
  prepare.volatility_lengths = prepare.intensity_lengths = std::move(buffers);
  return simulate::prepare_markets(tapes, segments, prepare).front();
}

using Maker = std::function<std::unique_ptr<strategy::Strategy>(const strategy::Venue&, double)>;

/// Simulates, writes the orders, reads them, replays them; returns the number of fills.
std::size_t check_round_trip(const simulate::SegmentMarket& market, const Maker& make, const simulate::SimulationOptions& options) {
  results::OrderList sent;
  const simulate::StrategyFactory recorded = [&](const strategy::Venue& venue, double session_s) -> std::unique_ptr<strategy::Strategy> {
    return std::make_unique<Recorder>(make(venue, session_s), &sent);
  };
  const simulate::DayResult simulated = simulate::simulate(market, recorded, options, simulate::Detail::full);
  if (sent.orders.empty()) return 0;
  const tape::Tape& tape = market.tapes.front();
  const results::OrderList read = results::parse_orders_csv(results::orders_csv(sent, tape), "orders.csv", tape);
  const market::Replay replay = market::replay(tape, read.orders, options.market);
  CHECK(read.ids == sent.ids);
  REQUIRE(replay.fills.size() == simulated.fills.size());
  for (std::size_t i = 0; i < replay.fills.size(); ++i) REQUIRE(replay.fills[i].fill == simulated.fills[i].fill);
  return replay.fills.size();
}

market::MarketOptions options_of(std::uint64_t seed) {
  market::MarketOptions options;
  options.fill = static_cast<market::FillRule>(seed % 3);
  options.queue = static_cast<market::QueueModel>(seed % 8);  // all but l3_fifo
  if (options.fill == market::FillRule::rival && seed % 2 == 0) options.exchange = market::Exchange::partial;
  if (options.fill != market::FillRule::paper && seed % 4 != 0) {
    options.entry_latency = base::nanos_from_seconds(0.03);
    options.response_latency = base::nanos_from_seconds(0.7);
  }
  return options;
}

}  // namespace

TEST_CASE("replaying a maker's orders gives its fills") {
  data::SynthOptions synth;
  synth.duration_s = 900;
  synth.arrival_rate = 0.5;
  synth.book_levels = 3;
  strategy::Settings settings;
  settings.parameters.risk_factor = 0.1;
  settings.parameters.order_amount = 2;
  settings.parameters.order_refresh_time = 3;
  settings.parameters.volatility_buffer_size = settings.parameters.trading_intensity_buffer_size = 5;
  std::size_t fills = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    CAPTURE(seed);
    const data::Day day = data::make_synthetic_day(synth, seed, 0);
    simulate::SimulationOptions options;
    options.instrument = {day.info.price_quantum, day.info.lot, 0, 0, 0, 0};
    options.initial = {100, 1e6};
    options.market = options_of(seed);
    fills += check_round_trip(market_on(day, options.market, {5}), simulate::strategy_factory(settings), options);
  }
  CHECK(fills > 300);
}

TEST_CASE("replaying orders of every type and trigger gives their fills") {
  std::size_t fills = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    base::Stream random({.seed = seed, .purpose = base::Purpose::test, .index = 6});
    const data::Day day = test_reference::any_random_day(random);
    simulate::SimulationOptions options;
    options.instrument = {day.info.price_quantum, day.info.lot, 0, 0, 0, 0};
    options.initial = {100, 1e6};
    options.market = options_of(seed);
    const Maker make = [seed](const strategy::Venue&, double) { return std::make_unique<Chaos>(seed); };
    fills += check_round_trip(market_on(day, options.market, {}), make, options);
  }
  CHECK(fills > 500);
}
