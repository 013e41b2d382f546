// The variant of Falces Marin et al. (2022) against numbers worked out by hand from their published rules.
#include "sim/strategy/falces2022.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <tuple>

#include "sim/base/error.hpp"
#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::strategy;
using asgen::test_strategy::MakerFixture;

namespace {

Settings variant() {
  Settings settings;
  settings.name = kFalces2022;
  settings.inventory_target = InventoryTarget::initial;
  Parameters& p = settings.parameters;
  p.order_refresh_time = 1;
  p.filled_order_delay = 0.01;
  p.volatility_buffer_size = 3;
  p.risk_factor = 0.5;
  p.kappa = 2;
  p.position_multiplier = 4;
  p.spread_multiplier = 1.5;
  p.first_hour = p.last_hour = 7;  // T - t = 1
  return settings;
}

/// Shows the maker a mid, with best prices half a tick of 10 away.
Actions show(MakerFixture& f, int second, double mid) {
  f.market.mid = mid;
  f.market.best_bid = base::Ticks(static_cast<std::int64_t>(std::llround(mid * 100)) - 5);
  f.market.best_ask = base::Ticks(static_cast<std::int64_t>(std::llround(mid * 100)) + 5);
  return f.tick(second);
}

MarketView view(int second, std::int64_t bid, std::int64_t ask) {
  MarketView market;
  market.now = MakerFixture::at(second);
  market.two_sided = true;
  market.best_bid = base::Ticks(bid);
  market.best_ask = base::Ticks(ask);
  return market;
}

}  // namespace

TEST_CASE("quotes follow the variance of mid levels, the multiplied position and the multiplied spread") {
  MakerFixture f(variant());
  CHECK(show(f, 0, 100).orders.empty());  // the window of three is not full
  CHECK(show(f, 1, 101).orders.empty());
  f.base = 10.5;  // half a unit above its target
  const auto orders = show(f, 2, 102).orders;
  REQUIRE(orders.size() == 2);
  // variance of {100, 101, 102} = 1, risk = gamma = 0.5; r = 102 - 0.5 * 4 * 0.5 = 101
  // half = 1.5 (0.25 + ln(1.25) / 0.5) = 1.5 * 0.69628710 = 1.04443065; 99.9555... and 102.0444... to the nearest tick
  CHECK(orders[0].price == base::Ticks(9996));
  CHECK(orders[1].price == base::Ticks(10204));
}

TEST_CASE("no quote is better than one tick from the mid") {
  Settings settings = variant();
  settings.parameters.position_multiplier = 100;
  MakerFixture f(settings);
  show(f, 0, 100);
  show(f, 1, 101);
  f.base = 12;
  const auto orders = show(f, 2, 102).orders;
  REQUIRE(orders.size() == 2);
  CHECK(orders[1].side == base::Side::sell);
  CHECK(orders[1].price == base::Ticks(10201));  // wanted: 102 - 2 * 100 * 0.5 + 1.04
}

TEST_CASE("time left is counted in hours and minutes as written, and is 1 for an empty session") {
  const auto at = [](int hour, int minute) { return base::Nanos((20000LL * 86400 + hour * 3600 + minute * 60) * base::kNanosPerSecond); };
  CHECK(falces_time_left(at(7, 0), 7, 19) == 1);
  CHECK(falces_time_left(at(13, 0), 7, 19) == 0.5);
  CHECK(falces_time_left(at(13, 30), 7, 19) == doctest::Approx((1900.0 - 1330) / 1200));  // 0.475: half past counts as 30 hundredths
  CHECK(falces_time_left(at(19, 30), 7, 19) == 0);
  CHECK(falces_time_left(at(3, 0), 7, 7) == 1);
}

TEST_CASE("outside its hours nothing is quoted") {
  for (const auto& [first, last, quotes] : {std::tuple{22, 22, true}, {22, 23, true}, {0, 21, false}, {23, 24, false}}) {
    Settings settings = variant();
    settings.parameters.first_hour = first;
    settings.parameters.last_hour = last;
    MakerFixture f(settings);  // its clock starts at 22:13:20 UTC
    show(f, 0, 100);
    show(f, 1, 101);
    CHECK(show(f, 2, 102).orders.size() == (quotes ? 2U : 0U));
  }
}

TEST_CASE("the estimated k is Aldridge's ratio of counts by the minute, and may be negative") {
  CHECK(!aldridge_decay({40}, 1).has_value());
  CHECK(aldridge_decay({40, 50}, 1).value() == doctest::Approx(50 / (10.0 / 40)));
  CHECK(aldridge_decay({50, 40}, 1).value() == doctest::Approx(-200));
  CHECK(aldridge_decay({40, 99, 50}, 2).value() == doctest::Approx(200));
  CHECK(!aldridge_decay({40, 40}, 1).has_value());
  CHECK(!aldridge_decay({0, 40}, 1).has_value());
  CHECK(!aldridge_decay({40, 0}, 1).has_value());
}

TEST_CASE("quote changes are counted by side and minute; the tick that ends a minute is in none") {
  Parameters p;
  p.kappa = 0;
  FalcesSignals signals(p);
  // Minute one: ticks 0..60, the bid moves at every tick, the ask at even ones. Tick 61 ends it. Minute two: ticks 62..121; 122 ends it.
  for (int second = 0; second <= 122; ++second) {
    CHECK(!signals.decays().has_value());
    const bool slow = second > 61;
    const std::int64_t bid = slow ? 1000 + second / 3 : 1000 + second, ask = slow ? 3000 + second / 6 : 3000 + second / 2;
    signals.see(view(second, bid, ask));
  }
  const auto decays = signals.decays();
  REQUIRE(decays.has_value());
  // Bid: 61 changes, then 20 + 1 (at 62 the level jumps); ask: 31, then 10 + 1.
  CHECK(decays->bid == doctest::Approx(*aldridge_decay({61, 21}, 1)));
  CHECK(decays->ask == doctest::Approx(*aldridge_decay({31, 11}, 1)));
}

TEST_CASE("without a usable k on both sides nothing is quoted, and a fixed one needs no minutes") {
  Settings settings = variant();
  settings.parameters.kappa = 0;
  MakerFixture f(settings);
  for (int second = 0; second < 10; ++second) CHECK(show(f, second, 100 + second).orders.empty());
  CHECK(f.next_wake(9) == 10);  // its windows count ticks: it sees every one
}

TEST_CASE("a session that ends before it begins is refused") {
  Settings settings = variant();
  settings.parameters.last_hour = 5;
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("s/last_hour: = 5 (before first_hour 7)"), base::ConfigurationError);
}
