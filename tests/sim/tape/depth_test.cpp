#include <doctest/doctest.h>

#include "sim/tape/tape.hpp"
#include "tests/reference/day_builder.hpp"

using namespace asgen;
using base::Side;
using tape::Tape;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

TEST_CASE("with full depth everything is known, and 0 where nothing is shown") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {bid(10, 5), ask(12, 5)}).day(), {});
  CHECK(tape.displayed(Side::buy, 10, 1).lots == 5);
  CHECK(tape.displayed(Side::buy, 3, 1).known);
  CHECK(tape.displayed(Side::buy, 3, 1).lots == 0);
  CHECK(tape.displayed(Side::buy, 10, 0).lots == 0);
}

TEST_CASE("with two recorded levels, what is worse than the second is unknown while both are shown") {
  const Tape tape = Tape::compile(DayBuilder(2).book(1, {bid(10, 5), bid(8, 1), ask(12, 5)}).book(2, {bid(8, 0)}).day(), {});
  CHECK(tape.displayed(Side::buy, 9, 1).known);
  CHECK(tape.displayed(Side::buy, 11, 1).known);
  CHECK(!tape.displayed(Side::buy, 7, 1).known);
  CHECK(tape.displayed(Side::sell, 99, 1).known);
  CHECK(tape.displayed(Side::buy, 7, 2).known);
  CHECK(tape.first_visible(Side::buy, 7, 0, 2) == 1);
  CHECK(tape.first_visible(Side::buy, 7, 0, 1) == 1);
  CHECK(tape.first_visible(Side::sell, 99, 0, 2) == 0);
}

TEST_CASE("displayed size adds up from the best price to the limit") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {bid(10, 5), bid(8, 1), bid(7, 2), ask(12, 3), ask(15, 4)}).day(), {});
  CHECK(tape.displayed_through(Side::buy, 10, 1) == 5);
  CHECK(tape.displayed_through(Side::buy, 8, 1) == 6);
  CHECK(tape.displayed_through(Side::buy, 0, 1) == 8);
  CHECK(tape.displayed_through(Side::buy, 11, 1) == 0);
  CHECK(tape.displayed_through(Side::sell, 14, 1) == 3);
  CHECK(tape.displayed_through(Side::sell, 11, 1) == 0);
  CHECK(tape.displayed_through(Side::sell, 99, 0) == 0);
}

TEST_CASE("the book lists displayed levels best first") {
  const Tape tape =
      Tape::compile(DayBuilder().book(1, {bid(10, 5), bid(8, 1), ask(12, 3), ask(15, 4)}).book(2, {ask(13, 9), bid(10, 0)}).day(), {});
  const auto asks = tape.book(Side::sell, 2, 2);
  REQUIRE(asks.size() == 2);
  CHECK(asks[0].price == 12);
  CHECK(asks[1].price == 13);
  CHECK(asks[1].lots == 9);
  const auto bids = tape.book(Side::buy, 2, 5);
  REQUIRE(bids.size() == 1);
  CHECK(bids[0].price == 8);
  CHECK(tape.book(Side::buy, 2, 0).empty());
}

TEST_CASE("the level at which displayed size adds up to a quantity is found from the best price on") {
  const Tape tape = Tape::compile(DayBuilder().book(1, {bid(10, 5), bid(8, 1), bid(7, 2), ask(12, 3), ask(15, 4)}).day(), {});
  CHECK(tape.price_reaching(Side::buy, 0, 1) == 10);
  CHECK(tape.price_reaching(Side::buy, 5, 1) == 10);
  CHECK(tape.price_reaching(Side::buy, 6, 1) == 8);
  CHECK(tape.price_reaching(Side::buy, 8, 1) == 7);
  CHECK_FALSE(tape.price_reaching(Side::buy, 9, 1).has_value());
  CHECK(tape.price_reaching(Side::sell, 4, 1) == 15);
  CHECK_FALSE(tape.price_reaching(Side::sell, 0, 0).has_value());
}
