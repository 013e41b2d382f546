#include "sim/simulate/close_at_book.hpp"

#include <doctest/doctest.h>

#include "tests/reference/day_builder.hpp"

using namespace asgen;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

TEST_CASE("closing walks the displayed levels of the right side and pays the taker fee") {
  const tape::Tape tape =
      tape::Tape::compile(DayBuilder().book(0, {bid(9999, 1000), bid(9998, 1000), ask(10001, 500), ask(10004, 1000)}).day(), {});
  const auto close = [&](std::int64_t lots, double fee = 0) {
    return simulate::close_at_book(tape, {base::Lots(lots), tape.events(), 100, fee});
  };
  CHECK(close(0) == 0);
  CHECK(close(1500) == doctest::Approx(99.99 + 0.5 * 99.98));
  CHECK(close(-1000) == doctest::Approx(-(0.5 * 100.01 + 0.5 * 100.04)));
  CHECK(close(1000, 0.01) == doctest::Approx(99.99 * 0.99));
  CHECK(close(-500, 0.01) == doctest::Approx(-0.5 * 100.01 * 1.01));
}

TEST_CASE("what the book does not show trades at the worst shown price moved again by its distance from the mid") {
  const tape::Tape tape = tape::Tape::compile(DayBuilder().book(0, {bid(9999, 1000), ask(10001, 500), ask(10004, 1000)}).day(), {});
  CHECK(simulate::close_at_book(tape, {base::Lots(3000), tape.events(), 100, 0}) == doctest::Approx(99.99 + 2 * 99.98));
  CHECK(simulate::close_at_book(tape, {base::Lots(-2000), tape.events(), 100, 0}) ==
        doctest::Approx(-(0.5 * 100.01 + 100.04 + 0.5 * 100.08)));
}

TEST_CASE("without any book on the other side the mid is all there is") {
  const tape::Tape tape = tape::Tape::compile(DayBuilder().book(0, {bid(9999, 1000)}).day(), {});
  CHECK(simulate::close_at_book(tape, {base::Lots(-2000), tape.events(), 100, 0}) == doctest::Approx(-200));
}

TEST_CASE("a deep walk passes through more levels than the first look takes") {
  std::vector<test_reference::Row> rows{ask(10001, 1)};
  for (std::int32_t i = 0; i < 300; ++i) rows.push_back(bid(10000 - i, 10));
  const tape::Tape tape = tape::Tape::compile(DayBuilder().book(0, rows).day(), {});
  double value = 0;
  for (int i = 0; i < 290; ++i) value += 0.01 * (100.00 - 0.01 * i);
  CHECK(simulate::close_at_book(tape, {base::Lots(2900), tape.events(), 100.005, 0}) == doctest::Approx(value));
}

TEST_CASE("closing an inverse contract brings amount over price of the base currency") {
  data::Day day = DayBuilder().book(0, {bid(9999, 1000), bid(9998, 1000), ask(10001, 500), ask(10004, 1000)}).day();
  day.info.contract = "inverse";
  day.info.contract_size = 10;
  const tape::Tape tape = tape::Tape::compile(day, {});
  const auto close = [&](std::int64_t lots, double fee = 0) {
    return simulate::close_at_book(tape, {base::Lots(lots), tape.events(), 100, fee});
  };
  // A long was bought with base currency owed: selling 15 quote at the bids costs that much base.
  CHECK(close(1500) == doctest::Approx(-(10 / 99.99 + 5 / 99.98)));
  CHECK(close(-1000) == doctest::Approx(5 / 100.01 + 5 / 100.04));
  CHECK(close(1000, 0.01) == doctest::Approx(-10 / 99.99 * 1.01));
}
