#include "sim/theory/glft.hpp"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/glft_rates.hpp"

using namespace asgen::theory;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

GlftMarket as_market(double risk_factor, int max_inventory = 30) { return {2, 140, 1.5, risk_factor, max_inventory}; }

struct Expected {
  GlftMarket market;
  int q;
  double bid, ask;
};

/// ln v_q(tau) by the spectral decomposition of M: exact where components are not tiny.
std::vector<double> spectral_log_values(const GlftMarket& m, double tau) {
  const Eigen::Index n = 2 * m.max_inventory + 1;
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double q = static_cast<double>(i) - m.max_inventory;
    matrix(i, i) = glft_inventory_cost(m) * q * q;
    if (i + 1 < n) matrix(i, i + 1) = matrix(i + 1, i) = -glft_coupling(m);
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
  const Eigen::VectorXd weights = solver.eigenvectors().transpose() * Eigen::VectorXd::Ones(n);
  const Eigen::VectorXd v = solver.eigenvectors() * ((-tau * solver.eigenvalues().array()).exp() * weights.array()).matrix();
  std::vector<double> logs;
  for (const double x : v) logs.push_back(std::log(x));
  return logs;
}

}  // namespace

TEST_CASE("closed form agrees with published parameter sets") {
  const GlftMarket liquid{0.3, 0.9, 0.3, 0.01, 30}, thin{1, 0.2, 0.3, 0.01, 30}, third{0.6, 0.9, 0.9, 0.01, 30};
  for (const Expected& e : {Expected{liquid, 0, 3.3129, 3.3129},
                            {liquid, 5, 3.6522, 2.9736},
                            {liquid, 10, 3.9916, 2.6343},
                            {thin, 5, 5.9183, 1.1195},
                            {thin, 10, 8.3178, -1.2799}}) {
    CHECK(std::fabs(glft_asymptotic(e.market, e.q).delta_bid - e.bid) < 6e-5);
    CHECK(std::fabs(glft_asymptotic(e.market, e.q).delta_ask - e.ask) < 6e-5);
  }
  CHECK(std::fabs(glft_skew(thin) - 0.47988) < 6e-6);
  CHECK(std::fabs(2 * glft_asymptotic(third, 0).delta_bid - 2.28790) < 6e-6);
  CHECK(glft_skew(as_market(0.1)) == doctest::Approx(0.051717216121965996).epsilon(1e-12));
  CHECK(glft_asymptotic(as_market(0.1), 3).delta_bid == doctest::Approx(0.8263954678025925).epsilon(1e-12));
  CHECK(glft_asymptotic(as_market(0.1), 3).delta_ask == doctest::Approx(0.5160921710707966).epsilon(1e-12));
}

TEST_CASE("exact certainty equivalent and quotes of the reference market") {
  struct Row {
    double gamma, ce, bid0, bid1, ask1, rate;
  };
  for (const Row& r : {Row{0.01, 67.84568704947999, 0.6724340159678104, 0.6883923957372345, 0.6564745277659053, 67.617},
                       Row{0.1, 64.13348915479061, 0.6716276014107347, 0.7240702260240113, 0.6191428213406883, 63.902},
                       Row{0.5, 53.924577, 0.638925, 0.765420, 0.511803, 53.691}}) {
    const GlftExact exact(as_market(r.gamma), 1);
    const double tolerance = r.gamma == 0.5 ? 1e-8 : 1e-11;  // the last row is printed with fewer digits
    CHECK(exact.certainty_equivalent(1) == doctest::Approx(r.ce).epsilon(tolerance));
    CHECK(exact.quotes(0, 1).delta_bid == doctest::Approx(r.bid0).epsilon(tolerance * 100));
    CHECK(exact.quotes(1, 1).delta_bid == doctest::Approx(r.bid1).epsilon(tolerance * 100));
    CHECK(exact.quotes(1, 1).delta_ask == doctest::Approx(r.ask1).epsilon(tolerance * 100));
    CHECK(std::fabs(exact.certainty_equivalent_rate() - r.rate) < 6e-4);
  }
}

