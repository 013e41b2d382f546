#include <doctest/doctest.h>

#include "sim/data/join_days.hpp"
#include "sim/market/replay.hpp"
#include "tests/sim/market/play.hpp"

using namespace asgen;
using namespace asgen::market_test;
using market::ListedOrder;
using market::Outcome;

namespace {

const base::Nanos kNever = base::Nanos::max();

ListedOrder listed(double second, Side side, std::int64_t price, std::int64_t lots, double cancel = -1) {
  return {{side, Ticks(price), Lots(lots)}, DayBuilder::at(second), cancel < 0 ? kNever : DayBuilder::at(cancel)};
}

market::Replay run(const DayBuilder& day, const std::vector<ListedOrder>& orders, const market::MarketOptions& options = {}) {
  return market::replay(tape::Tape::compile(day.day(), market::tape_options(options, base::Nanos(base::kNanosPerSecond))), orders, options);
}

std::vector<Outcome> outcomes(const market::Replay& replay) {
  std::vector<Outcome> all;
  for (const auto& order : replay.orders) all.push_back(order.outcome);
  return all;
}

}  // namespace

TEST_CASE("a fill tells its order, cause and trigger") {
  DayBuilder day = quiet_day();
  day.trade(3, -1, 100, 12).trade(4, 1, 103, 1).book(5, {bid(102, 3), ask(102, 0)});
  const market::Replay replay = run(day, {listed(2, Side::sell, 102, 1), listed(2, Side::buy, 100, 5), listed(4.5, Side::sell, 102, 2)});
  REQUIRE(replay.fills.size() == 3);
  CHECK(replay.fills[0].listed == 1);
  CHECK(replay.fills[0].fill.cause == FillCause::queue);
  CHECK(replay.fills[0].fill.quantity == Lots(2));
  CHECK(replay.fills[0].trigger == market::FillTrigger{Ticks(100), Lots(12)});
  CHECK(replay.fills[1].listed == 0);
  CHECK(replay.fills[1].fill.cause == FillCause::trade_through);
  CHECK(replay.fills[1].trigger == market::FillTrigger{Ticks(103), Lots(1)});
  CHECK(replay.fills[2].listed == 2);
  CHECK(replay.fills[2].fill.cause == FillCause::book_cross);
  CHECK(replay.fills[2].trigger == market::FillTrigger{Ticks(102), Lots(0)});
  CHECK(outcomes(replay) == std::vector{Outcome::filled, Outcome::open, Outcome::filled});
  CHECK(replay.orders[1].ahead_at_arrival == 10.0);
  CHECK(replay.orders[1].order.leaves == Lots(3));
}

TEST_CASE("every outcome has its reason") {
  DayBuilder day = quiet_day();
  day.gap(20, 40);
  std::vector<ListedOrder> orders{listed(2, Side::buy, 99, 1, 5), listed(2, Side::buy, 102, 1), listed(2, Side::buy, 101, 1),
                                  listed(25, Side::buy, 99, 1),   listed(25, Side::buy, 102, 1), listed(50, Side::buy, 99, 1, 90)};
  orders[2].request.type = market::OrderType::ioc;
  const market::Replay replay = run(day, orders);
  CHECK(outcomes(replay) ==
        std::vector{Outcome::cancelled, Outcome::expired, Outcome::expired, Outcome::rejected, Outcome::rejected, Outcome::open});
  CHECK(replay.orders[0].ahead_at_arrival == 20.0);
  CHECK(replay.orders[0].order.ended == DayBuilder::at(5));
  for (const std::size_t i : {1, 2, 3, 4}) CHECK_FALSE(replay.orders[i].ahead_at_arrival.has_value());
}

TEST_CASE("a lost order is rejected and never arrives") {
  market::MarketOptions options;
  options.latency.kind = market::LatencyKind::measured;
  const base::Nanos sent = DayBuilder::at(2);
  options.latency.measured = std::make_shared<market::MeasuredLatency>(
      std::vector<market::LatencyRow>{{sent - base::Nanos(5), sent - base::Nanos(4), sent - base::Nanos(3)}, {sent, base::Nanos(0), sent + base::Nanos(9)}},
      base::Nanos(0), "rows");
  const market::Replay replay = run(quiet_day(), {listed(2, Side::buy, 99, 1)}, options);
  CHECK(replay.orders[0].outcome == Outcome::rejected);
  CHECK(replay.orders[0].order.arrives == kNever);
}

