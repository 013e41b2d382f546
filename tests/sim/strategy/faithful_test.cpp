// Hummingbot's cycle, quirks included (hummingbot.md 0, 5.4-5.6).
#include <doctest/doctest.h>

#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::test_strategy;

namespace {

strategy::Settings faithful() { return settings_with(strategy::Behaviour::faithful); }

}  // namespace

TEST_CASE("faithful: orders are cancelled at the refresh time and made anew one tick later") {
  MakerFixture f(faithful());
  CHECK(f.tick(0).orders.size() == 2);
  CHECK(f.next_wake(0) == 5);
  f.market.mid = 101;
  f.market.best_bid = base::Ticks(10095);
  f.market.best_ask = base::Ticks(10105);
  const auto cancel = f.tick(5);
  CHECK(cancel.cancels.size() == 2);
  CHECK(cancel.orders.empty());
  CHECK(f.next_wake(5) == 6);
  const auto create = f.tick(6);
  CHECK(create.cancels.empty());
  REQUIRE(create.orders.size() == 2);
  CHECK(create.orders[0].side == base::Side::buy);
  CHECK(f.next_wake(6) == 11);
}

TEST_CASE("faithful: unchanged prices keep the orders and move both timers") {
  MakerFixture f(faithful());
  f.tick(0);
  const auto kept = f.tick(5);
  CHECK(kept.cancels.empty());
  CHECK(kept.orders.empty());
  CHECK(f.next_wake(5) == 10);
}

TEST_CASE("faithful: a complete fill stops all refreshing until the delay has passed since the tick before it") {
  MakerFixture f(faithful());
  f.tick(0);
  f.fill(base::Side::buy, 2);
  CHECK(f.next_wake(3) == 10);
  const auto cancel = f.tick(10);
  CHECK(cancel.cancels.size() == 1);
  CHECK(cancel.orders.empty());
  CHECK(f.tick(11).orders.size() == 2);
}

TEST_CASE("faithful: with kappa 0 the last good prices stay in force, and without any nothing is quoted") {
  MakerFixture f(faithful());
  f.market.kappa = 0;
  CHECK(f.tick(0).orders.empty());
  CHECK(f.next_wake(0) == 1);
  f.market.kappa = 10;
  const auto first = f.tick(1);
  REQUIRE(first.orders.size() == 2);
  f.market.kappa = 0;
  f.market.mid = 101;
  f.market.best_bid = base::Ticks(10095);
  f.market.best_ask = base::Ticks(10105);
  CHECK(f.tick(6).cancels.empty());
  CHECK(f.orders[0].price == first.orders[0].price);
}

TEST_CASE("faithful: a price below zero leaves the old orders alone") {
  strategy::Settings settings = faithful();
  settings.parameters.risk_factor = 0.05;
  MakerFixture f(settings);
  CHECK(f.tick(0).orders.size() == 2);
  f.market.kappa = 1e-4;
  const auto none = f.tick(5);
  CHECK(none.cancels.empty());
  CHECK(none.orders.empty());
}

TEST_CASE("faithful: an order older than the limit in whole seconds is cancelled") {
  strategy::Settings settings = faithful();
  settings.parameters.order_refresh_time = 100;
  settings.parameters.max_order_age = 7.5;
  MakerFixture f(settings);
  f.tick(0);
  CHECK(f.next_wake(0) == 8);
  CHECK(f.tick(7).cancels.empty());
  CHECK(f.tick(8).cancels.size() == 2);
  CHECK(f.next_wake(8) == 100);
}

TEST_CASE("faithful: creation waits for cancels to be confirmed, unless told not to") {
  for (const bool wait : {true, false}) {
    strategy::Settings settings = faithful();
    settings.should_wait_order_cancel_confirmation = wait;
    MakerFixture f(settings);
    f.tick(0);
    std::vector<strategy::LiveOrder> unconfirmed = f.orders;
    f.market.kappa = 5;
    CHECK(f.tick(5).cancels.size() == 2);
    for (strategy::LiveOrder& order : unconfirmed) order.cancelling = true;
    f.orders = unconfirmed;
    CHECK(f.tick(6).orders.size() == (wait ? 0 : 2));
  }
}

TEST_CASE("faithful: asks round down and quotes may cross the book") {
  strategy::Settings settings = faithful();
  settings.parameters.risk_factor = 0.001;
  MakerFixture f(settings);
  f.market.kappa = 1000;
  f.market.best_bid = base::Ticks(9999);
  f.market.best_ask = base::Ticks(10002);
  const auto actions = f.tick(0);
  REQUIRE(actions.orders.size() == 2);
  // mid 100.005, half spread 0.001025: 100.003975 and 100.006025, both down to 100.00.
  CHECK(actions.orders[0].price == base::Ticks(10000));
  CHECK(actions.orders[1].price == base::Ticks(10000));
}
