#include "sim/theory/policy.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"

using namespace asgen::theory;

namespace {

GlftMarket market(double risk_factor, int max_inventory) { return {2, 140, 1.5, risk_factor, max_inventory}; }

/// Closed-form GLFT quotes as a stationary policy.
StationaryPolicy glft_policy(const GlftMarket& m) { return linear_policy(glft_asymptotic(m, 0).delta_bid, glft_skew(m), m.max_inventory); }

}  // namespace

TEST_CASE("moments of linear policies agree with independent integration") {
  struct Row {
    double h, beta, mean, sd, ce, map, trades;
  };
  for (const Row& r : {Row{0.669780533566096, 0.04850468843510472, 67.48402091023172, 8.346402597141516, 64.07230155424195,
                           1.9771325476317618, 104.28259431179777},
                       Row{0.67, 0, 68.45222145480656, 15.480885386723928, 47.37025063877923, 5.29617116022415, 102.16749470866759},
                       Row{0.4, 0.05, 58.835451275149495, 6.915754150351058, 56.470586935701704, 1.9774156153662228, 156.45009228931622}}) {
    const PolicyMoments m = policy_moments(market(0.1, 20), linear_policy(r.h, r.beta, 20), 1);
    CHECK(m.mean == doctest::Approx(r.mean).epsilon(1e-9));
    CHECK(m.standard_deviation == doctest::Approx(r.sd).epsilon(1e-9));
    CHECK(m.certainty_equivalent == doctest::Approx(r.ce).epsilon(1e-9));
    CHECK(m.mean_abs_inventory == doctest::Approx(r.map).epsilon(1e-9));
    CHECK(m.trades == doctest::Approx(r.trades).epsilon(1e-9));
    CHECK(policy_certainty_equivalent(market(0.1, 20), linear_policy(r.h, r.beta, 20), 1) == m.certainty_equivalent);
  }
}

TEST_CASE("the closed form of GLFT is close to, and never above, the exact optimum") {
  struct Row {
    double gamma, mean, sd, ce, map;
  };
  for (const Row& r :
       {Row{0.01, 68.3396, 10.570, 67.7826, 3.160}, Row{0.1, 67.4024, 8.254, 64.0675, 1.918}, Row{0.5, 65.0029, 6.993, 53.8491, 1.252}}) {
    const GlftMarket m = market(r.gamma, 30);
    const PolicyMoments moments = policy_moments(m, glft_policy(m), 1);
    CHECK(std::fabs(moments.mean - r.mean) < 6e-5);
    CHECK(std::fabs(moments.standard_deviation - r.sd) < 6e-4);
    CHECK(std::fabs(moments.certainty_equivalent - r.ce) < 6e-5);
    CHECK(std::fabs(moments.mean_abs_inventory - r.map) < 6e-4);
    CHECK(moments.certainty_equivalent < GlftExact(m, 1).certainty_equivalent(1));
  }
}

TEST_CASE("the surface of linear policies has the reference heights, and its top where it was found") {
  const auto height = [](double gamma, double h, double beta) { return policy_certainty_equivalent(market(gamma, 20), linear_policy(h, beta, 20), 1); };
  struct Point {
    double h, beta, ce, digit;
  };
  for (const Point& p : {Point{.67, 0, 47.370, 6e-4}, Point{.67, .05, 64.0712, 6e-5}, Point{.67, .2, 60.915, 6e-4}, Point{.4, .05, 56.471, 6e-4}, Point{1.0, .05, 57.995, 6e-4},
                         Point{.65, .04, 64.009, 6e-4}, Point{.69, .06, 64.003, 6e-4}, Point{.64, .0485, 64.001, 6e-4}, Point{.62, .03, 63.658, 6e-4},
                         Point{.72, .075, 63.742, 6e-4}, Point{.67, .075, 63.836, 6e-4}}) {
    CHECK(std::fabs(height(0.1, p.h, p.beta) - p.ce) < p.digit);
  }
  struct Top {
    double gamma, h, beta, ce;
  };
  for (const Top& t : {Top{0.01, 0.67075, 0.01152, 67.8077}, Top{0.1, 0.66978, 0.04850, 64.0723}, Top{0.5, 0.63643, 0.12198, 53.8492}}) {
    const GlftMarket m = market(t.gamma, 20);
    const auto at = [&](double h, double beta) { return policy_certainty_equivalent(m, linear_policy(h, beta, 20), 1); };
    CHECK(std::fabs(at(t.h, t.beta) - t.ce) < 6e-5);
    for (const double off : {-1e-3, 1e-3}) {
      CHECK(at(t.h + off, t.beta) < at(t.h, t.beta));
      CHECK(at(t.h, t.beta + off) < at(t.h, t.beta));
    }
  }
}

TEST_CASE("without a skew the certainty equivalent hangs on the inventory limit alone") {
  const auto symmetric = [](int limit) { return policy_certainty_equivalent(market(0.1, limit), linear_policy(2.0 / 3, 0, limit), 1); };
  CHECK(std::fabs(symmetric(60) - -89) < 0.5);
  CHECK(symmetric(20) > symmetric(60) + 100);
}

TEST_CASE("a symmetric policy far from its limit has the closed-form moments") {
  const PolicyMoments m = policy_moments({2, 5, 1.5, 0, 40}, linear_policy(0.6, 0, 40), 1);
  const SymmetricMoments want =
      symmetric_moments({.half_spread = 0.6, .arrival_rate = 5, .decay = 1.5, .volatility = 2, .step_s = 1, .steps = 1});
  CHECK(m.mean == doctest::Approx(want.mean_continuous).epsilon(1e-10));
  CHECK(m.standard_deviation == doctest::Approx(std::sqrt(want.variance_continuous)).epsilon(1e-10));
  CHECK(m.trades == doctest::Approx(want.inventory_variance_continuous).epsilon(1e-10));
  CHECK(m.certainty_equivalent == m.mean);
  CHECK(m.inventory_deviation == doctest::Approx(std::sqrt(want.inventory_variance_continuous)).epsilon(1e-10));
}

TEST_CASE("the certainty equivalent of a policy grows linearly over a long day") {
  const GlftMarket m{2, 140, 1.5, 0.1, 15};
  const double hour = policy_moments(m, glft_policy(m), 3600).certainty_equivalent;
  const double two = policy_moments(m, glft_policy(m), 7200).certainty_equivalent;
  CHECK(two - hour == doctest::Approx(hour).epsilon(1e-4));
  CHECK(two < GlftExact(m, 7200).certainty_equivalent(7200));
}

TEST_CASE("a policy that does not fit the market is refused") {
  using asgen::base::ConfigurationError;
  CHECK_THROWS_AS(policy_moments(market(0.1, 20), linear_policy(0.6, 0, 10), 1), ConfigurationError);
  CHECK_THROWS_AS(policy_moments(market(0.1, 20), linear_policy(0.6, 0, 20), 0), ConfigurationError);
  CHECK_THROWS_AS(policy_certainty_equivalent(market(0, 20), linear_policy(0.6, 0, 20), 1), ConfigurationError);
  StationaryPolicy open = linear_policy(0.6, 0, 20);
  open.delta_bid.back() = 0.6;
  CHECK_THROWS_AS(policy_moments(market(0.1, 20), open, 1), ConfigurationError);
  StationaryPolicy unknown = linear_policy(0.6, 0, 20);
  unknown.delta_ask[3] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(policy_moments(market(0.1, 20), unknown, 1), ConfigurationError);
}