TEST_CASE("at one instant cancels go before new orders, but after an order of the same instant") {
  market::MarketOptions options;  // every request draws a latency of its own, so the order of sending shows in the arrivals
  options.latency.kind = market::LatencyKind::drawn;
  options.entry_latency = base::nanos_from_seconds(0.5);
  for (options.latency.drawn.seed = 1; options.latency.drawn.seed < 9; ++options.latency.drawn.seed) {
    const market::Replay replay =
        run(quiet_day(), {listed(3, Side::buy, 99, 1), listed(2, Side::buy, 99, 1, 3), listed(3, Side::buy, 98, 1, 3)}, options);
    market::Matcher matcher(tape::Tape::compile(quiet_day().day(), {}), options, 0);
    std::vector<market::Fill> fills;
    matcher.advance_to(DayBuilder::at(2), fills);
    matcher.submit({Side::buy, Ticks(99), Lots(1)}, DayBuilder::at(2));
    matcher.advance_to(DayBuilder::at(3), fills);
    matcher.cancel(1, DayBuilder::at(3));
    matcher.submit({Side::buy, Ticks(99), Lots(1)}, DayBuilder::at(3));
    matcher.submit({Side::buy, Ticks(98), Lots(1)}, DayBuilder::at(3));
    matcher.cancel(3, DayBuilder::at(3));
    matcher.advance_to(DayBuilder::at(60), fills);
    CHECK(outcomes(replay) == std::vector{Outcome::open, Outcome::cancelled, Outcome::cancelled});
    CHECK(replay.orders[0].order == matcher.order(2));
    CHECK(replay.orders[1].order == matcher.order(1));
    CHECK(replay.orders[2].order == matcher.order(3));
  }
}

TEST_CASE("orders are sent in order of time, whatever the order of the list") {
  DayBuilder day = quiet_day();
  day.trade(10, -1, 100, 11);
  const market::Replay replay = run(day, {listed(6, Side::buy, 100, 1), listed(5, Side::buy, 100, 1)});
  REQUIRE(replay.fills.size() == 1);
  CHECK(replay.fills[0].listed == 1);
}

TEST_CASE("the first of a group that fills cancels the others") {
  DayBuilder day = quiet_day();
  day.trade(10, -1, 99, 100);
  std::vector<ListedOrder> orders{listed(2, Side::buy, 100, 1), listed(2, Side::sell, 103, 1), listed(2, Side::sell, 103, 1)};
  orders[0].request.group = orders[1].request.group = 7;
  const market::Replay replay = run(day, orders);
  CHECK(outcomes(replay) == std::vector{Outcome::filled, Outcome::cancelled, Outcome::open});
}

TEST_CASE("an order that takes when it is sent at the close is told") {
  std::vector<ListedOrder> orders{listed(60, Side::buy, 103, 2)};
  orders[0].request.type = market::OrderType::gtc;
  const market::Replay replay = run(quiet_day(), orders);
  REQUIRE(replay.fills.size() == 1);
  CHECK(replay.fills[0].fill.cause == FillCause::taker);
  CHECK_FALSE(replay.orders[0].ahead_at_arrival.has_value());
}

TEST_CASE("an order keeps its place in the queue over midnight") {
  const auto snapshot = [](test_reference::Row row) {
    row.flags = data::kSnapshot;
    return row;
  };
  for (const market::FillRule rule : {FillRule::shared, FillRule::rival}) {
    DayBuilder first = quiet_day();
    first.trade(30, -1, 100, 4).book(30, {bid(100, 6)});
    DayBuilder second;
    second.book(60, {after_reset(bid(100, 6)), snapshot(bid(99, 20)), snapshot(ask(102, 10)), snapshot(ask(103, 20))});
    second.book(61, {bid(100, 50)}).trade(62, -1, 100, 7);
    data::Day next = second.day();
    next.info.open = first.day().info.close;
    next.info.close = DayBuilder::at(120);
    const data::JoinedDays days = data::join_days({first.day(), next});
    CHECK(days.seams[0].differing_levels == 0);
    market::MarketOptions options;
    options.fill = rule;
    const tape::Tape tape = tape::Tape::compile(days.day, market::tape_options(options, base::Nanos(base::kNanosPerSecond)));
    const market::Replay replay = market::replay(tape, std::vector{listed(2, Side::buy, 100, 1)}, options);
    REQUIRE(replay.fills.size() == 1);
    CHECK(replay.fills[0].fill.time == DayBuilder::at(62));
    CHECK(replay.fills[0].fill.cause == FillCause::queue);
  }
}
