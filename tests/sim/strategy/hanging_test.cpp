// Hanging orders (hummingbot.md 7), by hand. Quotes of the fixture: bid 99.87, ask 100.12.
#include <doctest/doctest.h>

#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::test_strategy;

namespace {

constexpr base::Nanos kSecond(base::kNanosPerSecond);

strategy::Settings tracking(strategy::Behaviour behaviour) {
  strategy::Settings settings = settings_with(behaviour);
  settings.hanging_orders = strategy::HangingOrders::track;
  return settings;
}

void shift(MakerFixture& f, std::int64_t ticks) {
  f.market.best_bid += base::Ticks(ticks);
  f.market.best_ask += base::Ticks(ticks);
  f.market.mid += 0.01 * static_cast<double>(ticks);
}

/// After a fill of the sell at 2 s: at 10 s the buy hangs, at 11 s a new pair is there.
MakerFixture with_hanging_buy(const strategy::Settings& settings, base::Nanos round_trip = base::Nanos(0)) {
  MakerFixture f(settings, round_trip);
  f.tick(0);
  f.fill(base::Side::sell, 2);
  CHECK(f.tick(10).cancels.empty());
  CHECK(f.tick(11).orders.size() == 2);
  REQUIRE(f.orders.size() == 3);
  return f;
}

}  // namespace

TEST_CASE("faithful: the other order of a half-filled pair outlives refreshes at its price") {
  MakerFixture f = with_hanging_buy(tracking(strategy::Behaviour::faithful));
  const auto hanging = f.orders[0];
  shift(f, 10);
  const auto refresh = f.tick(16);
  CHECK(refresh.cancels.size() == 2);
  REQUIRE(f.orders.size() == 1);
  CHECK(f.orders[0].id == hanging.id);
  CHECK(f.orders[0].price == hanging.price);
  CHECK(f.tick(17).orders.size() == 2);
}

TEST_CASE("without tracking the other order is replaced") {
  MakerFixture f(settings_with(strategy::Behaviour::faithful));
  f.tick(0);
  f.fill(base::Side::sell, 2);
  CHECK(f.tick(10).cancels.size() == 1);
}

TEST_CASE("faithful: a pair of which neither or both orders were filled leaves nothing hanging") {
  MakerFixture neither(tracking(strategy::Behaviour::faithful));
  neither.tick(0);
  shift(neither, 10);
  CHECK(neither.tick(5).cancels.size() == 2);
  MakerFixture both(tracking(strategy::Behaviour::faithful));
  both.tick(0);
  both.fill(base::Side::sell, 2);
  both.fill(base::Side::buy, 2);
  both.tick(10);
  CHECK(both.tick(11).orders.size() == 2);
  CHECK(both.orders.size() == 2);
}

TEST_CASE("the fill of a hanging order starts no delay") {
  MakerFixture f = with_hanging_buy(tracking(strategy::Behaviour::faithful));
  const auto wake = f.maker().next_wake(MakerFixture::at(12));
  f.fill(base::Side::buy, 12);
  f.tick(13);
  CHECK(f.next_wake(13) == 16);
  CHECK(wake <= MakerFixture::at(13));
  shift(f, 10);
  CHECK(f.tick(16).cancels.size() == 2);
}

TEST_CASE("a hanging order farther from the mid than its limit is cancelled at once") {
  strategy::Settings settings = tracking(strategy::Behaviour::faithful);
  settings.parameters.hanging_orders_cancel_pct = 0.2;
  MakerFixture f = with_hanging_buy(settings);
  const auto hanging = f.orders[0].id;
  shift(f, 7);  // 99.87 against 100.07: 0.19986 %
  CHECK(f.tick(12).cancels.empty());
  shift(f, 1);  // 0.2098 %
  CHECK(f.tick(13).cancels == std::vector<market::OrderId>{hanging});
}

