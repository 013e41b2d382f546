// Orders that take displayed size: what they pay, what is left of them.
#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;
using asgen::market::Fill;
using asgen::market::OrderType;

namespace {

std::vector<std::pair<std::int64_t, std::int64_t>> prices_and_lots(const std::vector<Fill>& fills) {
  std::vector<std::pair<std::int64_t, std::int64_t>> list;
  for (const Fill& fill : fills) list.emplace_back(fill.price.count(), fill.quantity.count());
  return list;
}

using Executions = std::vector<std::pair<std::int64_t, std::int64_t>>;

}  // namespace

TEST_CASE("an order that may take walks the levels up to its limit, and the rest of it rests") {
  Play play(quiet_day().trade(4, -1, 103, 4));
  const OrderId id = play.send(2, {Side::buy, Ticks(103), Lots(35), OrderType::gtc});
  play.until(2);
  CHECK(prices_and_lots(play.fills) == Executions{{102, 10}, {103, 20}});
  for (const Fill& fill : play.fills) {
    CHECK(fill.cause == FillCause::taker);
    CHECK(fill.time == DayBuilder::at(2));
    CHECK(fill.event == 0);
    CHECK(!fill.completes);
  }
  CHECK(play.state(id) == OrderState::resting);
  play.until(5);
  CHECK(play.filled(id) == 34);
  CHECK(play.fills.back().cause == FillCause::queue);
}

TEST_CASE("what an immediate order cannot take expires; all-or-nothing takes nothing when it cannot take all") {
  Play play(quiet_day());
  const OrderId ioc = play.send(2, {Side::buy, Ticks(102), Lots(12), OrderType::ioc});
  const OrderId away = play.send(2, {Side::buy, Ticks(101), Lots(1), OrderType::ioc});
  const OrderId fok = play.send(3, {Side::sell, Ticks(99), Lots(31), OrderType::fok});
  play.until(3);
  CHECK(play.filled(ioc) == 10);
  CHECK(play.state(ioc) == OrderState::expired);
  CHECK(play.state(away) == OrderState::expired);
  CHECK(play.filled(fok) == 0);
  CHECK(play.state(fok) == OrderState::expired);
  const OrderId small = play.send(4, {Side::sell, Ticks(99), Lots(30), OrderType::fok});
  play.until(4);
  CHECK(play.state(small) == OrderState::filled);
}

TEST_CASE("a market order takes all that is displayed, its price is of no account") {
  Play play(quiet_day());
  const OrderId id = play.send(2, {Side::sell, Ticks(500), Lots(99), OrderType::market});
  play.until(2);
  CHECK(prices_and_lots(play.fills) == Executions{{100, 10}, {99, 20}});
  CHECK(play.state(id) == OrderState::expired);
}

TEST_CASE("own takers and crossing fills do not take the same displayed size twice while the book stands") {
  Play play(quiet_day().book(4, {ask(101, 4)}).trade(5, 1, 101, 1));
  const OrderId maker = play.buy(2, 101, 3);
  play.send(2, {Side::buy, Ticks(102), Lots(7), OrderType::ioc});
  const OrderId second = play.send(2, {Side::buy, Ticks(102), Lots(7), OrderType::ioc});
  play.until(2);
  CHECK(prices_and_lots(play.fills) == Executions{{102, 7}, {102, 3}});
  CHECK(play.state(second) == OrderState::expired);
  play.until(4);  // the ask comes down to our bid: 3 of its 4 lots are ours
  CHECK(play.state(maker) == OrderState::filled);
  play.fills.clear();
  play.send(4, {Side::buy, Ticks(102), Lots(9), OrderType::ioc});
  play.until(4);
  CHECK(prices_and_lots(play.fills) == Executions{{101, 1}, {102, 8}});
  play.fills.clear();
  play.send(5, {Side::buy, Ticks(101), Lots(9), OrderType::ioc});
  play.until(5);
  CHECK(prices_and_lots(play.fills) == Executions{{101, 4}});  // another event: the recording says what is there
}

TEST_CASE("a change to the same price and no more than is left keeps the place, any other loses it") {
  const auto day = quiet_day().book(3, {bid(100, 30)}).trade(5, -1, 100, 13);
  for (const auto& [price, leaves, filled] : {std::tuple{100, 2, 2}, {100, 5, 3}, {100, 6, 0}, {101, 5, 5}}) {
    CAPTURE(price);
    CAPTURE(leaves);
    Play play(day);
    const OrderId id = play.buy(2, 100, 5);
    play.until(4);
    play.matcher().modify(id, Ticks(price), Lots(leaves), DayBuilder::at(4));
    CHECK(play.order(id).leaves == Lots(leaves));
    CHECK(play.matcher().ahead(id).lots == (price == 101 ? 0 : leaves == 6 ? 30 : 10));
    play.until(5);
    CHECK(play.filled(id) == filled);
  }
}

TEST_CASE("a post-only order that is moved to where it would take is refused") {
  Play play(quiet_day());
  const OrderId id = play.buy(2, 100, 5);
  play.matcher().modify(id, Ticks(102), Lots(5), DayBuilder::at(2));
  CHECK(play.state(id) == OrderState::refused);
}
