// What must hold of every list of fills under the rule `shared`, checked against the tape and not against the judge.
#include <doctest/doctest.h>

#include <map>

#include "sim/market/matcher.hpp"
#include "tests/reference/differential.hpp"
#include "tests/reference/random_day.hpp"

using namespace asgen;
using market::Fill;

namespace {

/// Plays a ladder of orders that is renewed now and then; returns the matcher with every order in its final state.
market::Matcher play(const tape::Tape& tape, const market::MarketOptions& options, base::Stream& random, std::vector<Fill>& fills) {
  market::Matcher matcher(tape, options, 0);
  for (std::size_t tick = 0; tick < tape.ticks(); ++tick) {
    const base::Nanos now = tape.tick_ns(tick);
    matcher.advance_to(now, fills);
    const std::vector<market::OrderId> live(matcher.live().begin(), matcher.live().end());
    for (const auto id : live) {
      if (random.below(3) == 0) matcher.cancel(id, now);
    }
    if (tape.tick_flags()[tick] == 0) continue;
    const std::size_t after = tape.tick_events()[tick];
    for (std::int64_t level = 0; level < 3; ++level) {
      const base::Lots lots(1 + static_cast<std::int64_t>(random.below(9)));
      if (tape.best_bid(after) != tape::kNoBid) matcher.submit({base::Side::buy, base::Ticks(tape.best_bid(after) - level), lots}, now);
      if (tape.best_ask(after) != tape::kNoAsk) matcher.submit({base::Side::sell, base::Ticks(tape.best_ask(after) + level), lots}, now);
    }
  }
  matcher.advance_to(tape.info().close + base::nanos_from_seconds(9), fills);
  return matcher;
}

}  // namespace

TEST_CASE("shared fills never exceed a print, a crossing book or an order, nor come after its end") {
  std::size_t total = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    base::Stream random({.seed = seed, .purpose = base::Purpose::test, .index = 7});
    const data::Day day = test_reference::any_random_day(random);
    market::MarketOptions options = test_reference::any_market_options(random, day.info.open, base::nanos_from_seconds(0.6));
    options.fill = market::FillRule::shared;
    options.exchange = market::Exchange::no_partial;
    const tape::Tape tape = tape::Tape::compile(day, market::tape_options(options, base::nanos_from_seconds(0.5)));
    std::vector<Fill> fills;
    const market::Matcher matcher = play(tape, options, random, fills);

    std::map<std::pair<std::size_t, base::Side>, std::int64_t> by_event;
    std::map<market::OrderId, std::int64_t> by_order;
    std::map<std::pair<std::size_t, base::Side>, std::int64_t> best_limit;
    std::size_t last_event = 0;
    for (const Fill& fill : fills) {
      const auto& order = matcher.order(fill.order);
      CHECK(fill.quantity.count() > 0);
      CHECK(fill.event >= last_event);
      CHECK(fill.time > order.arrives);
      CHECK(fill.time <= order.ended);
      CHECK(order.state != market::OrderState::refused);
      by_event[{fill.event, fill.side}] += fill.quantity.count();
      by_order[fill.order] += fill.quantity.count();
      best_limit.try_emplace({fill.event, fill.side}, fill.price.count());
      last_event = fill.event;
    }
    for (const auto& [at, lots] : by_event) {
      const std::int32_t trade = tape.event_trade()[at.first];
      const auto limit = static_cast<std::int32_t>(best_limit[at]);
      const std::int64_t there = trade >= 0 ? tape.trade_lots()[static_cast<std::size_t>(trade)]
                                            : tape.displayed_through(base::opposite(at.second), limit, at.first + 1);
      CHECK(lots <= there);
    }
    for (std::size_t i = 1; i <= matcher.orders(); ++i) {
      const auto& order = matcher.order(static_cast<market::OrderId>(i));
      CHECK(order.leaves.count() >= 0);
      CHECK((order.quantity - order.leaves).count() == by_order[order.id]);
      CHECK((order.state == market::OrderState::filled) == (order.leaves.count() == 0));
    }
    total += fills.size();
  }
  CHECK(total > 5000);
}
