// Hummingbot's paper exchange.
#include "tests/sim/market/play.hpp"

using namespace asgen::market_test;

namespace {
const asgen::market::MarketOptions kPaper{.fill = FillRule::paper};
}

TEST_CASE("a print fills every order that it goes strictly through, whole") {
  Play play(quiet_day().trade(3.5, -1, 100, 1), kPaper);
  const OrderId at = play.buy(2, 100, 5);
  const OrderId first = play.buy(2, 101, 50);
  const OrderId second = play.buy(2, 101, 70);
  play.until(4);
  CHECK(play.state(at) == OrderState::resting);
  CHECK(play.filled(first) == 50);
  CHECK(play.filled(second) == 70);
  CHECK(play.fills.at(0).time == DayBuilder::at(3.5));
}

TEST_CASE("a crossing order is taken, and fills whole at the next tick at its own price") {
  Play play(quiet_day(), kPaper);
  const OrderId id = play.buy(2, 105, 500);
  CHECK(play.state(id) == OrderState::resting);
  play.until(2.9);
  CHECK(play.fills.empty());
  play.until(3);
  REQUIRE(play.fills.size() == 1);
  CHECK(play.fills[0].price == Ticks(105));
  CHECK(play.fills[0].quantity == Lots(500));
  CHECK(play.fills[0].cause == FillCause::book_cross);
  CHECK(play.fills[0].time == DayBuilder::at(3));
}

TEST_CASE("the book is looked at on ticks only") {
  Play play(quiet_day().book(3.2, {ask(101, 1)}).book(3.8, {ask(101, 0)}).book(5.0, {bid(104, 1)}), kPaper);
  const OrderId buy = play.buy(2, 101, 5);
  const OrderId sell = play.sell(2, 104, 5);
  play.until(4.9);
  CHECK(play.fills.empty());
  play.until(60);
  CHECK(play.state(buy) == OrderState::resting);
  CHECK(play.state(sell) == OrderState::filled);
  CHECK(play.order(sell).ended == DayBuilder::at(5));
}

TEST_CASE("a print at an order's own price goes through where its double lies beyond the decimal") {
  // The doubles of 0.99 and 1.01 lie below and above the decimals, that of 1.00 is exact.
  const auto state_after = [](std::int32_t price, int aggressor) {
    Play play(quiet_day().trade(3.5, aggressor, price, 1), kPaper);
    const OrderId id = aggressor < 0 ? play.buy(2, price, 5) : play.sell(2, price, 5);
    play.until(3.9);
    return play.state(id);
  };
  CHECK(state_after(99, -1) == OrderState::filled);
  CHECK(state_after(101, 1) == OrderState::filled);
  CHECK(state_after(101, -1) == OrderState::resting);
  CHECK(state_after(100, -1) == OrderState::resting);
}
