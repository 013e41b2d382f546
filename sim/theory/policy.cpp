#include "sim/theory/policy.hpp"

#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/math.hpp"
#include "sim/theory/glft_rates.hpp"
#include "sim/theory/matrix_exponential.hpp"

namespace asgen::theory {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Fill rates and distances by inventory; a side that is not quoted has rate 0 and distance 0.
struct Rates {
  VectorXd bid, ask, delta_bid, delta_ask, q;
};

Rates rates_of(const GlftMarket& market, const StationaryPolicy& policy) {
  const Index n = static_cast<Index>(policy.delta_bid.size());
  Rates r{VectorXd(n), VectorXd(n), VectorXd(n), VectorXd(n), VectorXd(n)};
  const auto side = [&](double delta, double& rate, double& distance) {
    const bool quoted = std::isfinite(delta);
    rate = quoted ? market.arrival_rate * base::exp(-market.decay * delta) : 0;
    distance = quoted ? delta : 0;
  };
  for (Index i = 0; i < n; ++i) {
    side(policy.delta_bid[static_cast<std::size_t>(i)], r.bid[i], r.delta_bid[i]);
    side(policy.delta_ask[static_cast<std::size_t>(i)], r.ask[i], r.delta_ask[i]);
    r.q[i] = static_cast<double>(i) - market.max_inventory;
  }
  return r;
}

/// Matrix with `up` above the diagonal (a bid fill, q -> q + 1), `down` below it (an ask fill) and `diagonal` on it.
MatrixXd tridiagonal(const VectorXd& up, const VectorXd& down, const VectorXd& diagonal) {
  MatrixXd m = diagonal.asDiagonal();
  const Index n = diagonal.size();
  m.diagonal(1) = up.head(n - 1);
  m.diagonal(-1) = down.tail(n - 1);
  return m;
}

MatrixXd exponential(const MatrixXd& m) {
  const ScaledExponential scaled = matrix_exponential(m);
  return scaled.matrix * base::exp(scaled.log_scale);
}

void check(const GlftMarket& market, const StationaryPolicy& policy, double horizon_s) {
  check_glft_market(market);
  const std::size_t n = static_cast<std::size_t>(2 * market.max_inventory + 1);
  if (policy.delta_bid.size() != n || policy.delta_ask.size() != n)
    throw base::ConfigurationError("policy",
                                   fmt::format("has {} bids and {} asks (max_inventory {} needs {})", policy.delta_bid.size(),
                                               policy.delta_ask.size(), market.max_inventory, n),
                                   "give one distance for every inventory from -Q to Q");
  for (const auto* side : {&policy.delta_bid, &policy.delta_ask})
    for (const double delta : *side)
      if (std::isnan(delta) || delta == -std::numeric_limits<double>::infinity())
        throw base::ConfigurationError("policy", fmt::format("holds the distance {} (not a price)", delta), "use +infinity for no quote");
  if (std::isfinite(policy.delta_bid.back()) || std::isfinite(policy.delta_ask.front()))
    throw base::ConfigurationError("policy", "quotes beyond max_inventory", "use +infinity for the bid at Q and the ask at -Q");
  if (!(horizon_s > 0) || !std::isfinite(horizon_s))
    throw base::ConfigurationError("horizon", fmt::format("= {} s (must be finite and > 0)", horizon_s), "");
}

/// First and second moment of the P&L from q = 0: m' = L m + r1, s' = L s + 2 J m + r2.
std::pair<double, double> pnl_moments(const GlftMarket& market, const Rates& r, const MatrixXd& generator, double horizon_s) {
  const Index n = r.q.size();
  const VectorXd gain_bid = r.bid.cwiseProduct(r.delta_bid), gain_ask = r.ask.cwiseProduct(r.delta_ask);
  const double variance_rate = market.volatility * market.volatility;
  MatrixXd system = MatrixXd::Zero(2 * n + 1, 2 * n + 1);
  system.topLeftCorner(n, n) = generator;
  system.block(0, n, n, n) = 2 * tridiagonal(gain_bid, gain_ask, VectorXd::Zero(n));
  system.block(n, n, n, n) = generator;
  system.block(0, 2 * n, n, 1) = gain_bid.cwiseProduct(r.delta_bid) + gain_ask.cwiseProduct(r.delta_ask) + variance_rate * r.q.cwiseAbs2();
  system.block(n, 2 * n, n, 1) = gain_bid + gain_ask;
  const MatrixXd propagator = exponential(system * horizon_s);
  return {propagator(n + market.max_inventory, 2 * n), propagator(market.max_inventory, 2 * n)};
}

/// Time integrals of |q| and of the fill rate, and the sd of the final q, from q = 0.
struct InventoryFigures {
  double absolute_time, trades, deviation;
};

InventoryFigures inventory_figures(const GlftMarket& market, const Rates& r, const MatrixXd& generator, double horizon_s) {
  const Index n = r.q.size();
  MatrixXd system = MatrixXd::Zero(n + 2, n + 2);
  system.topLeftCorner(n, n) = generator;
  system.block(0, n, n, 1) = r.q.cwiseAbs();
  system.block(0, n + 1, n, 1) = r.bid + r.ask;
  const MatrixXd propagator = exponential(system * horizon_s);
  const VectorXd law = propagator.row(market.max_inventory).head(n);
  const double mean = law.dot(r.q);
  return {propagator(market.max_inventory, n), propagator(market.max_inventory, n + 1),
      std::sqrt(std::max(0.0, law.dot(r.q.cwiseAbs2()) - mean * mean))};
}

/// -ln E exp(-g P&L) / g.
double certainty_equivalent(const GlftMarket& market, const Rates& r, double horizon_s) {
  const double g = market.risk_factor;
  const auto discount = [&](const VectorXd& delta) { return delta.unaryExpr([&](double x) { return base::exp(-g * x); }).eval(); };
  const VectorXd diagonal = 0.5 * g * g * market.volatility * market.volatility * r.q.cwiseAbs2() - r.bid - r.ask;
  const MatrixXd system = tridiagonal(r.bid.cwiseProduct(discount(r.delta_bid)), r.ask.cwiseProduct(discount(r.delta_ask)), diagonal);
  const ScaledExponential propagator = matrix_exponential(system * horizon_s);
  return -(base::log(propagator.matrix.row(market.max_inventory).sum()) + propagator.log_scale) / g;
}

}  // namespace

