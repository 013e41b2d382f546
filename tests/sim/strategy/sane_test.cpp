// The mended behaviour, one switch after the other.
#include <doctest/doctest.h>

#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::test_strategy;

namespace {

strategy::Settings sane() { return settings_with(strategy::Behaviour::sane); }

void move_market(MakerFixture& f, std::int64_t ticks) {
  f.market.best_bid += base::Ticks(ticks);
  f.market.best_ask += base::Ticks(ticks);
  f.market.mid += 0.01 * static_cast<double>(ticks);
}

}  // namespace

TEST_CASE("sane: fresh orders leave in the tick that cancels the old ones") {
  MakerFixture f(sane());
  CHECK(f.tick(0).orders.size() == 2);
  move_market(f, 10);
  const auto actions = f.tick(5);
  CHECK(actions.cancels.size() == 2);
  CHECK(actions.orders.size() == 2);
  CHECK(f.next_wake(5) == 10);
}

TEST_CASE("sane: an order whose price and size stay keeps its place while the other side moves") {
  MakerFixture f(sane());
  f.tick(0);
  const auto id = f.orders[0].id;
  f.orders[1].quantity = base::Lots(500);  // as if the ask had another size
  const auto actions = f.tick(5);
  CHECK(actions.cancels.size() == 1);
  CHECK(actions.orders.size() == 1);
  CHECK(f.orders[0].id == id);
}

TEST_CASE("sane: a partly filled order at its price stays, and a negative tolerance replaces everything") {
  MakerFixture f(sane());
  f.tick(0);
  f.orders[0].leaves = base::Lots(1);
  CHECK(f.tick(5).cancels.empty());
  strategy::Settings settings = sane();
  settings.parameters.order_refresh_tolerance_pct = -1;
  MakerFixture g(settings);
  g.tick(0);
  CHECK(g.tick(5).cancels.size() == 2);
}

TEST_CASE("sane: within the tolerance everything stays, beyond it what moved is replaced") {
  strategy::Settings settings = sane();
  settings.parameters.order_refresh_tolerance_pct = 0.05;
  MakerFixture f(settings);
  f.tick(0);
  move_market(f, 4);
  CHECK(f.tick(5).cancels.empty());
  move_market(f, 4);
  CHECK(f.tick(10).cancels.size() == 2);
}

TEST_CASE("sane: a fill pauses its own side and prices the other again at once") {
  MakerFixture f(sane());
  f.tick(0);
  f.fill(base::Side::buy, 2);
  f.base += 1;
  f.quote -= 99;
  CHECK(f.next_wake(2) == 3);
  const auto repriced = f.tick(3);
  CHECK(repriced.cancels.size() == 1);
  REQUIRE(repriced.orders.size() == 1);
  CHECK(repriced.orders[0].side == base::Side::sell);
  CHECK(f.next_wake(3) == 8);
  CHECK(f.tick(8).orders.empty());
  CHECK(f.next_wake(8) == 10);
  const auto both = f.tick(10);
  CHECK(std::count_if(both.orders.begin(), both.orders.end(), [](const auto& o) { return o.side == base::Side::buy; }) == 1);
}

TEST_CASE("sane: with kappa or volatility 0 the quotes are taken back until there is a signal again") {
  for (const bool kappa : {true, false}) {
    MakerFixture f(sane());
    f.tick(0);
    (kappa ? f.market.kappa : f.market.volatility) = 0;
    CHECK(f.tick(5).cancels.size() == 2);
    CHECK(f.next_wake(5) == 6);
    CHECK(f.tick(6).orders.empty());
    f.market.kappa = 10;
    f.market.volatility = 0.05;
    CHECK(f.tick(7).orders.size() == 2);
  }
}

TEST_CASE("sane: asks round up, and no quote comes nearer than a tick to the opposite best") {
  strategy::Settings settings = sane();
  settings.parameters.risk_factor = 0.001;
  MakerFixture f(settings);
  f.market.kappa = 1000;
  f.market.best_bid = base::Ticks(9999);
  f.market.best_ask = base::Ticks(10002);
  f.market.mid = 100.005;
  const auto actions = f.tick(0);
  REQUIRE(actions.orders.size() == 2);
  CHECK(actions.orders[0].price == base::Ticks(10000));
  CHECK(actions.orders[1].price == base::Ticks(10001));
  MakerFixture g(settings);
  g.market.kappa = 1000;
  g.market.best_bid = base::Ticks(10000);
  g.market.best_ask = base::Ticks(10000);  // locked
  const auto locked = g.tick(0);
  REQUIRE(locked.orders.size() == 2);
  CHECK(locked.orders[0].price == base::Ticks(9999));
  CHECK(locked.orders[1].price == base::Ticks(10001));
}

TEST_CASE("sane: a refused order is tried again at the next tick") {
  MakerFixture f(sane());
  f.tick(0);
  const auto refused = f.orders[1].id;
  f.orders.pop_back();
  f.maker().on_end({refused, strategy::EndReason::refused, MakerFixture::at(0)});
  CHECK(f.next_wake(0) == 1);
  CHECK(f.tick(1).orders.size() == 1);
}

TEST_CASE("an inventory at its limit drops only the side that would add to it") {
  strategy::Settings settings = sane();
  settings.inventory_target = strategy::InventoryTarget::initial;
  settings.parameters.max_inventory = 2;
  MakerFixture f(settings);
  f.base = 12;
  const auto longs = f.tick(0);
  REQUIRE(longs.orders.size() == 1);
  CHECK(longs.orders[0].side == base::Side::sell);
  MakerFixture g(settings);
  g.base = 7.9;
  const auto shorts = g.tick(0);
  REQUIRE(shorts.orders.size() == 1);
  CHECK(shorts.orders[0].side == base::Side::buy);
}

TEST_CASE("orders below the minimum notional are left out when the book is respected") {
  strategy::Settings settings = sane();
  settings.parameters.order_amount = 0.001;
  strategy::Venue venue;
  venue.instrument = {0.01, 0.001, 0, 0, 1, 0};
  venue.lot = 0.001;
  const auto maker = strategy::make_strategy(settings, venue);
  strategy::MarketView market;
  market.now = MakerFixture::at(0);
  market.two_sided = true;
  market.best_bid = base::Ticks(9995);
  market.best_ask = base::Ticks(10005);
  market.mid = 100;
  market.volatility = 0.05;
  market.alpha = market.kappa = 10;
  strategy::Actions actions;
  maker->on_tick(market, {10, 1000, {}}, actions);
  CHECK(actions.orders.empty());
}

TEST_CASE("settings at their ends give no order or a real one, never an impossible price") {
  for (const double gamma : {1e-300, 1e-9, 1e9, 1e300}) {
    for (const double kappa : {1e-300, 1e-9, 1e9, 1e300}) {
      for (const double base_balance : {0.0, 10.0, 1e6}) {
        strategy::Settings settings = sane();
        settings.parameters.risk_factor = gamma;
        settings.parameters.kappa = kappa;
        settings.parameters.order_refresh_time = 1e300;
        settings.parameters.max_order_age = 1e300;
        settings.parameters.filled_order_delay = 1e300;
        MakerFixture f(settings);
        f.base = base_balance;
        const auto actions = f.tick(0);
        for (const market::OrderRequest& order : actions.orders) {
          CHECK(order.price > base::Ticks(0));
          CHECK(order.price < base::Ticks(1 << 30));
          CHECK(order.quantity > base::Lots(0));
        }
        CHECK(f.maker().next_wake(MakerFixture::at(0)) > MakerFixture::at(0));
      }
    }
  }
}
