#include "sim/theory/order_flow.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/random.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"

using namespace asgen;
using namespace asgen::theory;

TEST_CASE("the Fano factor of Hawkes counts goes from 1 to 1 / (1 - n)^2 as windows grow") {
  CHECK(hawkes_fano(0.5, 1.6, 1e-9) == doctest::Approx(1).epsilon(1e-6));
  CHECK(hawkes_fano(0.5, 1.6, 1e9) == doctest::Approx(4).epsilon(1e-6));
  CHECK(hawkes_fano(0, 1.6, 100) == 1);
  // Reference: 199 windows of 100 s of a branching simulation gave 4.46, standard error 0.45.
  CHECK(std::fabs(hawkes_fano(0.5, 1.6, 100) - 4.46) < 4 * 0.45);
  CHECK(hawkes_fano(0.5, 1.6, 100) == doctest::Approx(4 - 3 * (1 - std::exp(-80.0)) / 80));
}

TEST_CASE("the best half spread under impact is the theoretical optimum, and its profit is stated there") {
  for (const double impact : {0.0, 0.1, 0.3}) {
    const RiskNeutralOptimum best = risk_neutral_optimum(140, 1.5, impact);
    CHECK(impact_profit(140, 1.5, best.half_spread, impact) == doctest::Approx(best.profit_per_second).epsilon(1e-12));
    for (const double off : {-0.01, 0.01}) CHECK(impact_profit(140, 1.5, best.half_spread + off, impact) < best.profit_per_second);
  }
}

TEST_CASE("the move against a fill by its own step's orders is eta for short steps, and half the excess less for longer ones") {
  CHECK(step_impact(1e-6) == doctest::Approx(1 - 0.5e-6).epsilon(1e-9));
  // Count orders that reach the quote in a step, given that one does, minus those expected of the other side.
  base::Stream stream({5, base::Purpose::test, 0});
  const double x = 0.8;
  double sum = 0, squares = 0, n = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double ours = static_cast<double>(stream.poisson(x)), other = static_cast<double>(stream.poisson(x));
    if (ours == 0) continue;
    sum += ours - other;
    squares += (ours - other) * (ours - other);
    ++n;
  }
  const double mean = sum / n;
  CHECK(std::fabs(mean - step_impact(x)) < 4 * std::sqrt((squares / n - mean * mean) / n));
}

TEST_CASE("reaches give back the market that they were drawn from") {
  base::Stream stream({6, base::Purpose::test, 0});
  std::vector<double> reaches;
  for (int i = 0; i < 50'000; ++i) reaches.push_back(stream.exponential(1.5));
  const IntensityEstimate got = estimate_intensity(reaches, 250);
  CHECK(std::fabs(got.decay.value - 1.5) < 4 * got.decay.standard_error);
  CHECK(got.decay.standard_error == doctest::Approx(1.5 / std::sqrt(50'000)).epsilon(0.05));
  CHECK(got.arrival_rate.value == 100);
}

TEST_CASE("moments of a normal tail are those of its closed form") {
  CHECK(normal_tail(0, 6).weight == doctest::Approx(0.5).epsilon(1e-9));
  CHECK(normal_tail(0, 6).first == doctest::Approx(6 * 0.3989422804014327).epsilon(1e-9));
  CHECK(normal_tail(0, 6).second == doctest::Approx(18).epsilon(1e-9));
  CHECK(normal_tail(6, 6).weight == doctest::Approx(0.15865525393145707).epsilon(1e-9));
  CHECK(normal_tail(6, 6).second == doctest::Approx(36 * (0.15865525393145707 + 0.24197072451914337)).epsilon(1e-9));
  CHECK(normal_tail(-6, 6).weight == doctest::Approx(1 - 0.15865525393145707).epsilon(1e-8));
  CHECK(normal_tail(100, 6).weight == 0);
}