StationaryPolicy linear_policy(double half_spread, double skew, int max_inventory) {
  const double none = std::numeric_limits<double>::infinity();
  StationaryPolicy policy;
  for (int q = -max_inventory; q <= max_inventory; ++q) {
    policy.delta_bid.push_back(q < max_inventory ? half_spread + skew * q : none);
    policy.delta_ask.push_back(q > -max_inventory ? half_spread - skew * q : none);
  }
  return policy;
}

PolicyMoments policy_moments(const GlftMarket& market, const StationaryPolicy& policy, double horizon_s) {
  check(market, policy, horizon_s);
  const Rates r = rates_of(market, policy);
  const MatrixXd generator = tridiagonal(r.bid, r.ask, -(r.bid + r.ask));
  PolicyMoments out;
  const auto [mean, second] = pnl_moments(market, r, generator, horizon_s);
  const InventoryFigures inventory = inventory_figures(market, r, generator, horizon_s);
  out.mean = mean;
  out.standard_deviation = std::sqrt(std::max(0.0, second - mean * mean));
  out.certainty_equivalent = market.risk_factor > 0 ? certainty_equivalent(market, r, horizon_s) : mean;
  out.mean_abs_inventory = inventory.absolute_time / horizon_s;
  out.trades = inventory.trades;
  out.inventory_deviation = inventory.deviation;
  return out;
}

double policy_certainty_equivalent(const GlftMarket& market, const StationaryPolicy& policy, double horizon_s) {
  check(market, policy, horizon_s);
  if (market.risk_factor == 0)
    throw base::ConfigurationError("GLFT market: risk_factor", "= 0 (a certainty equivalent needs > 0)", "use the mean");
  return certainty_equivalent(market, rates_of(market, policy), horizon_s);
}

}  // namespace asgen::theory
