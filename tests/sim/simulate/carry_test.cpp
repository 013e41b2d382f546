#include <doctest/doctest.h>

#include <numeric>

#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;
using account::Metric;

namespace {

data::SynthOptions synth_options() {
  data::SynthOptions synth;
  synth.duration_s = 900;
  synth.arrival_rate = 0.3;
  return synth;
}

strategy::Settings maker() {
  strategy::Settings settings;
  settings.pricing = strategy::Pricing::glft;
  settings.inventory_target = strategy::InventoryTarget::initial;
  settings.parameters.risk_factor = 0.1;
  settings.parameters.kappa = 20;
  settings.parameters.arrival_rate = 0.3;
  settings.parameters.volatility = 0.05;
  settings.parameters.order_refresh_time = 5;
  settings.parameters.filled_order_delay = 5;
  return settings;
}

simulate::SimulationOptions options_with(double base, double quote) {
  simulate::SimulationOptions options;
  options.instrument = {0.01, 1, 0.0001, 0.0005, 0, 0};
  options.initial = {base, quote};
  return options;
}

struct TwoDays {
  std::vector<tape::Tape> tapes;
  base::Nanos from, to;
};

TwoDays two_days() {
  const data::Day first = data::make_synthetic_day(synth_options(), 3, 0), second = data::make_synthetic_day(synth_options(), 3, 1);
  return {{tape::Tape::compile(first, {}), tape::Tape::compile(second, {})}, first.info.open, second.info.close};
}

simulate::SegmentMarket market_of(const TwoDays& days, std::vector<std::size_t> tapes, simulate::Carry carry) {
  const std::vector<simulate::Segment> segments{{"days", std::move(tapes), days.from, days.to, base::Nanos(0), carry}};
  return simulate::prepare_markets(days.tapes, segments, {}).front();
}

}  // namespace

TEST_CASE("with carry none two days in one segment add up to the days apart") {
  const TwoDays days = two_days();
  const auto options = options_with(100, 10000);
  const auto both = simulate::simulate(market_of(days, {0, 1}, simulate::Carry::none), maker(), options);
  const auto first = simulate::simulate(market_of(days, {0}, simulate::Carry::none), maker(), options);
  const auto second = simulate::simulate(market_of(days, {1}, simulate::Carry::none), maker(), options);
  REQUIRE(first.metrics[Metric::fills] > 20);
  for (const Metric sum : {Metric::pnl_mark_mid, Metric::pnl_close_at_book, Metric::equity_change, Metric::fees, Metric::fills,
                           Metric::volume_base, Metric::volume_quote, Metric::terminal_inventory, Metric::locked_seconds}) {
    CHECK(both.metrics[sum] == doctest::Approx(first.metrics[sum] + second.metrics[sum]).epsilon(1e-12));
  }
  CHECK(both.metrics[Metric::mean_abs_inventory] ==
        doctest::Approx((first.metrics[Metric::mean_abs_inventory] + second.metrics[Metric::mean_abs_inventory]) / 2));
  CHECK(both.metrics[Metric::max_abs_inventory] ==
        std::max(first.metrics[Metric::max_abs_inventory], second.metrics[Metric::max_abs_inventory]));
}

TEST_CASE("carried inventory is marked once, at the last price") {
  const TwoDays days = two_days();
  const auto options = options_with(100, 10000);
  for (const simulate::Carry carry : {simulate::Carry::inventory, simulate::Carry::all}) {
    const auto result = simulate::simulate(market_of(days, {0, 1}, carry), maker(), options, simulate::Detail::full);
    const double mark = days.tapes[1].mid().back();
    double edges = 0;
    double position = 0;
    for (const simulate::FillRecord& fill : result.fills) {
      edges += base::sign(fill.fill.side) * fill.quantity * (mark - fill.price) - fill.fee;
      position += base::sign(fill.fill.side) * fill.quantity;
    }
    CHECK(result.metrics[Metric::pnl_mark_mid] == doctest::Approx(edges).epsilon(1e-9));
    CHECK(result.metrics[Metric::terminal_inventory] == doctest::Approx(position));
    CHECK(result.path.equity.back() == doctest::Approx(edges).epsilon(1e-9));
    CHECK(result.path.equity.size() == days.tapes[0].ticks() + days.tapes[1].ticks());
  }
}

TEST_CASE("a second day with carried inventory trades as a fresh one that starts with that inventory") {
  const TwoDays days = two_days();
  strategy::Settings settings = maker();
  settings.pricing = strategy::Pricing::hummingbot;
  settings.inventory_target = strategy::InventoryTarget::value_share;
  settings.parameters.volatility = 0;
  settings.parameters.volatility_buffer_size = 10;
  const std::vector<simulate::Segment> segments{{"both", {0, 1}, days.from, days.to, base::Nanos(0), simulate::Carry::inventory},
                                                {"first", {0}, days.from, days.to, base::Nanos(0), simulate::Carry::none},
                                                {"second", {1}, days.from, days.to, base::Nanos(0), simulate::Carry::none}};
  simulate::PrepareOptions prepare;
  prepare.volatility_lengths = {10};
  const auto markets = simulate::prepare_markets(days.tapes, segments, prepare);
  simulate::SimulationOptions options = options_with(100, 10000);
  options.instrument.maker_fee = 0;
  const auto both = simulate::simulate(markets[0], settings, options, simulate::Detail::full);
  const auto first = simulate::simulate(markets[1], settings, options, simulate::Detail::full);
  double base = 100, quote = 10000;
  for (const simulate::FillRecord& fill : first.fills) {
    base += base::sign(fill.fill.side) * fill.quantity;
    quote -= base::sign(fill.fill.side) * fill.quantity * fill.price;
  }
  options.initial = {base, quote};
  const auto second = simulate::simulate(markets[2], settings, options, simulate::Detail::full);
  REQUIRE(first.fills.size() > 10);
  REQUIRE(second.fills.size() > 10);
  REQUIRE(both.fills.size() == first.fills.size() + second.fills.size());
  for (std::size_t i = 0; i < second.fills.size(); ++i) CHECK(both.fills[first.fills.size() + i].fill == second.fills[i].fill);
}

TEST_CASE("with carry all the strategy hears that its orders were pulled and what filled") {
  const TwoDays days = two_days();
  Diary diary;
  const Script script{{{1, buy(1, 1)}}, {}};
  const auto market = market_of(days, {0, 1}, simulate::Carry::all);
  const auto result = play(market, script, options_with(100, 10000), diary);
  CHECK(result.metrics[Metric::fills] == 0);
  REQUIRE(diary.ends.size() == 1);
  CHECK(diary.ends[0].reason == strategy::EndReason::pulled);
  CHECK(diary.ticks.front() == days.tapes[0].tick_ns(0));
  CHECK(diary.ticks.back() > days.tapes[1].tick_ns(0));
}
