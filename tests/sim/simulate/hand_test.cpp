// Tiny days whose every figure was computed by hand.
#include <doctest/doctest.h>

#include "tests/reference/day_builder.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;
using account::Metric;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

namespace {

simulate::SimulationOptions options_with(double maker = 0, double taker = 0) {
  simulate::SimulationOptions options;
  options.instrument = {0.01, 0.001, maker, taker, 0, 0};
  options.initial = {10, 10000};
  return options;
}

/// 99.99 x 2 / 100.01 x 2 all minute, one sell print of 3 at 99.99 at second 10, one buy print of 3 at 100.01 at second 20.
data::Day calm_day() {
  return DayBuilder().book(0, {bid(9999, 2000), ask(10001, 2000)}).trade(10.5, -1, 9999, 3000).trade(20.5, 1, 10001, 3000).day();
}

}  // namespace

TEST_CASE("a round trip behind the queue earns the spread on what the prints left over") {
  Diary diary;
  const auto result = play(whole_day(calm_day()), {{{1, buy(9999, 5000)}, {1, sell(10001, 5000)}}, {}}, options_with(0.0001), diary);
  // 3 printed, 2 ahead: 1 bought at 99.99; likewise 1 sold at 100.01.
  CHECK(result.metrics[Metric::fills] == 2);
  CHECK(result.metrics[Metric::buys] == 1);
  CHECK(result.metrics[Metric::volume_base] == doctest::Approx(2));
  CHECK(result.metrics[Metric::volume_quote] == doctest::Approx(200));
  CHECK(result.metrics[Metric::fees] == doctest::Approx(0.02));
  CHECK(result.metrics[Metric::pnl_mark_mid] == doctest::Approx(0.02 - 0.02));
  CHECK(result.metrics[Metric::max_abs_inventory] == doctest::Approx(1));
  CHECK(result.metrics[Metric::mean_abs_inventory] == doctest::Approx(10.0 / 60));
  CHECK(result.metrics[Metric::terminal_inventory] == 0);
  CHECK(result.metrics[Metric::quoted_share] == doctest::Approx(59.0 / 60));
  CHECK(result.metrics[Metric::locked_seconds] == 0);
  REQUIRE(diary.fills.size() == 2);
  CHECK(diary.fills[0].last_tick == DayBuilder::at(10));
  CHECK(result.path.equity.size() == 61);
  CHECK(result.path.inventory[10] == 0);
  CHECK(result.path.inventory[11] == doctest::Approx(1));
  CHECK(result.path.inventory[21] == 0);
}

