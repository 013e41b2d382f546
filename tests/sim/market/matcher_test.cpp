#include "sim/market/matcher.hpp"

#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::base::Nanos;
using asgen::base::nanos_from_seconds;

TEST_CASE("an order that would cross is refused, also on a locked book") {
  Play play(quiet_day().book(3, {bid(102, 1)}));
  CHECK(play.state(play.buy(2, 102, 1)) == OrderState::refused);
  CHECK(play.state(play.sell(2, 100, 1)) == OrderState::refused);
  CHECK(play.state(play.buy(2, 101, 1)) == OrderState::resting);
  CHECK(play.state(play.buy(4, 102, 1)) == OrderState::refused);
  CHECK(play.state(play.sell(4, 102, 1)) == OrderState::refused);
  CHECK(play.state(play.sell(4, 103, 1)) == OrderState::resting);
}

TEST_CASE("an order on an empty book rests") {
  Play play(quiet_day());
  CHECK(play.state(play.buy(0.5, 500, 1)) == OrderState::resting);
}

TEST_CASE("a request takes effect after the entry latency, behind events of the same instant") {
  Play play(quiet_day().trade(2.5, -1, 101, 1).trade(2.6, -1, 101, 1).trade(3.5, -1, 101, 1).trade(3.6, -1, 101, 1),
            {.entry_latency = nanos_from_seconds(0.5)});
  const OrderId id = play.buy(2, 101, 9);
  CHECK(play.state(id) == OrderState::pending);
  play.until(2.5);
  CHECK(play.state(id) == OrderState::resting);
  CHECK(play.filled(id) == 0);
  play.cancel(3, id);
  CHECK(play.state(id) == OrderState::cancel_pending);
  play.until(9);
  CHECK(play.state(id) == OrderState::cancelled);
  CHECK(play.filled(id) == 2);  // 2.6 and, while the cancel was under way, 3.5
  CHECK(play.order(id).ended == DayBuilder::at(3.5));
}

TEST_CASE("a cancel sent before its order has arrived follows it") {
  Play play(quiet_day().trade(2.6, -1, 101, 1), {.entry_latency = nanos_from_seconds(0.5)});
  const OrderId id = play.buy(2, 101, 9);
  play.cancel(2.3, id);
  CHECK(play.state(id) == OrderState::pending);
  play.until(2.5);
  CHECK(play.state(id) == OrderState::cancel_pending);
  play.until(3);
  CHECK(play.state(id) == OrderState::cancelled);
  CHECK(play.filled(id) == 1);
}

TEST_CASE("a print is shared by own orders: best price first, then the earlier one") {
  Play play(quiet_day().trade(3, -1, 99, 30));
  const OrderId late = play.buy(2, 99, 10);
  const OrderId better = play.buy(2, 100, 4);
  const OrderId inside = play.buy(2, 101, 5);
  const OrderId again = play.buy(2, 101, 5);
  play.until(3);
  REQUIRE(play.fills.size() == 3);
  CHECK(play.fills[0].order == inside);
  CHECK(play.fills[1].order == again);
  CHECK(play.fills[2].order == better);
  CHECK(play.filled(late) == 0);  // 16 lots are left for 20 ahead
  CHECK(play.matcher().ahead(late).lots == 4);
}

TEST_CASE("an ask that comes down to our bid fills it up to the size displayed there") {
  Play play(quiet_day().book(3, {ask(101, 3), bid(100, 8)}).book(4, {ask(101, 9)}).book(5, {ask(100, 2)}));
  const OrderId inside = play.buy(2, 101, 9);
  const OrderId behind = play.buy(2, 100, 9);
  play.until(3);
  CHECK(play.filled(inside) == 3);
  CHECK(play.fills.at(0).cause == FillCause::book_cross);
  play.until(4);
  CHECK(play.filled(inside) == 3);  // the best ask stood still: more size there is no new cross
  play.until(5);
  CHECK(play.filled(inside) == 9);
  CHECK(play.filled(behind) == 0);  // 2 at 100 and 9 at 101 were shown; the better order took from 100 first
}

