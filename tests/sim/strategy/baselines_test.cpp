// The baselines' quotes against numbers worked out by hand; the order management that they share is tested elsewhere.
#include "sim/strategy/baselines.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/error.hpp"
#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::strategy;
using asgen::test_strategy::MakerFixture;

namespace {

Settings baseline(const char* name) {
  Settings settings;
  settings.name = name;
  settings.inventory_target = usual_target(settings);
  settings.parameters.order_refresh_time = 1;
  settings.parameters.filled_order_delay = 0.01;
  return settings;
}

}  // namespace

TEST_CASE("constant_spread quotes a fixed distance on each side of the mid whatever it holds") {
  Parameters p;
  p.half_spread = 0.25;
  const auto model = make_constant_spread_quotes(p);
  for (const double q : {-7.0, 0.0, 3.0}) {
    const auto quotes = model->quote({.mid = 100, .inventory = q});
    REQUIRE(quotes.has_value());
    CHECK(quotes->bid == 99.75);
    CHECK(quotes->ask == 100.25);
    CHECK(quotes->spread == 0.5);
  }
  p.min_spread = 1;
  CHECK(make_constant_spread_quotes(p)->quote({.mid = 100})->bid == 99.5);
}

TEST_CASE("linear_constant_spread leans its reservation price against the inventory") {
  Parameters p;
  p.half_spread = 0.5;
  p.inventory_skew = 0.125;
  const auto model = make_linear_constant_spread_quotes(p);
  const auto held = model->quote({.mid = 100, .inventory = 3});
  CHECK(held->reservation == 99.625);
  CHECK(held->bid == 99.125);
  CHECK(held->ask == 100.125);
  CHECK(model->quote({.mid = 100, .inventory = -2})->bid == 99.75);
}

TEST_CASE("symmetric quotes the spread of 2008 around the mid, whatever it holds") {
  Settings settings = baseline(kSymmetric);
  settings.pricing = Pricing::avellaneda_stoikov;
  settings.parameters.risk_factor = 0.1;
  settings.parameters.volatility = 2;
  const auto model = make_symmetric_quotes(settings, 1);
  for (const double q : {0.0, 3.0}) {  // spread 1.69077... at T - t = 1 (statistics.json as_quote/flat_t0)
    const auto quotes = model->quote({.mid = 100, .inventory = q, .kappa = 1.5, .time_left_s = 1});
    CHECK(quotes->bid == doctest::Approx(99.15461478862429).epsilon(1e-14));
    CHECK(quotes->ask == doctest::Approx(100.84538521137571).epsilon(1e-14));
  }
  CHECK(!model->quote({.mid = 100, .time_left_s = 1}).has_value());  // no kappa
}

TEST_CASE("random draws each distance uniformly up to twice the half spread, and by the instant alone") {
  Parameters p;
  p.half_spread = 0.5;
  p.random_seed = 11;
  const auto model = make_random_quotes(p), twin = make_random_quotes(p);
  p.random_seed = 12;
  const auto other = make_random_quotes(p);
  double sum = 0, squares = 0, product = 0, differs = 0;
  constexpr int kDraws = 20'000;
  for (int i = 0; i < kDraws; ++i) {
    const QuoteInput in{.mid = 100, .inventory = static_cast<double>(i), .now = base::Nanos(1'700'000'000'000'000'000 + i)};
    const auto quotes = model->quote(in);
    const double bid = 100 - quotes->bid, ask = quotes->ask - 100;
    REQUIRE((bid > 0 && bid < 1 && ask > 0 && ask < 1));
    sum += bid + ask;
    squares += bid * bid + ask * ask;
    product += (bid - 0.5) * (ask - 0.5);
    CHECK(twin->quote({.mid = 100, .now = in.now})->bid == quotes->bid);
    differs += other->quote(in)->bid != quotes->bid;
  }
  CHECK(std::fabs(sum / (2 * kDraws) - 0.5) < 4 * std::sqrt(1.0 / 12 / (2 * kDraws)));
  CHECK(std::fabs(squares / (2 * kDraws) - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / (2 * kDraws)));
  CHECK(std::fabs(product / kDraws) < 4.0 / 12 / std::sqrt(kDraws));
  CHECK(differs > 0.999 * kDraws);
}

TEST_CASE("baselines quote from the first tick: they wait for no estimate, and send through the shared order management") {
  for (const char* name : {kConstantSpread, kLinearConstantSpread, kRandom}) {
    Settings settings = baseline(name);
    settings.parameters.half_spread = 0.5;
    MakerFixture f(settings);
    CHECK(f.maker().needs().volatility_length == 0);
    CHECK(f.maker().needs().intensity_length == 0);
    f.market.kappa = f.market.volatility = 0;
    CHECK(f.tick(0).orders.size() == 2);
  }
  Settings settings = baseline(kLinearConstantSpread);
  settings.parameters.half_spread = 0.5;
  settings.parameters.inventory_skew = 0.125;
  MakerFixture f(settings);  // starts with 10 base, which is its target
  f.base = 12;
  const auto orders = f.tick(0).orders;
  REQUIRE(orders.size() == 2);
  CHECK(orders[0].price == base::Ticks(9925));   // reservation 99.75
  CHECK(orders[1].price == base::Ticks(10025));
}

TEST_CASE("a baseline that lacks its distance, and a distance that nothing uses, are refused by name") {
  Settings settings = baseline(kConstantSpread);
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), "s/half_spread: = 0 (constant_spread needs it); state the distance of the quotes in price units",
                       base::ConfigurationError);
  settings.parameters.half_spread = 1;
  check_settings(settings, "s");
  settings.parameters.inventory_skew = 1;
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("s/inventory_skew: = 1 (means nothing to constant_spread)"), base::ConfigurationError);
  settings.name = kAvellaneda;
  settings.parameters.inventory_skew = 0;
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("s/half_spread"), base::ConfigurationError);
  Settings symmetric = baseline(kSymmetric);
  symmetric.pricing = Pricing::glft;
  CHECK_THROWS_WITH_AS(check_settings(symmetric, "s"), doctest::Contains("s/arrival_rate"), base::ConfigurationError);
}

TEST_CASE("baselines count their inventory from flat unless told otherwise") {
  CHECK(baseline(kRandom).inventory_target == InventoryTarget::initial);
  Settings hummingbot;
  CHECK(usual_target(hummingbot) == InventoryTarget::value_share);
}
