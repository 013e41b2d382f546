// The rule `rival` where it differs: rows inside a message, whole fills, no sharing, no gaps (backtest.md 2.8). And the L3 queue.
#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::market::AheadState;
using asgen::market::Exchange;

namespace {

const asgen::market::MarketOptions kRival{.fill = FillRule::rival};

}  // namespace

TEST_CASE("rival: a best price that a message only passes through fills what it crosses") {
  Play play(quiet_day().book(3, {ask(100, 5), ask(100, 0)}), kRival);
  const OrderId id = play.buy(2, 101, 3);
  play.until(3);
  CHECK(play.state(id) == OrderState::filled);
  CHECK(play.fills.at(0).cause == FillCause::book_cross);
  CHECK(trigger_of(play.matcher().tape(), play.fills[0]).price == Ticks(100));
}

TEST_CASE("rival: a queue is capped by every row of a message, not by its last one") {
  Play play(quiet_day().book(3, {bid(100, 2), bid(100, 9)}).trade(4, -1, 100, 3), kRival);
  const OrderId id = play.buy(2, 100, 5);
  play.until(3);
  CHECK(play.matcher().ahead(id).lots == 2);
  play.until(4);
  CHECK(play.state(id) == OrderState::filled);  // whole, though one lot went past
}

TEST_CASE("rival: a bid at the ask puts the best ask beyond it, and the old level comes back only when it is set again") {
  Play play(quiet_day().book(3, {bid(102, 1)}).book(4, {bid(102, 0)}).book(5, {ask(102, 10)}), kRival);
  CHECK(play.state(play.sell(3, 102, 1)) == OrderState::refused);
  CHECK(play.state(play.buy(4, 102, 1)) == OrderState::resting);
  play.until(4.5);
  CHECK(play.fills.empty());
  play.until(5);
  CHECK(play.fills.size() == 1);
}

TEST_CASE("rival: one print fills any number of own orders") {
  Play play(quiet_day().trade(3, -1, 100, 11), kRival);
  const OrderId first = play.buy(2, 100, 5);
  const OrderId second = play.buy(2, 100, 50);
  play.until(3);
  CHECK(play.filled(first) == 5);
  CHECK(play.filled(second) == 50);
}

TEST_CASE("rival with a partial exchange: what goes past the queue, and then the queue is gone") {
  Play play(quiet_day().trade(3, -1, 100, 12).trade(4, -1, 100, 1), {.fill = FillRule::rival, .exchange = Exchange::partial});
  const OrderId id = play.buy(2, 100, 5);
  play.until(3);
  CHECK(play.filled(id) == 2);
  play.until(4);
  CHECK(play.filled(id) == 3);
}

TEST_CASE("rival: a reset touches neither queues nor orders, and gaps are not known") {
  Play play(quiet_day().gap(2.5, 2.8).book(3, {after_reset(bid(100, 4)), ask(102, 1)}).trade(4, -1, 100, 5), kRival);
  const OrderId id = play.buy(2, 100, 5);
  const OrderId deep = play.buy(2, 99, 5);
  play.until(3);
  CHECK(play.matcher().ahead(id).lots == 4);
  CHECK(play.matcher().ahead(deep).lots == 20);
  CHECK(play.state(deep) == OrderState::resting);
  play.until(4);
  CHECK(play.state(id) == OrderState::filled);
}

TEST_CASE("l3_fifo: a trade at the price fills us when it hit an order that joined after us") {
  auto day = quiet_day().trade(3, -1, 100, 4).trade(4, -1, 100, 4).trade(5, -1, 100, 4).trade(6, -1, 100, 4);
  day.resting_since({0.5, 0, 2, 2.5});
  Play play(day, {.queue = QueueModel::l3_fifo});
  const OrderId id = play.buy(2, 100, 9);
  CHECK(play.matcher().ahead(id).state == AheadState::by_time);
  play.until(5);
  CHECK(play.filled(id) == 0);  // before us, not known, at the same instant as us
  play.until(6);
  CHECK(play.filled(id) == 4);
}

TEST_CASE("l3_fifo: trades beyond the price and a crossing book fill as always; a reset of the book pulls everything") {
  auto day = quiet_day().trade(3, -1, 99, 2).book(4, {ask(100, 1)}).book(5, {after_reset(bid(100, 4)), ask(102, 1)});
  day.resting_since({0.5});
  Play play(day, {.queue = QueueModel::l3_fifo});
  const OrderId id = play.buy(2, 100, 9);
  play.until(4);
  CHECK(play.filled(id) == 3);
  play.until(5);
  CHECK(play.state(id) == OrderState::cancelled);
  CHECK(play.order(id).ended == DayBuilder::at(5));
}