TEST_CASE("an ask that appears on an empty side is an improvement") {
  Play play(DayBuilder().book(1, {bid(100, 10)}).book(3, {ask(101, 4)}));
  const OrderId id = play.buy(2, 101, 3);
  play.until(3);
  CHECK(play.state(id) == OrderState::filled);
}

TEST_CASE("a message is judged by its end, not row by row") {
  Play play(quiet_day().book(3, {ask(100, 5), ask(100, 0)}));
  const OrderId id = play.buy(2, 101, 3);
  play.until(4);
  CHECK(play.filled(id) == 0);
}

TEST_CASE("trades without a side fill nobody") {
  Play play(quiet_day().trade(3, 0, 90, 50).trade(4, 0, 110, 50));
  const OrderId buy = play.buy(2, 101, 3);
  play.until(5);
  CHECK(play.filled(buy) == 0);
}

TEST_CASE("a gap cancels what rests at its begin and refuses what arrives inside") {
  Play play(quiet_day().gap(3, 20).trade(10, -1, 50, 99).trade(21, -1, 50, 99));
  const OrderId before = play.buy(2, 101, 3);
  play.until(3);
  CHECK(play.state(before) == OrderState::cancelled);
  CHECK(play.state(play.buy(3, 101, 3)) == OrderState::refused);
  CHECK(play.state(play.buy(19.9, 101, 3)) == OrderState::refused);
  const OrderId after = play.buy(20, 101, 3);
  CHECK(play.state(after) == OrderState::resting);
  play.until(30);
  CHECK(play.fills.size() == 1);
  CHECK(play.state(after) == OrderState::filled);
}

TEST_CASE("a copy of a matcher goes on alone") {
  Play play(quiet_day().trade(3, -1, 100, 12).trade(4, -1, 100, 9));
  const OrderId id = play.buy(2, 100, 5);
  play.until(3);
  auto copy = play.matcher();
  std::vector<asgen::market::Fill> fills;
  copy.advance_to(DayBuilder::at(5), fills);
  CHECK(copy.order(id).state == OrderState::filled);
  CHECK(play.filled(id) == 2);
  play.until(5);
  CHECK(play.fills.back() == fills.back());
}

TEST_CASE("a matcher that starts inside the day does not see what came before") {
  const auto day = quiet_day().trade(3, -1, 101, 5).trade(5, -1, 101, 5);
  const auto tape = asgen::tape::Tape::compile(day.day(), {});
  asgen::market::Matcher matcher(tape, {}, tape.events_until(DayBuilder::at(4)));
  std::vector<asgen::market::Fill> fills;
  matcher.advance_to(DayBuilder::at(4), fills);
  matcher.submit({Side::buy, Ticks(101), Lots(9)}, DayBuilder::at(4));
  matcher.advance_to(DayBuilder::at(9), fills);
  REQUIRE(fills.size() == 1);
  CHECK(fills[0].time == DayBuilder::at(5));
  CHECK(fills[0].quantity == Lots(5));
  CHECK(!fills[0].completes);
}

TEST_CASE("forgetting orders that are over changes nothing else") {
  const auto day = quiet_day().trade(30.5, -1, 101, 5);
  Play kept(day);
  Play forgetful(day);
  for (int second = 2; second < 30; ++second) {
    for (Play* play : {&kept, &forgetful}) {
      const OrderId id = play->buy(second, 101, 3);
      if (second < 28) play->cancel(second + 0.5, id);
    }
    forgetful.matcher().forget_ended(static_cast<OrderId>(forgetful.matcher().orders() + 1));
  }
  CHECK(forgetful.matcher().orders() == kept.matcher().orders());
  kept.until(40);
  forgetful.until(40);
  CHECK(kept.fills.size() == 2);
  CHECK(forgetful.fills == kept.fills);
  CHECK(forgetful.order(27).state == OrderState::filled);
  CHECK(forgetful.order(28).leaves == Lots(1));
}
