// Where an order stands at its own price, in small exact cases.
#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::market::Ahead;
using asgen::market::AheadState;

TEST_CASE("N01: behind 100 displayed, prints of 80, 30 and 50 fill 0, 10 and 40 of 50") {
  Play play(
      DayBuilder().book(1, {bid(10'000, 100), ask(10'001, 5)}).trade(3, -1, 10'000, 80).trade(4, -1, 10'000, 30).trade(5, -1, 10'000, 50));
  const OrderId id = play.buy(2, 10'000, 50);
  play.until(3);
  CHECK(play.filled(id) == 0);
  play.until(4);
  CHECK(play.filled(id) == 10);
  play.until(5);
  CHECK(play.filled(id) == 50);
  CHECK(play.state(id) == OrderState::filled);
}

TEST_CASE("F01: behind 5 displayed, prints of 3 and 3 fill 0 and 1") {
  Play play(DayBuilder().book(1, {bid(100, 5), ask(101, 5)}).trade(3, -1, 100, 3).trade(4, -1, 100, 3));
  const OrderId id = play.buy(2, 100, 1);
  play.until(3);
  CHECK(play.filled(id) == 0);
  play.until(4);
  CHECK(play.filled(id) == 1);
}

TEST_CASE("F02: a level that shrinks without a trade brings the order forward") {
  Play play(DayBuilder().book(1, {bid(100, 10), ask(101, 5)}).book(3, {bid(100, 1)}).trade(4, -1, 100, 2));
  const OrderId id = play.buy(2, 100, 1);
  play.until(3);
  CHECK(play.matcher().ahead(id) == Ahead{AheadState::known, 1});
  play.until(4);
  CHECK(play.filled(id) == 1);
}

TEST_CASE("a print that only uses up the queue fills nothing") {
  Play play(quiet_day().trade(3, -1, 100, 10).trade(4, -1, 100, 1));
  const OrderId id = play.buy(2, 100, 5);
  play.until(3);
  CHECK(play.filled(id) == 0);
  CHECK(play.matcher().ahead(id).lots == 0);
  play.until(4);
  CHECK(play.filled(id) == 1);
}

TEST_CASE("a level that grows again leaves the order its place") {
  Play play(quiet_day().book(3, {bid(100, 4)}).book(4, {bid(100, 50)}).trade(5, -1, 100, 6));
  const OrderId id = play.buy(2, 100, 5);
  play.until(5);
  CHECK(play.filled(id) == 2);
}

TEST_CASE("front stands before everything, back behind everything") {
  const auto day = quiet_day().trade(3, -1, 100, 30).trade(4, -1, 99, 2);
  Play front(day, {.queue = QueueModel::front});
  const OrderId first = front.buy(2, 100, 5);
  front.until(3);
  CHECK(front.filled(first) == 5);
  Play back(day, {.queue = QueueModel::back});
  const OrderId last = back.buy(2, 100, 5);
  back.until(3);
  CHECK(back.filled(last) == 0);
  back.until(4);
  CHECK(back.filled(last) == 2);
  CHECK(back.fills.at(0).cause == FillCause::trade_through);
}

TEST_CASE("inside the spread nothing is ahead") {
  Play play(quiet_day().trade(3, -1, 101, 2));
  const OrderId id = play.buy(2, 101, 5);
  play.until(3);
  CHECK(play.filled(id) == 2);
  CHECK(play.fills.at(0).cause == FillCause::queue);
}

TEST_CASE("outside the recorded window an order waits until its price is seen, then stands behind what is displayed") {
  auto day = quiet_day(2).trade(3, -1, 98, 5).book(4, {bid(100, 0), bid(98, 7)}).trade(5, -1, 98, 9);
  Play play(day);
  const OrderId id = play.buy(2, 98, 5);
  CHECK(play.matcher().ahead(id).state == AheadState::unknown);
  play.until(3);
  CHECK(play.filled(id) == 0);
  play.until(4);
  CHECK(play.matcher().ahead(id) == Ahead{AheadState::known, 7});
  play.until(5);
  CHECK(play.filled(id) == 2);
}

TEST_CASE("a delete that means the level left the window keeps the queue as it was") {
  // Two recorded levels: a better bid pushes 99 out; nothing is known of it until it is back.
  auto day = quiet_day(2).book(3, {bid(101, 1), bid(99, 0)}).book(4, {bid(101, 0), bid(99, 15)}).trade(5, -1, 99, 16);
  Play play(day);
  const OrderId id = play.buy(2, 99, 5);
  play.until(3);
  CHECK(play.matcher().ahead(id) == Ahead{AheadState::known, 20});
  play.until(5);
  CHECK(play.filled(id) == 1);
}

TEST_CASE("one level recorded: better prices are visible and empty, worse ones unknown") {
  DayBuilder day(1);
  day.book(1, {bid(100, 10), ask(104, 10)}).trade(3, -1, 99, 1);
  Play play(day);
  const OrderId better = play.buy(2, 102, 1);
  const OrderId worse = play.buy(2, 99, 1);
  CHECK(play.matcher().ahead(better) == Ahead{AheadState::known, 0});
  CHECK(play.matcher().ahead(worse).state == AheadState::unknown);
}