TEST_CASE("faithful: an aged hanging order is lost where cancels take no time, and sent anew after confirmation where they do") {
  strategy::Settings settings = tracking(strategy::Behaviour::faithful);
  settings.parameters.max_order_age = 12;
  settings.parameters.order_refresh_time = 50;
  settings.parameters.filled_order_delay = 8;
  MakerFixture lost = with_hanging_buy(settings);
  CHECK(lost.tick(12).cancels.empty());
  CHECK(lost.tick(13).cancels.size() == 1);
  CHECK(lost.tick(14).orders.empty());
  CHECK(lost.orders.size() == 2);

  MakerFixture anew = with_hanging_buy(settings, kSecond);
  const auto old = anew.orders[0];
  CHECK(anew.tick(13).cancels.size() == 1);
  CHECK(anew.tick(14).orders.empty());  // not confirmed yet
  anew.confirm();
  const auto renewed = anew.tick(15);
  REQUIRE(renewed.orders.size() == 1);
  CHECK(renewed.orders[0].price == old.price);
  CHECK(renewed.orders[0].quantity == old.quantity);
  // It hangs again: older than the limit in whole seconds only at 28.
  CHECK(anew.tick(23).cancels.size() <= 2);
  CHECK(anew.orders.back().id == 5);
}

TEST_CASE("sane: an aged hanging order is sent anew in the same tick with what is left of it") {
  strategy::Settings settings = tracking(strategy::Behaviour::sane);
  settings.parameters.max_order_age = 12;
  settings.parameters.order_refresh_time = 50;
  MakerFixture f(settings);
  f.tick(0);
  f.fill(base::Side::sell, 2);
  const auto after_fill = f.tick(3);  // the buy hangs, and the buying side is quoted again
  CHECK(after_fill.cancels.empty());
  REQUIRE(after_fill.orders.size() == 1);
  CHECK(after_fill.orders[0].side == base::Side::buy);
  f.orders[0].leaves = base::Lots(400);
  const auto renewed = f.tick(13);
  REQUIRE(renewed.cancels.size() == 1);
  CHECK(renewed.cancels[0] == 1);
  REQUIRE_FALSE(renewed.orders.empty());
  CHECK(renewed.orders[0].quantity == base::Lots(400));
}

TEST_CASE("what hanging orders lock is not there for new orders") {
  strategy::Settings settings = tracking(strategy::Behaviour::faithful);
  settings.parameters.inventory_target_base_pct = 100;
  MakerFixture f(settings);
  f.base = 10;
  f.quote = 150;
  f.tick(0);
  f.fill(base::Side::sell, 2);
  f.quote = 150;  // the hanging buy of one unit locks about 99.9
  f.tick(10);
  const auto fresh = f.tick(11);
  REQUIRE_FALSE(fresh.orders.empty());
  CHECK(fresh.orders[0].side == base::Side::buy);
  CHECK(fresh.orders[0].quantity < base::Lots(520));
  CHECK(fresh.orders[0].quantity > base::Lots(450));
}

TEST_CASE("a refused or pulled hanging order is forgotten") {
  MakerFixture f = with_hanging_buy(tracking(strategy::Behaviour::faithful));
  const auto hanging = f.orders[0].id;
  f.orders.erase(f.orders.begin());
  f.maker().on_end({hanging, strategy::EndReason::pulled, MakerFixture::at(11)});
  CHECK(f.next_wake(11) == 16);
}

TEST_CASE("faithful: a pair left from an earlier round gets the new sell, so the new buy does not hang; mended, it does") {
  for (const bool mended : {false, true}) {
    strategy::Settings settings = tracking(strategy::Behaviour::faithful);
    settings.mends.pair_by_round = mended;
    MakerFixture f(settings);
    f.tick(0);
    f.fill(base::Side::sell, 2);
    f.fill(base::Side::buy, 2);  // nothing is left to cancel, so the filled pair stays on the list
    f.tick(10);
    f.tick(11);
    REQUIRE(f.orders.size() == 2);
    f.fill(base::Side::sell, 12);
    CHECK(f.tick(20).cancels.size() == (mended ? 0 : 1));
  }
}
