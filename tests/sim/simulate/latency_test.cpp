// Latency and takers as a strategy lives them.
#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "tests/reference/day_builder.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;
using account::Metric;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

namespace {

simulate::SimulationOptions small_options() {
  simulate::SimulationOptions options;
  options.instrument = {0.01, 0.001, 0.0001, 0.0005, 0, 0};
  options.initial = {10, 10000};
  return options;
}

market::LatencyRow row(double request, double exchange, double response) {
  return {DayBuilder::at(request), exchange == 0 ? base::Nanos(0) : DayBuilder::at(exchange), DayBuilder::at(response)};
}

}  // namespace

TEST_CASE("a market order takes at once, pays the taker fee and is known at the next tick") {
  const data::Day day = DayBuilder().book(0, {bid(9999, 2000), ask(10001, 2000)}).day();
  Diary diary;
  market::OrderRequest order = buy(9999, 1000);
  order.type = market::OrderType::market;
  const auto result = play(whole_day(day), {{{1, order}}, {}}, small_options(), diary);
  CHECK(result.metrics[Metric::fills] == 1);
  CHECK(result.metrics[Metric::fees] == doctest::Approx(0.0005 * 100.01));
  CHECK(result.metrics[Metric::pnl_mark_mid] == doctest::Approx(-0.01 - 0.0005 * 100.01));
  REQUIRE(diary.fills.size() == 1);
  CHECK(diary.fills[0].fill.time == DayBuilder::at(1));
  CHECK(diary.fills[0].fill.price == base::Ticks(10001));
  CHECK(diary.base[1] == doctest::Approx(10));
  CHECK(diary.base[2] == doctest::Approx(11));
}

TEST_CASE("with recorded feed latency a strategy trades against a book that it has not seen yet") {
  // The ask falls to 100 at 3.5 s; the message arrives at 5.5 s. A bid at 100, sent at 4 s, looks passive and is not.
  data::Day day = DayBuilder().book(0, {bid(9999, 2000), ask(10001, 2000)}).book(5.5, {ask(10000, 500)}).day();
  day.book.exchange_ns[2] = DayBuilder::at(3.5).count();
  for (const auto feed : {tape::FeedLatency::none, tape::FeedLatency::recorded}) {
    auto options = small_options();
    options.market.feed = feed;
    Diary diary;
    const auto result = play(whole_day(day, {}, {}, 1, options.market), {{{4, buy(10000, 700)}}, {}}, options, diary);
    if (feed == tape::FeedLatency::recorded) {
      REQUIRE(diary.ends.size() == 1);
      CHECK(diary.ends[0].reason == strategy::EndReason::refused);
      CHECK(result.metrics[Metric::fills] == 0);
    } else {
      CHECK(result.metrics[Metric::fills] == 1);  // the ask comes down to it at 5.5 s
      CHECK(result.fills.at(0).fill.time == DayBuilder::at(5.5));
    }
  }
}

TEST_CASE("a cancel that is lost leaves the order in the market, and the strategy is told so that it may try again") {
  const data::Day day = DayBuilder().book(0, {bid(9999, 2000), ask(10001, 2000)}).trade(10.5, -1, 9998, 300).trade(20.5, -1, 9998, 300).day();
  auto options = small_options();
  options.market.latency.kind = market::LatencyKind::measured;
  options.market.latency.measured = std::make_shared<market::MeasuredLatency>(
      std::vector{row(1, 1.1, 1.2), row(4, 4.1, 4.2), row(5, 0, 7.5), row(6, 6.1, 7.6)}, base::Nanos(0), "rows");
  Diary diary;
  const Script script{{{1, buy(9999, 1000)}}, {{5, 0}, {12, 0}}};
  const auto result = play(whole_day(day, {}, {}, 1, options.market), script, options, diary);
  CHECK(result.metrics[Metric::fills] == 1);
  CHECK(result.fills.at(0).fill.time == DayBuilder::at(10.5));
  CHECK(result.fills.at(0).fill.known == DayBuilder::at(12));  // 1.5 s back since the last measurement
}

TEST_CASE("an L3 queue on a feed without joining times is refused") {
  auto options = small_options();
  options.market.queue = market::QueueModel::l3_fifo;
  const data::Day day = DayBuilder().book(0, {bid(9999, 2000), ask(10001, 2000)}).trade(10.5, -1, 9998, 300).day();
  Diary diary;
  CHECK_THROWS_AS(play(whole_day(day), {}, options, diary), base::ConfigurationError);
}