TEST_CASE("an open position is closed level by level, and beyond the book at twice the distance") {
  // Long 1 at the end; the final bid shows 0.4 at 99.97 and 0.2 at 99.95, the ask 100.03: mid 100.
  const data::Day day = DayBuilder()
                            .book(0, {bid(9999, 2000), ask(10001, 2000)})
                            .trade(10.5, -1, 9998, 1000)
                            .book(30, {bid(9999, 0), bid(9997, 400), bid(9995, 200), ask(10001, 0), ask(10003, 500)})
                            .day();
  Diary diary;
  const auto result = play(whole_day(day), {{{1, buy(9999, 1000)}}, {}}, options_with(0, 0.001), diary);
  CHECK(result.metrics[Metric::pnl_mark_mid] == doctest::Approx(0.01));
  const double proceeds = 0.4 * 99.97 + 0.2 * 99.95 + 0.4 * 99.90;
  CHECK(result.metrics[Metric::pnl_close_at_book] == doctest::Approx(proceeds * 0.999 - 99.99));
  CHECK(result.metrics[Metric::fees] == 0);
  CHECK(result.metrics[Metric::max_drawdown] == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("without fills the excess P&L is zero while raw equity follows the price") {
  const data::Day day =
      DayBuilder().book(0, {bid(9999, 1), ask(10001, 1)}).book(30, {bid(9999, 0), ask(10001, 0), bid(9899, 1), ask(9901, 1)}).day();
  Diary diary;
  const auto result = play(whole_day(day), {}, options_with(), diary);
  CHECK(result.metrics[Metric::pnl_mark_mid] == 0);
  CHECK(result.metrics[Metric::pnl_close_at_book] == 0);
  CHECK(result.metrics[Metric::equity_change] == doctest::Approx(-10));
  CHECK(std::isnan(result.metrics[Metric::sr_intraday]));
  CHECK(std::isnan(result.metrics[Metric::pnl_to_map]));
  CHECK(result.metrics[Metric::quoted_share] == 0);
  CHECK(std::isnan(result.metrics[Metric::kappa_zero_share]));
}

TEST_CASE("a fill becomes known, and reaches the balances, only after the response latency") {
  simulate::SimulationOptions options = options_with();
  options.market.entry_latency = base::nanos_from_seconds(0.01);
  options.market.response_latency = base::nanos_from_seconds(2.2);
  Diary diary;
  const auto result = play(whole_day(calm_day()), {{{1, buy(9999, 5000)}}, {}}, options, diary);
  REQUIRE(diary.fills.size() == 1);
  CHECK(diary.fills[0].fill.time == DayBuilder::at(10.5));
  CHECK(diary.fills[0].last_tick == DayBuilder::at(12));
  CHECK(diary.base[12] == 10);
  CHECK(diary.quote[12] == 10000);
  CHECK(diary.base[13] == doctest::Approx(11));
  CHECK(diary.quote[13] == doctest::Approx(10000 - 99.99));
  CHECK(result.path.inventory[11] == doctest::Approx(1));
}

TEST_CASE("a gap pulls the quotes, keeps the strategy asleep and tells it afterwards") {
  const data::Day day = DayBuilder()
                            .book(0, {bid(9999, 2000), ask(10001, 2000)})
                            .gap(15, 30)
                            .book(30, {bid(9999, 2000), ask(10001, 2000)})
                            .trade(40.5, -1, 9990, 5000)
                            .day();
  Diary diary;
  const auto result = play(whole_day(day), {{{1, buy(9999, 5000)}}, {}}, options_with(), diary);
  CHECK(result.metrics[Metric::fills] == 0);
  REQUIRE(diary.ends.size() == 1);
  CHECK(diary.ends[0].reason == strategy::EndReason::pulled);
  for (const base::Nanos tick : diary.ticks) CHECK((tick < DayBuilder::at(15) || tick >= DayBuilder::at(30)));
  CHECK(result.metrics[Metric::quoted_share] == doctest::Approx(14.0 / 60));
}

TEST_CASE("an order that would cross is refused and reported") {
  Diary diary;
  const auto result = play(whole_day(calm_day()), {{{1, buy(10001, 1000)}}, {}}, options_with(), diary);
  REQUIRE(diary.ends.size() == 1);
  CHECK(diary.ends[0].reason == strategy::EndReason::refused);
  CHECK(result.metrics[Metric::quoted_share] == 0);
}

TEST_CASE("an order below the minimum notional is not sent") {
  simulate::SimulationOptions options = options_with();
  options.instrument.min_notional = 100;
  Diary diary;
  const auto result = play(whole_day(calm_day()), {{{1, buy(9999, 1000)}}, {}}, options, diary);
  CHECK(result.metrics[Metric::quoted_share] == 0);
}

TEST_CASE("funding is paid at eight o'clock on what is held, and the excess counts what was traded") {
  DayBuilder builder;
  data::Day day = builder.book(0, {bid(9999, 2000), ask(10001, 2000)}).trade(10.5, -1, 9998, 1000).day();
  // Move the day so that second 30 is 08:00:00 UTC.
  const std::int64_t shift = 1'700'006'400 * base::kNanosPerSecond - (DayBuilder::kOpen + 30 * base::kNanosPerSecond);
  REQUIRE((1'700'006'400 % 86400) == 0);
  for (auto* column : {&day.book.exchange_ns, &day.book.local_ns, &day.trades.exchange_ns, &day.trades.local_ns}) {
    for (std::int64_t& t : *column) t += shift;
  }
  day.info.open += base::Nanos(shift);
  day.info.close += base::Nanos(shift);
  simulate::SimulationOptions options = options_with();
  options.instrument.funding_rate_8h = 0.0001;
  Diary diary;
  const auto result = play(whole_day(day), {{{1, buy(9999, 1000)}}, {}}, options, diary);
  CHECK(result.metrics[Metric::funding] == doctest::Approx(0.0001 * 1 * 100));
  CHECK(result.metrics[Metric::pnl_mark_mid] == doctest::Approx(0.01 - 0.01));
  CHECK(result.metrics[Metric::equity_change] == doctest::Approx(0.01 - 0.0001 * 11 * 100));
  CHECK(result.path.equity[29] == doctest::Approx(0.01));
  CHECK(result.path.equity[30] == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("a day whose book never has two sides fails with a reason") {
  const data::Day day = DayBuilder().book(0, {bid(9999, 1)}).day();
  Diary diary;
  const auto result = play(whole_day(day), {}, options_with(), diary);
  CHECK(result.state == simulate::State::failed);
  CHECK(result.reason.find("never has two sides") != std::string::npos);
}

TEST_CASE("the log tells the life of every order in order of time, in the instrument's units") {
  simulate::SimulationOptions options = options_with();
  options.market.entry_latency = options.market.response_latency = base::nanos_from_seconds(0.25);
  Diary diary;
  const Script script{{{1, buy(9999, 5000)}, {2, buy(9990, 1000)}, {3, buy(10001, 1000)}, {4, sell(10010, 700)}}, {{5, 1}}};
  const auto result = play(whole_day(calm_day()), script, options, diary);
  using enum simulate::OrderEventKind;
  const auto& log = result.order_events;
  REQUIRE(log.size() == 9);
  const std::vector<simulate::OrderEventKind> kinds{created, created, created, refused, created, cancelled, filled, pulled, pulled};
  const std::vector<market::OrderId> orders{1, 2, 3, 3, 4, 2, 1, 1, 4};
  for (std::size_t i = 0; i < log.size(); ++i) {
    CAPTURE(i);
    CHECK(log[i].kind == kinds[i]);
    CHECK(log[i].order == orders[i]);
  }
  CHECK(log[3].time == DayBuilder::at(3.25));
  CHECK(log[5].time == DayBuilder::at(5.25));
  CHECK(log[6].time == DayBuilder::at(10.5));
  CHECK(log[6].price == 99.99);
  CHECK(log[6].quantity == 1.0);
  CHECK(log[7].quantity == 4.0);
  CHECK(log[8].side == base::Side::sell);
}

TEST_CASE("paper: the fee of a buy is never charged, that of a sell is") {
  simulate::SimulationOptions options = options_with(0.001);
  options.market.fill = market::FillRule::paper;
  const data::Day day =
      DayBuilder().book(0, {bid(9999, 2000), ask(10001, 2000)}).trade(10.5, -1, 9990, 1).trade(20.5, 1, 10010, 1).day();
  Diary diary;
  const auto result = play(whole_day(day), {{{1, buy(9999, 2000)}, {1, sell(10001, 1000)}}, {}}, options, diary);
  CHECK(result.metrics[Metric::fills] == 2);
  CHECK(result.metrics[Metric::fees] == doctest::Approx(0.10001));
  CHECK(diary.quote[11] == doctest::Approx(10000 - 2 * 99.99));
  CHECK(diary.quote[21] == doctest::Approx(10000 - 2 * 99.99 + 100.01 * 0.999));
  CHECK(result.fills[0].fee == 0);
}
