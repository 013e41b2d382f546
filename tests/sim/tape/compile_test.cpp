#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/day_builder.hpp"

using namespace asgen;
using base::Side;
using tape::Tape;
using test_reference::after_reset;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

TEST_CASE("rows of one stamp are one event, and trades of the same stamp come before it") {
  const Tape tape = Tape::compile(DayBuilder()
                                      .book(1, {bid(10, 5), ask(12, 5)})
                                      .book(2, {bid(11, 1), ask(12, 0), ask(13, 4)})
                                      .trade(2, 1, 12, 3)
                                      .trade(2, 1, 12, 2)
                                      .day(),
                                  {});
  REQUIRE(tape.events() == 4);
  CHECK_FALSE(tape.is_trade(0));
  CHECK(tape.is_trade(1));
  CHECK(tape.trade_of(1) == 0);
  CHECK(tape.is_trade(2));
  CHECK(tape.trade_of(2) == 1);
  CHECK_FALSE(tape.is_trade(3));
  CHECK(tape.trade_event()[1] == 2);
  CHECK(tape.best_bid()[2] == 10);
  CHECK(tape.best_ask()[2] == 12);
  CHECK(tape.best_bid()[3] == 11);
  CHECK(tape.best_ask()[3] == 13);
}

TEST_CASE("a side without levels has no best price") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {bid(10, 5)}).book(2, {bid(10, 0), ask(12, 1)}).day(), {});
  CHECK(tape.best_ask()[0] == tape::kNoAsk);
  CHECK(tape.best_bid()[1] == tape::kNoBid);
  CHECK(tape.best_bid(0) == tape::kNoBid);
}

TEST_CASE("a reset deletes the levels that do not come back") {
  const Tape tape =
      Tape::compile(DayBuilder().book(1, {bid(10, 5), bid(9, 4), ask(12, 5)}).book(2, {after_reset(bid(9, 4)), ask(13, 1)}).day(), {});
  CHECK(tape.displayed(Side::buy, 10, 2).lots == 0);
  CHECK(tape.displayed(Side::buy, 9, 2).lots == 4);
  CHECK(tape.displayed(Side::sell, 12, 2).lots == 0);
  CHECK(tape.best_ask()[1] == 13);
  CHECK(tape.history(Side::buy, 9).event.size() == 1);  // unchanged: no entry
}

TEST_CASE("times find the number of events so far, from any hint") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {bid(10, 5)}).trade(2, 1, 12, 3).trade(2, 1, 12, 3).trade(5, 1, 12, 3).day(), {});
  CHECK(tape.events_until(DayBuilder::at(0.5)) == 0);
  CHECK(tape.events_until(DayBuilder::at(1)) == 1);
  CHECK(tape.events_until(DayBuilder::at(2)) == 3);
  CHECK(tape.events_until(DayBuilder::at(4), 2) == 3);
  CHECK(tape.events_until(DayBuilder::at(9), 1) == 4);
}

TEST_CASE("a level's history lists its changes and the trades that hit it") {
  const Tape tape = Tape::compile(DayBuilder()
                                      .book(1, {bid(10, 5), ask(12, 5)})
                                      .trade(2, -1, 10, 2)
                                      .trade(2.5, 1, 10, 9)
                                      .book(3, {bid(10, 3)})
                                      .trade(4, -1, 9, 1)
                                      .day(),
                                  {});
  const auto history = tape.history(Side::buy, 10);
  REQUIRE(history.event.size() == 2);
  CHECK(history.event[1] == 3);
  CHECK(history.lots[1] == 3);
  REQUIRE(history.trade.size() == 1);
  CHECK(history.trade[0] == 0);
  CHECK(tape.history(Side::buy, 9).trade.size() == 1);
  CHECK(tape.history(Side::buy, 8).event.empty());
}

TEST_CASE("a day that breaks the rules is refused") {
  data::Day day = DayBuilder().book(1, {bid(10, 5), ask(12, 5)}).trade(2, 1, 12, 3).day();
  const auto refused = [](const data::Day& bad) { CHECK_THROWS_AS(Tape::compile(bad, {}), base::DataError); };
  auto unsorted = day;
  unsorted.book.local_ns[1] = 0;
  refused(unsorted);
  auto ragged = day;
  ragged.trades.lots.clear();
  refused(ragged);
  auto price = day;
  price.trades.price[0] = INT32_MAX;
  refused(price);
  auto side = day;
  side.book.side[0] = 0;
  refused(side);
  auto amount = day;
  amount.book.lots[0] = -1;
  refused(amount);
  auto quantum = day;
  quantum.info.price_quantum = 0;
  refused(quantum);
  auto gaps = day;
  gaps.gaps = {{base::Nanos(5), base::Nanos(9)}, {base::Nanos(8), base::Nanos(10)}};
  refused(gaps);
  auto name = day;
  name.info.exchange = std::string(40, 'x');
  refused(name);
  CHECK_THROWS_AS(Tape::compile(day, {base::Nanos(0)}), base::ConfigurationError);
  CHECK_THROWS_AS(Tape::compile(day, {base::Nanos(1)}), base::ConfigurationError);
}
