#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/math.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/glft.hpp"
#include "sim/theory/glft_rates.hpp"

namespace asgen::theory {
namespace {

constexpr int kLargestInventory = 500;
constexpr double kEventsPerSlice = 4;  // norm of M times the grid step: about 25 terms of the series per look-up
constexpr double kMostSlices = 4096;
constexpr double kLongestStep = 32;      // norm of M times the step, so that no term overflows
constexpr double kStationaryAfter = 60;  // decay times of the slowest transient: e^-60 is below every rounding error
constexpr double kSmallestShape = 1e-280;

void require(bool holds, const char* parameter, double value, const char* why, const char* advice) {
  if (!holds) throw base::ConfigurationError(fmt::format("GLFT market: {}", parameter), fmt::format("= {} ({})", value, why), advice);
}

/// Two smallest eigenvalues of M.
std::pair<double, double> lowest_eigenvalues(int max_inventory, double cost, double coupling) {
  const Eigen::Index n = 2 * max_inventory + 1;
  Eigen::VectorXd diagonal(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double q = static_cast<double>(i - max_inventory);
    diagonal[i] = cost * q * q;
  }
  const Eigen::VectorXd below = Eigen::VectorXd::Constant(n - 1, -coupling);
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
  solver.computeFromTridiagonal(diagonal, below, Eigen::EigenvaluesOnly);
  return {solver.eigenvalues()[0], solver.eigenvalues()[1]};
}

/// cI - M with c = alpha Q^2: tridiagonal, no negative entry.
struct PositiveMatrix {
  double shift, cost, coupling;

  void multiply(const std::vector<double>& x, double factor, std::vector<double>& out) const {
    const std::size_t n = x.size();
    const double limit = static_cast<double>(n - 1) / 2;
    for (std::size_t i = 0; i < n; ++i) {
      const double q = static_cast<double>(i) - limit;
      const double inflow = (i > 0 ? x[i - 1] : 0.0) + (i + 1 < n ? x[i + 1] : 0.0);
      out[i] = factor * ((shift - cost * q * q) * x[i] + coupling * inflow);
    }
  }
};

/// v becomes exp((cI - M) s) v = sum_j s^j/j! (cI - M)^j v: every term is positive, so nothing cancels and even
/// components 100 orders of magnitude below the largest keep their relative accuracy (an eigenvector sum would not).
void add_series(const PositiveMatrix& matrix, double step, std::vector<double>& v) {
  std::vector<double> term = v, next(v.size());
  bool settled = false;
  for (int j = 1; !settled; ++j) {
    matrix.multiply(term, step / j, next);
    term.swap(next);
    settled = j > (matrix.shift + 2 * matrix.coupling) * step;
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] += term[i];
      settled = settled && term[i] <= 1e-18 * v[i];
    }
  }
}

}  // namespace

void check_glft_market(const GlftMarket& m) {
  require(m.volatility >= 0 && std::isfinite(m.volatility), "volatility", m.volatility, "must be finite and >= 0", "");
  require(m.arrival_rate > 0 && std::isfinite(m.arrival_rate), "arrival_rate", m.arrival_rate, "must be finite and > 0", "");
  require(m.decay > 0 && std::isfinite(m.decay), "kappa", m.decay, "must be finite and > 0", "");
  require(m.risk_factor >= 0 && std::isfinite(m.risk_factor), "risk_factor", m.risk_factor, "must be finite and >= 0", "");
  require(m.max_inventory >= 1 && m.max_inventory <= kLargestInventory, "max_inventory", m.max_inventory,
          "must be a whole number from 1 to 500", "count inventory in order amounts");
}

