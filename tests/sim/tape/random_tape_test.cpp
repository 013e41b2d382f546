// The tape answers as a plain replay of the same rows does, on random days of every kind.
#include <doctest/doctest.h>

#include "sim/tape/tape.hpp"
#include "tests/reference/naive_book.hpp"
#include "tests/reference/random_day.hpp"

using namespace asgen;
using base::Side;

namespace {

/// Book states after each event, replayed row by row.
std::vector<test_reference::NaiveBook> replay(const data::Day& day, const tape::Tape& tape) {
  std::vector<test_reference::NaiveBook> states{test_reference::NaiveBook(day.info.depth_levels)};
  std::size_t row = 0;
  for (std::size_t e = 0; e < tape.events(); ++e) {
    states.push_back(states.back());
    if (tape.is_trade(e)) continue;
    for (; row < day.book.size() && day.book.local_ns[row] == tape.event_ns(e).count(); ++row) states.back().apply(day.book, row);
  }
  CHECK(row == day.book.size());
  return states;
}

bool touches_buy(const data::Day& day, const tape::Tape& tape, const std::vector<test_reference::NaiveBook>& states, std::int32_t price,
                 std::size_t e) {
  if (tape.is_trade(e)) {
    const std::size_t i = tape.trade_of(e);
    return day.trades.side[i] == -1 && day.trades.price[i] <= price;
  }
  const auto before = states[e].best(Side::sell);
  const auto after = states[e + 1].best(Side::sell);
  return after && *after <= price && (!before || *after < *before);
}

}  // namespace

TEST_CASE("bests, displayed depth, visibility and touches are those of a plain replay") {
  std::size_t unknown = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    CAPTURE(seed);
    base::Stream random({.seed = seed, .purpose = base::Purpose::test, .index = 3});
    const data::Day day = test_reference::any_random_day(random);
    const tape::Tape tape = tape::Tape::compile(day, {base::nanos_from_seconds(0.1)});
    const auto states = replay(day, tape);
    const std::int32_t centre = day.book.price[0];
    for (std::size_t e = 0; e < states.size(); ++e) {
      const auto bid = states[e].best(Side::buy);
      const auto ask = states[e].best(Side::sell);
      REQUIRE(tape.best_bid(e) == (bid ? static_cast<std::int32_t>(*bid) : tape::kNoBid));
      REQUIRE(tape.best_ask(e) == (ask ? static_cast<std::int32_t>(*ask) : tape::kNoAsk));
      for (const Side side : {Side::buy, Side::sell}) {
        std::int64_t through = 0;
        for (const auto& [price, lots] : states[e].levels(side))
          through += side == Side::buy ? (price >= centre ? lots : 0) : (price <= centre ? lots : 0);
        REQUIRE(tape.displayed_through(side, centre, e) == through);
        REQUIRE(tape.book(side, e, 1000).size() == states[e].levels(side).size());
        for (std::int32_t price = centre - 10; price <= centre + 10; ++price) {
          const auto expected = states[e].displayed(side, price);
          const auto depth = tape.displayed(side, price, e);
          REQUIRE(depth.known == expected.has_value());
          REQUIRE(depth.lots == expected.value_or(0));
          unknown += !depth.known;
        }
      }
    }
    for (std::int32_t price = centre - 6; price <= centre + 6; ++price) {
      for (std::size_t from = 0; from < tape.events(); from += 7) {
        std::size_t expected = from;
        while (expected < tape.events() && !touches_buy(day, tape, states, price, expected)) ++expected;
        REQUIRE(tape.first_touch(Side::buy, price, from, tape.events()) == expected);
        std::size_t visible = from;
        while (visible < tape.events() && !states[visible + 1].displayed(Side::sell, price)) ++visible;
        REQUIRE(tape.first_visible(Side::sell, price, from, tape.events()) == visible);
      }
    }
  }
  CHECK(unknown > 10'000);
}
