#include "sim/theory/timed_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/math.hpp"
#include "sim/theory/glft_rates.hpp"

namespace asgen::theory {
namespace {

using Column = std::vector<double>;

/// A tridiagonal matrix: `up` leads from q to q + 1, `down` to q - 1.
struct Rates {
  Column up, down, diagonal;
};

/// Solves (I - h A) x = b in place (Thomas).
void solve(double h, const Rates& rates, Column& b) {
  const auto& [up, down, diagonal] = rates;
  const std::size_t n = b.size();
  Column factor(n);
  double pivot = 1 - h * diagonal[0];
  for (std::size_t i = 0;; ++i) {
    b[i] /= pivot;
    if (i + 1 == n) break;
    factor[i] = -h * up[i] / pivot;
    const double below = -h * down[i + 1];
    pivot = 1 - h * diagonal[i + 1] - below * factor[i];
    b[i + 1] -= below * b[i];
  }
  for (std::size_t i = n - 1; i-- > 0;) b[i] -= factor[i] * b[i + 1];
}

/// What is extrapolated: every functional of the path, seen from q = 0.
enum Functional { kMean, kSecond, kLogUtility, kHolding, kTrades, kInventory, kInventorySecond, kFunctionals };
using Functionals = std::array<double, kFunctionals>;

/// Backward in time from the end of the session.
class Backward {
 public:
  Backward(const GlftMarket& market, const QuoteRule& rule)
      : market_(market), rule_(rule), size_(static_cast<std::size_t>(2 * market.max_inventory + 1)) {
    for (Column* column : {&mean_, &second_, &holding_, &trades_}) column->assign(size_, 0);
    utility_.assign(size_, 1);
    for (std::size_t i = 0; i < size_; ++i) {
      inventory_.push_back(q(i));
      inventory_second_.push_back(q(i) * q(i));
    }
  }

  void step(double time_left_s, double h) {
    see_quotes(time_left_s);
    advance_moments(h);
    advance_inventory(h);
    if (market_.risk_factor > 0) advance_utility(h);
  }

  [[nodiscard]] Functionals at_start() const {
    const auto flat = static_cast<std::size_t>(market_.max_inventory);
    return {mean_[flat],   second_[flat],    base::log(utility_[flat]) + log_scale_, holding_[flat],
            trades_[flat], inventory_[flat], inventory_second_[flat]};
  }

 private:
  [[nodiscard]] double q(std::size_t i) const { return static_cast<double>(i) - market_.max_inventory; }

  void see_quotes(double time_left_s) {
    for (Column* column : {&rates_.up, &rates_.down, &rates_.diagonal, &delta_bid_, &delta_ask_}) column->assign(size_, 0);
    for (std::size_t i = 0; i < size_; ++i) {
      const Quotes quotes = rule_(static_cast<int>(i) - market_.max_inventory, time_left_s);
      if (i + 1 < size_) set_side(quotes.delta_bid, rates_.up[i], delta_bid_[i]);
      if (i > 0) set_side(quotes.delta_ask, rates_.down[i], delta_ask_[i]);
      rates_.diagonal[i] = -rates_.up[i] - rates_.down[i];
    }
  }

  void set_side(double delta, double& rate, double& distance) const {
    if (!std::isfinite(delta)) return;
    rate = market_.arrival_rate * base::exp(-market_.decay * delta);
    distance = delta;
  }

  void advance_moments(double h) {
    const double variance = market_.volatility * market_.volatility;
    for (std::size_t i = 0; i < size_; ++i) mean_[i] += h * (rates_.up[i] * delta_bid_[i] + rates_.down[i] * delta_ask_[i]);
    solve(h, rates_, mean_);
    for (std::size_t i = 0; i < size_; ++i) {
      const double bid = rates_.up[i] * delta_bid_[i], ask = rates_.down[i] * delta_ask_[i];
      double rate = bid * delta_bid_[i] + ask * delta_ask_[i] + variance * q(i) * q(i);
      if (i + 1 < size_) rate += 2 * bid * mean_[i + 1];
      if (i > 0) rate += 2 * ask * mean_[i - 1];
      second_[i] += h * rate;
    }
    solve(h, rates_, second_);
  }

  void advance_inventory(double h) {
    for (std::size_t i = 0; i < size_; ++i) {
      holding_[i] += h * std::fabs(q(i));
      trades_[i] += h * (rates_.up[i] + rates_.down[i]);
    }
    for (Column* column : {&holding_, &trades_, &inventory_, &inventory_second_}) solve(h, rates_, *column);
  }

  void advance_utility(double h) {
    const double g = market_.risk_factor;
    Rates rates = rates_;
    for (std::size_t i = 0; i < size_; ++i) {
      rates.up[i] *= base::exp(-g * delta_bid_[i]);
      rates.down[i] *= base::exp(-g * delta_ask_[i]);
      rates.diagonal[i] += 0.5 * g * g * market_.volatility * market_.volatility * q(i) * q(i);
    }
    solve(h, rates, utility_);
    const double flat = utility_[static_cast<std::size_t>(market_.max_inventory)];
    for (double& u : utility_) u /= flat;
    log_scale_ += base::log(flat);
  }

  const GlftMarket& market_;
  const QuoteRule& rule_;
  std::size_t size_;
  Column mean_, second_, utility_, holding_, trades_, inventory_, inventory_second_;
  Rates rates_;
  Column delta_bid_, delta_ask_;
  double log_scale_ = 0;
};

Functionals integrate(const GlftMarket& market, const QuoteRule& rule, double horizon_s, int steps) {
  Backward backward(market, rule);
  const double h = horizon_s / steps;
  for (int i = 1; i <= steps; ++i) backward.step(h * i, h);
  return backward.at_start();
}

/// Implicit Euler's error is a power series in the step; each column of the tableau removes one power.
Functionals extrapolate(const GlftMarket& market, const QuoteRule& rule, double horizon_s, int steps) {
  constexpr int kRows = 5;
  std::array<Functionals, kRows> row{};
  for (int k = 0; k < kRows; ++k) {
    Functionals finer = integrate(market, rule, horizon_s, steps << k);
    double power = 2;
    for (int j = 0; j < k; ++j, power *= 2) {
      Functionals better{};
      for (std::size_t f = 0; f < kFunctionals; ++f) better[f] = finer[f] + (finer[f] - row[static_cast<std::size_t>(j)][f]) / (power - 1);
      row[static_cast<std::size_t>(j)] = finer;
      finer = better;
    }
    row[static_cast<std::size_t>(k)] = finer;
  }
  return row[kRows - 1];
}

}  // namespace

PolicyMoments timed_policy_moments(const GlftMarket& market, const QuoteRule& rule, double horizon_s, int steps) {
  check_glft_market(market);
  base::expects(steps >= 1, "at least one step");
  if (!(horizon_s > 0) || !std::isfinite(horizon_s))
    throw base::ConfigurationError("horizon", fmt::format("= {} s (must be finite and > 0)", horizon_s), "");
  const Functionals f = extrapolate(market, rule, horizon_s, steps);
  PolicyMoments out;
  out.mean = f[kMean];
  out.standard_deviation = std::sqrt(std::max(0.0, f[kSecond] - f[kMean] * f[kMean]));
  out.certainty_equivalent = market.risk_factor > 0 ? -f[kLogUtility] / market.risk_factor : f[kMean];
  out.mean_abs_inventory = f[kHolding] / horizon_s;
  out.trades = f[kTrades];
  out.inventory_deviation = std::sqrt(std::max(0.0, f[kInventorySecond] - f[kInventory] * f[kInventory]));
  return out;
}

}  // namespace asgen::theory