GlftExact::GlftExact(const GlftMarket& market, double horizon_s) : market_(market) {
  check_glft_market(market);
  require(horizon_s >= 0 && std::isfinite(horizon_s), "horizon", horizon_s, "must be finite and >= 0", "");
  base_ = base_half_spread(market.risk_factor, market.decay);
  off_diagonal_ = glft_coupling(market);
  const double cost = glft_inventory_cost(market);
  shift_ = cost * market.max_inventory * market.max_inventory;
  const auto [lowest, second] = lowest_eigenvalues(market.max_inventory, cost, off_diagonal_);
  lowest_ = lowest;
  const double settled_s = kStationaryAfter / (second - lowest);
  stationary_ = settled_s <= horizon_s;
  const double end_s = std::min(settled_s, horizon_s);
  grid_s_ = std::max(kEventsPerSlice / (shift_ + 2 * off_diagonal_), end_s / kMostSlices);
  const auto count = static_cast<std::size_t>(std::ceil(end_s / grid_s_)) + 1;
  slices_.reserve(count);
  slices_.push_back({std::vector<double>(static_cast<std::size_t>(2 * market.max_inventory + 1), 1.0), 0.0});
  while (slices_.size() < count) slices_.push_back(advance(slices_.back(), grid_s_));
}

GlftExact::Slice GlftExact::advance(const Slice& from, double by_s) const {
  const double norm = shift_ + 2 * off_diagonal_;
  const double parts = std::max(1.0, std::ceil(norm * by_s / kLongestStep));
  Slice v = from;
  for (double part = 0; part < parts; ++part) {
    add_series({shift_, glft_inventory_cost(market_), off_diagonal_}, by_s / parts, v.shape);
    const double largest = *std::max_element(v.shape.begin(), v.shape.end());
    for (double& x : v.shape) x /= largest;
    v.log_scale += base::log(largest) - shift_ * by_s / parts;
  }
  require(*std::min_element(v.shape.begin(), v.shape.end()) > kSmallestShape, "max_inventory", market_.max_inventory,
          "the value function underflows: such inventories are never held at this risk_factor", "use a smaller max_inventory");
  return v;
}

GlftExact::Slice GlftExact::at(double time_left_s) const {
  base::expects(time_left_s >= 0, "time left >= 0");
  const double last = static_cast<double>(slices_.size() - 1);
  if (stationary_ && time_left_s >= last * grid_s_) {
    Slice v = slices_.back();
    v.log_scale -= lowest_ * (time_left_s - last * grid_s_);
    return v;
  }
  const double index = std::min(last, std::floor(time_left_s / grid_s_));
  const double rest = time_left_s - index * grid_s_;
  const Slice& start = slices_[static_cast<std::size_t>(index)];
  return rest > 0 ? advance(start, rest) : start;
}

Quotes GlftExact::quotes(int inventory, double time_left_s) const {
  const int limit = market_.max_inventory;
  const int q = std::clamp(inventory, -limit, limit);
  const Slice v = at(time_left_s);
  const auto log_ratio = [&](int to) {
    return base::log(v.shape[static_cast<std::size_t>(q + limit)] / v.shape[static_cast<std::size_t>(to + limit)]);
  };
  Quotes quotes{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  if (q < limit) quotes.delta_bid = log_ratio(q + 1) / market_.decay + base_;
  if (q > -limit) quotes.delta_ask = log_ratio(q - 1) / market_.decay + base_;
  return quotes;
}

std::vector<double> GlftExact::log_values(double time_left_s) const {
  const Slice v = at(time_left_s);
  std::vector<double> logs(v.shape.size());
  std::transform(v.shape.begin(), v.shape.end(), logs.begin(), [&](double x) { return base::log(x) + v.log_scale; });
  return logs;
}

double GlftExact::certainty_equivalent(double time_left_s, int inventory) const {
  const int limit = market_.max_inventory;
  base::expects(inventory >= -limit && inventory <= limit, "|q| <= Q");
  const Slice v = at(time_left_s);
  return (base::log(v.shape[static_cast<std::size_t>(inventory + limit)]) + v.log_scale) / market_.decay;
}

}  // namespace asgen::theory
