// Tapes by rows, and tapes on two clocks.
#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/day_builder.hpp"
#include "tests/reference/naive_book.hpp"
#include "tests/reference/random_day.hpp"

using namespace asgen;
using base::Nanos;
using base::Side;
using tape::Tape;
using test_reference::after_reset;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

namespace {

/// The day with exchange stamps `lead` seconds before the local ones, row by row (trades, then book).
data::Day earlier(const DayBuilder& builder, const std::vector<double>& trades, const std::vector<double>& book) {
  data::Day day = builder.day();
  for (std::size_t i = 0; i < trades.size(); ++i) day.trades.exchange_ns[i] -= base::nanos_from_seconds(trades[i]).count();
  for (std::size_t i = 0; i < book.size(); ++i) day.book.exchange_ns[i] -= base::nanos_from_seconds(book[i]).count();
  return day;
}

}  // namespace

TEST_CASE("by rows, every row is an event, and so is a reset") {
  const Tape tape = Tape::compile(DayBuilder(2).book(1, {after_reset(bid(10, 5)), ask(14, 5)}).trade(1, 1, 14, 1).gap(2, 3).day(),
                                  {.grain = tape::BookGrain::row});
  REQUIRE(tape.events() == 4);
  CHECK(tape.is_trade(0));
  CHECK_FALSE(tape.is_trade(1));
  CHECK(tape.is_reset(1));
  CHECK_FALSE(tape.is_reset(2));
  CHECK(tape.best_bid(3) == 10);
  CHECK(tape.best_ask(3) == tape::kNoAsk);
  CHECK(tape.gaps().empty());
  CHECK(tape.displayed(Side::buy, 3, 4).known);
}

TEST_CASE("by rows, bests are those of a replay in which the last row wins") {
  std::size_t stale = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    base::Stream random({.seed = seed, .purpose = base::Purpose::test, .index = 4});
    const data::Day day = test_reference::any_random_day(random);
    const Tape tape = Tape::compile(day, {.grain = tape::BookGrain::row});
    test_reference::NaiveBook book(0, test_reference::BestRule::last_row_wins);
    std::size_t row = 0;
    for (std::size_t e = 0; e < tape.events(); ++e) {
      if (tape.is_reset(e)) {
        book.reset();
      } else if (!tape.is_trade(e)) {
        book.apply(day.book, row++);
      }
      const auto bid_price = book.best(Side::buy), ask_price = book.best(Side::sell);
      REQUIRE(tape.best_bid(e + 1) == (bid_price ? static_cast<std::int32_t>(*bid_price) : tape::kNoBid));
      REQUIRE(tape.best_ask(e + 1) == (ask_price ? static_cast<std::int32_t>(*ask_price) : tape::kNoAsk));
      REQUIRE((!bid_price || !ask_price || *bid_price < *ask_price));
      if (bid_price) stale += tape.displayed(Side::buy, static_cast<std::int32_t>(*bid_price) + 1, e + 1).lots > 0;
    }
    REQUIRE(row == day.book.size());
  }
  CHECK(stale > 20);
}

TEST_CASE("with a recorded feed events happen at exchange stamps and are seen at local ones") {
  const auto builder = DayBuilder().book(1, {bid(10, 5), ask(14, 5)}).trade(2.2, 1, 14, 1).book(3.1, {ask(14, 0), ask(13, 5)});
  const Tape tape = Tape::compile(earlier(builder, {0.5}, {0, 0, 2, 2}), {.feed = tape::FeedLatency::recorded});
  REQUIRE(tape.events() == 3);
  CHECK(tape.event_ns(0) == DayBuilder::at(1));
  CHECK(tape.event_ns(1) == DayBuilder::at(1.1));  // the book message overtook the trade
  CHECK(tape.is_trade(2));
  CHECK(tape.event_ns(2) == DayBuilder::at(1.7));
  CHECK(tape.event_seen_ns(1) == DayBuilder::at(3.1));
  CHECK(tape.event_seen_ns(2) == DayBuilder::at(3.1));  // seen in the order of happening
  CHECK(tape.tick_events()[2] == 1);
  CHECK(tape.events_by_tick(2) == 3);
  CHECK(tape.mid()[3] == doctest::Approx(0.12));
  CHECK(tape.mid()[4] == doctest::Approx(0.115));
}

TEST_CASE("exchange stamps that contradict the feed's own order, or come after the local one, are mended") {
  const auto builder = DayBuilder().trade(1, 1, 14, 1).trade(2, 1, 14, 1).trade(3, 1, 14, 1);
  const Tape tape = Tape::compile(earlier(builder, {0.1, 1.5, -5}, {}), {.feed = tape::FeedLatency::recorded});
  CHECK(tape.event_ns(0) == DayBuilder::at(0.9));
  CHECK(tape.event_ns(1) == DayBuilder::at(0.9));  // 0.5 would be before the trade before it
  CHECK(tape.event_ns(2) == DayBuilder::at(3));    // 8 would be seen before it happened
}

TEST_CASE("without feed latency both clocks are one") {
  const auto builder = DayBuilder().book(1, {bid(10, 5), ask(14, 5)}).trade(2.2, 1, 14, 1);
  const Tape tape = Tape::compile(earlier(builder, {0.5}, {0.3, 0.3}), {});
  for (std::size_t e = 0; e < tape.events(); ++e) CHECK(tape.event_ns(e) == tape.event_seen_ns(e));
  CHECK(tape.columns().seen_ns.empty());
  CHECK(tape.events_by_tick(2) == tape.tick_events()[2]);
}

TEST_CASE("joining times and resets are on the tape, and survive its block") {
  auto builder = DayBuilder().book(1, {after_reset(bid(10, 5))}).trade(2, -1, 10, 1).book(3, {after_reset(bid(10, 5))});
  builder.resting_since({1.5});
  const Tape made = Tape::compile(builder.day(), {});
  const Tape tape = Tape::adopt(nullptr, made.block(), "copy");
  REQUIRE(tape.trade_resting_since().size() == 1);
  CHECK(Nanos(tape.trade_resting_since()[0]) == DayBuilder::at(1.5));
  REQUIRE(tape.resets().size() == 2);
  CHECK(tape.resets()[1] == 2);
  data::Day ragged = builder.day();
  ragged.trades.resting_since_ns.push_back(0);
  CHECK_THROWS_AS(Tape::compile(ragged, {}), base::DataError);
}
