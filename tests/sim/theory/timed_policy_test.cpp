#include "sim/theory/timed_policy.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>

using namespace asgen::theory;

namespace {

GlftMarket market(double risk_factor, int max_inventory = 30) { return {2, 140, 1.5, risk_factor, max_inventory}; }

}  // namespace

TEST_CASE("a stationary rule has the moments of the matrix exponential") {
  for (const double gamma : {0.01, 0.1}) {
    const GlftMarket m = market(gamma, 20);
    const PolicyMoments want = policy_moments(m, linear_policy(0.67, 0.05, 20), 1), got = timed_policy_moments(m, linear_rule(0.67, 0.05), 1);
    CHECK(got.mean == doctest::Approx(want.mean).epsilon(1e-8));
    CHECK(got.standard_deviation == doctest::Approx(want.standard_deviation).epsilon(1e-7));
    CHECK(got.certainty_equivalent == doctest::Approx(want.certainty_equivalent).epsilon(1e-8));
    CHECK(got.mean_abs_inventory == doctest::Approx(want.mean_abs_inventory).epsilon(1e-7));
    CHECK(got.trades == doctest::Approx(want.trades).epsilon(1e-8));
    CHECK(got.inventory_deviation == doctest::Approx(want.inventory_deviation).epsilon(1e-7));
  }
}

TEST_CASE("the quotes of 2008 have the reference certainty equivalents, below those of GLFT's closed form") {
  struct Row {
    double gamma, ce, mean, sd;
  };
  for (const Row& row : {Row{0.01, 67.778, 68.312, 10.346}, Row{0.1, 61.403, 63.992, 7.285}}) {
    const GlftMarket m = market(row.gamma);
    const PolicyMoments got = timed_policy_moments(m, as_inventory_rule(m, AsSpread::full), 1);
    CHECK(std::fabs(got.certainty_equivalent - row.ce) < 6e-4);
    CHECK(std::fabs(got.mean - row.mean) < 6e-4);
    CHECK(std::fabs(got.standard_deviation - row.sd) < 1e-3);
    CHECK(got.certainty_equivalent < timed_policy_moments(m, glft_rule(m), 1).certainty_equivalent);
  }
}

TEST_CASE("the exact quotes earn exactly their certainty equivalent") {
  const GlftMarket m = market(0.1);
  const auto exact = std::make_shared<const GlftExact>(m, 1);
  CHECK(timed_policy_moments(m, exact_rule(exact), 1, 50).certainty_equivalent == doctest::Approx(exact->certainty_equivalent(1)).epsilon(1e-8));
}
