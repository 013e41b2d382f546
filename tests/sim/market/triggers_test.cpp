// Stops, timed orders and one-cancels-all groups, and what comes first when several could.
#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::market::GroupId;
using asgen::market::OrderRequest;
using asgen::market::OrderType;
using asgen::market::Trigger;

namespace {

OrderRequest stop(Side side, std::int64_t trigger, std::int64_t lots, GroupId group = 0) {
  return {.side = side, .quantity = Lots(lots), .type = OrderType::market, .trigger = Trigger::stop, .stop = Ticks(trigger), .group = group};
}
OrderRequest timed(Side side, double second, std::int64_t lots, GroupId group = 0) {
  return {.side = side,
          .quantity = Lots(lots),
          .type = OrderType::market,
          .trigger = Trigger::time,
          .at = DayBuilder::at(second),
          .group = group};
}
OrderRequest limit(Side side, std::int64_t price, std::int64_t lots, GroupId group = 0) {
  return {.side = side, .price = Ticks(price), .quantity = Lots(lots), .group = group};
}

}  // namespace

TEST_CASE("a stop is triggered by the first trade after its arrival at its price or beyond, whoever was the aggressor") {
  Play play(quiet_day().trade(1.5, -1, 98, 1).trade(3, 1, 100, 1).trade(4, 1, 99, 1).trade(5, -1, 97, 1));
  const OrderId id = play.send(2, stop(Side::sell, 99, 4));
  CHECK(play.state(id) == OrderState::waiting);
  play.until(3);
  CHECK(play.state(id) == OrderState::waiting);
  play.until(9);
  CHECK(play.state(id) == OrderState::filled);
  REQUIRE(play.fills.size() == 1);
  CHECK(play.fills[0].time == DayBuilder::at(4));
  CHECK(play.fills[0].event == 3);
  CHECK(play.fills[0].price == Ticks(100));
  CHECK(play.fills[0].cause == FillCause::taker);
}

TEST_CASE("a triggered stop-limit takes up to its limit and rests with the rest") {
  Play play(quiet_day().trade(3, 1, 104, 1).trade(5, -1, 103, 40));
  OrderRequest request = stop(Side::buy, 104, 32);
  request.type = OrderType::gtc;
  request.price = Ticks(103);
  const OrderId id = play.send(2, request);
  play.until(3);
  CHECK(play.filled(id) == 30);
  CHECK(play.state(id) == OrderState::resting);
  play.until(5);
  CHECK(play.state(id) == OrderState::filled);
}

TEST_CASE("a timed exit takes at its instant, after the events of that instant, or on arrival when that is later") {
  Play play(quiet_day().book(4, {bid(100, 0)}));
  const OrderId id = play.send(2, timed(Side::sell, 4, 5));
  const OrderId late = play.send(5, timed(Side::sell, 4, 5));
  play.until(9);
  REQUIRE(play.fills.size() == 2);
  CHECK(play.fills[0].order == id);
  CHECK(play.fills[0].time == DayBuilder::at(4));
  CHECK(play.fills[0].price == Ticks(99));
  CHECK(play.fills[1].order == late);
  CHECK(play.fills[1].time == DayBuilder::at(5));
}

TEST_CASE("of a bracket the first to fill or to be triggered cancels the others") {
  const auto day = quiet_day().trade(3, -1, 98, 1).trade(4, 1, 103, 50);
  Play play(day);
  const GroupId group = play.matcher().new_group();
  const OrderId profit = play.send(2, limit(Side::sell, 103, 5, group));
  const OrderId loss = play.send(2, stop(Side::sell, 98, 5, group));
  const OrderId exit = play.send(2, timed(Side::sell, 10, 5, group));
  play.until(20);
  CHECK(play.state(loss) == OrderState::filled);
  CHECK(play.state(profit) == OrderState::cancelled);
  CHECK(play.state(exit) == OrderState::cancelled);
  CHECK(play.order(profit).ended == DayBuilder::at(3));
  CHECK(play.fills.size() == 1);
  CHECK(play.state(play.send(21, limit(Side::sell, 103, 5, group))) == OrderState::refused);
}

TEST_CASE("a limit that a trade fills beats a stop that the same trade triggers") {
  Play play(quiet_day().trade(3, 1, 103, 50));
  const GroupId group = play.matcher().new_group();
  const OrderId loss = play.send(2, stop(Side::buy, 103, 5, group));
  const OrderId profit = play.send(2, limit(Side::sell, 103, 60, group));
  play.until(3);
  CHECK(play.filled(profit) == 30);  // 20 were ahead; also a partial fill closes the group
  CHECK(play.state(profit) == OrderState::resting);
  CHECK(play.state(loss) == OrderState::cancelled);
}

TEST_CASE("of two stops that one trade triggers the one that arrived first wins") {
  Play play(quiet_day().trade(3, -1, 97, 1));
  const GroupId group = play.matcher().new_group();
  const OrderId first = play.send(2, stop(Side::sell, 98, 1, group));
  const OrderId second = play.send(2, stop(Side::sell, 99, 1, group));
  play.until(3);
  CHECK(play.state(first) == OrderState::filled);
  CHECK(play.state(second) == OrderState::cancelled);
}

TEST_CASE("the same event before a timer, a gap before a timer, a timer before a request") {
  Play play(quiet_day().trade(3, -1, 98, 1).gap(6, 9));
  const GroupId group = play.matcher().new_group();
  const OrderId exit = play.send(2, timed(Side::sell, 3, 1, group));
  const OrderId loss = play.send(2, stop(Side::sell, 98, 1, group));
  const OrderId in_gap = play.send(2, timed(Side::sell, 6, 1));
  const OrderId at_four = play.send(2, timed(Side::sell, 4, 1));
  play.until(3);
  CHECK(play.state(loss) == OrderState::filled);
  CHECK(play.state(exit) == OrderState::cancelled);
  play.cancel(4, at_four);
  CHECK(play.state(at_four) == OrderState::filled);
  play.until(7);
  CHECK(play.state(in_gap) == OrderState::cancelled);
}

TEST_CASE("a cancel reaches a waiting order") {
  Play play(quiet_day().trade(4, -1, 98, 1));
  const OrderId id = play.send(2, stop(Side::sell, 98, 1));
  play.cancel(3, id);
  CHECK(play.state(id) == OrderState::cancelled);
  play.until(5);
  CHECK(play.fills.empty());
}
