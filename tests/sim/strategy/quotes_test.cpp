#include <doctest/doctest.h>

#include <cmath>

#include "sim/strategy/quantiser.hpp"
#include "sim/strategy/quote_model.hpp"

using namespace asgen;
using namespace asgen::strategy;

namespace {

Parameters market_of(double gamma, double volatility, double rate) {
  Parameters p;
  p.risk_factor = gamma;
  p.volatility = volatility;
  p.arrival_rate = rate;
  return p;
}

}  // namespace

TEST_CASE("Avellaneda-Stoikov quotes are those of the paper's setting") {
  // s 100, sigma 2, gamma 0.1, k 1.5, T-t 1: spread 1.69077..., r = s - q 0.4 (statistics.json as_quote/flat_t0).
  const auto model = make_avellaneda_stoikov_quotes(market_of(0.1, 2, 0), 1);
  const auto flat = model->quote({100, 0, 0, 1.5, 1, 1});
  REQUIRE(flat.has_value());
  CHECK(flat->bid == doctest::Approx(99.15461478862429).epsilon(1e-14));
  CHECK(flat->ask == doctest::Approx(100.84538521137571).epsilon(1e-14));
  CHECK(model->quote({100, 3, 0, 1.5, 1, 1})->reservation == doctest::Approx(100 - 3 * 0.4));
  CHECK(!model->quote({100, 0, 0, 0, 1, 1}).has_value());
}

TEST_CASE("the estimated volatility counts per square root of a second whatever the clock") {
  const auto fixed = make_avellaneda_stoikov_quotes(market_of(0.1, 2, 0), 1);
  const auto estimated = make_avellaneda_stoikov_quotes(market_of(0.1, 0, 0), 0.25);
  CHECK(estimated->quote({100, 2, 1, 1.5, 30, 1})->bid == doctest::Approx(fixed->quote({100, 2, 9, 1.5, 30, 1})->bid));
}

TEST_CASE("GLFT quotes are those of the closed form") {
  const auto model = make_glft_quotes(market_of(0.1, 2, 140), 1);
  const auto flat = model->quote({100, 0, 0, 1.5, 0, 1});
  CHECK(100 - flat->bid == doctest::Approx(0.6712438194366945).epsilon(1e-12));
  CHECK(flat->ask - 100 == doctest::Approx(0.6712438194366945).epsilon(1e-12));
  const auto longer = model->quote({100, 2, 0, 1.5, 0, 1});
  CHECK(flat->bid - longer->bid == doctest::Approx(2 * 0.051717216121965996).epsilon(1e-10));
}

TEST_CASE("the minimum spread binds each side of the mid apart") {
  const QuotePrices pushed = with_min_spread({100.4, 1, 99.9, 100.9}, 100, 1);
  CHECK(pushed.bid == doctest::Approx(99.5));
  CHECK(pushed.ask == doctest::Approx(100.9));
}

TEST_CASE("decimal boundaries round to the decimal, not to the noise of doubles") {
  Venue venue;
  venue.instrument = {0.1, 0.001, 0, 0, 0, 0};
  venue.price_quantum = 0.01;
  venue.lot = 0.0001;
  const Quantiser quantiser(venue);
  CHECK(quantiser.price_down(0.1 + 0.2) == base::Ticks(30));
  CHECK(quantiser.price_up(0.1 + 0.2) == base::Ticks(30));
  CHECK(quantiser.price_down(65000.19999) == base::Ticks(6'500'010));
  CHECK(quantiser.price_up(65000.10001) == base::Ticks(6'500'020));
  CHECK(quantiser.quantity_down(0.0029999999999999996) == base::Lots(30));
  CHECK(quantiser.quantity_down(0.0029) == base::Lots(20));
  CHECK(quantiser.price(base::Ticks(6'500'010)) == 65000.1);
  CHECK(quantiser.on_grid_down(base::Ticks(119)) == base::Ticks(110));
  CHECK(quantiser.on_grid_up(base::Ticks(111)) == base::Ticks(120));
  CHECK(quantiser.on_grid_up(base::Ticks(110)) == base::Ticks(110));
}