TEST_CASE("exact quotes over ten minutes agree with an independent integration") {
  const GlftMarket liquid{0.3, 0.9, 0.3, 0.01, 30}, thin{1, 0.2, 0.3, 0.01, 30};
  const GlftExact a(liquid, 600), b(thin, 600);
  for (const Expected& e : {Expected{liquid, 0, 3.3130, 3.3130},
                            {liquid, 1, 3.3812, 3.2449},
                            {liquid, 5, 3.6535, 2.9725},
                            {liquid, 10, 3.9929, 2.6328},
                            {liquid, 20, 4.6655, 1.9592},
                            {thin, 0, 3.5257, 3.5257},
                            {thin, 1, 4.0175, 3.0323},
                            {thin, 5, 5.9185, 1.1002},
                            {thin, 10, 8.0227, -1.0722},
                            {thin, 20, 11.2454, -4.4149}}) {
    const Quotes q = (e.market.volatility < 0.5 ? a : b).quotes(e.q, 600);
    CHECK(std::fabs(q.delta_bid - e.bid) < 6e-5);
    CHECK(std::fabs(q.delta_ask - e.ask) < 6e-5);
  }
}

TEST_CASE("exact values agree with the spectral solution at times on and off the grid") {
  const GlftMarket market = as_market(0.1, 10);
  const GlftExact exact(market, 0.5);
  for (const double tau : {0.0, 1e-6, 0.003, 0.1, 0.25, 0.5, 0.9, 3.0}) {
    const std::vector<double> want = spectral_log_values(market, tau), got = exact.log_values(tau);
    for (std::size_t i = 0; i < want.size(); ++i) CHECK(std::fabs(got[i] - want[i]) < 1e-10);
  }
}

TEST_CASE("a look-up beyond the stationary time continues the solution") {
  const GlftMarket market = as_market(0.1, 10);
  const GlftExact exact(market, 1000), patient(market, 5);
  CHECK(exact.quotes(3, 900).delta_bid == doctest::Approx(patient.quotes(3, 20).delta_bid).epsilon(1e-12));
  CHECK(exact.certainty_equivalent(40) == doctest::Approx(patient.certainty_equivalent(40)).epsilon(1e-11));
  const double slope = exact.certainty_equivalent(901) - exact.certainty_equivalent(900);
  CHECK(slope == doctest::Approx(exact.certainty_equivalent_rate()).epsilon(1e-8));
}

TEST_CASE("quotes stay smooth and monotone where the value function spans a hundred orders of magnitude") {
  const GlftExact exact(as_market(5, 60), 2);
  const std::vector<double> logs = exact.log_values(2);
  CHECK(logs[60] - logs[120] > 230);
  for (int q = -60; q + 1 < 60; ++q) CHECK(exact.quotes(q, 2).delta_bid < exact.quotes(q + 1, 2).delta_bid);
}

TEST_CASE("quotes are symmetric and nothing is quoted beyond the inventory limit") {
  const GlftExact exact(as_market(0.1, 5), 1);
  for (int q = -4; q <= 4; ++q) CHECK(exact.quotes(q, 0.7).delta_bid == doctest::Approx(exact.quotes(-q, 0.7).delta_ask).epsilon(1e-13));
  CHECK(exact.quotes(5, 1).delta_bid == kInfinity);
  CHECK(exact.quotes(-5, 1).delta_ask == kInfinity);
  CHECK(exact.quotes(9, 1).delta_ask == exact.quotes(5, 1).delta_ask);
  CHECK(exact.quotes(2, 0).delta_bid == base_half_spread(0.1, 1.5));
}

TEST_CASE("without risk aversion the exact quotes are 1/k away from the inventory limit") {
  const GlftExact exact(as_market(0, 40), 1);
  CHECK(exact.quotes(0, 0.1).delta_bid == doctest::Approx(1 / 1.5).epsilon(1e-9));
}

TEST_CASE("parameters outside their ranges are refused by name") {
  CHECK_THROWS_WITH_AS(GlftExact({2, 140, 0, 0.1, 30}, 1), "GLFT market: kappa: = 0 (must be finite and > 0)",
                       asgen::base::ConfigurationError);
  CHECK_THROWS_AS(GlftExact({2, 140, 1.5, -0.1, 30}, 1), asgen::base::ConfigurationError);
  CHECK_THROWS_AS(GlftExact({2, 0, 1.5, 0.1, 30}, 1), asgen::base::ConfigurationError);
  CHECK_THROWS_AS(GlftExact({2, 140, 1.5, 0.1, 0}, 1), asgen::base::ConfigurationError);
  CHECK_THROWS_AS(GlftExact({2, 140, 1.5, 0.1, 30}, kInfinity), asgen::base::ConfigurationError);
}
