#pragma once
// Gueant, Lehalle and Fernandez-Tapia (2013): optimal quotes under intensity A exp(-k delta), a Brownian mid,
// exponential utility and an inventory limit. Quotes are distances from the mid; q counts order amounts.

#include <vector>

namespace asgen::theory {

/// The market and the risk aversion of a GLFT maker.
struct GlftMarket {
  double volatility = 0;    ///< sigma [price per sqrt(s)], >= 0
  double arrival_rate = 0;  ///< A > 0 [1/s and side]
  double decay = 0;         ///< k > 0 [1/price]
  double risk_factor = 0;   ///< gamma >= 0 [1 / (order amount * currency)]
  int max_inventory = 0;    ///< Q >= 1 [order amounts]; the asymptotic closed form ignores it
};

/// Distances from the mid [price]; +infinity means: do not quote that side. They may be negative.
struct Quotes {
  double delta_bid = 0;
  double delta_ask = 0;
};

/// Inventory skew per unit, c = sqrt(sigma^2 gamma / (2 k A) (1 + gamma/k)^(1 + k/gamma)) [price per order amount].
double glft_skew(const GlftMarket& market);

/// Asymptotic closed form: delta = ln(1 + gamma/k)/gamma + (1 +- 2q)/2 c (+ for the bid). Ignores max_inventory.
Quotes glft_asymptotic(const GlftMarket& market, double inventory);

/// Exact finite-horizon solution. v(tau) = exp(-M tau) 1 with M tridiagonal (diagonal k gamma sigma^2/2 q^2,
/// off-diagonal -A (1 + gamma/k)^-(1 + k/gamma)); delta_b(q) = ln(v_q/v_{q+1})/k + ln(1 + gamma/k)/gamma.
/// Immutable after construction, so safe to share between threads. A look-up costs a few microseconds.
class GlftExact {
 public:
  /// Solves for all times left up to `horizon_s` (and beyond it when the solution has become stationary by then).
  /// Throws base::ConfigurationError for parameters outside their ranges, or when v underflows (Q far beyond use).
  GlftExact(const GlftMarket& market, double horizon_s);

  /// Optimal distances at inventory q and `time_left_s` >= 0. |q| is clamped to Q; no bid at q = Q, no ask at q = -Q.
  [[nodiscard]] Quotes quotes(int inventory, double time_left_s) const;

  /// ln v_q(tau) / k [currency]: the certainty equivalent of the optimal policy, an upper bound for every policy.
  [[nodiscard]] double certainty_equivalent(double time_left_s, int inventory = 0) const;

  /// Certainty equivalent per second far from the end, -lambda_min(M)/k.
  [[nodiscard]] double certainty_equivalent_rate() const { return -lowest_ / market_.decay; }

  /// ln v_q(tau) for q = -Q..Q (index q + Q).
  [[nodiscard]] std::vector<double> log_values(double time_left_s) const;

  [[nodiscard]] const GlftMarket& market() const { return market_; }

 private:
  struct Slice {  ///< v(tau) / max v(tau) and ln of that maximum
    std::vector<double> shape;
    double log_scale = 0;
  };
  [[nodiscard]] Slice at(double time_left_s) const;
  [[nodiscard]] Slice advance(const Slice& from, double by_s) const;

  GlftMarket market_;
  double base_ = 0, off_diagonal_ = 0, shift_ = 0;  ///< half spread without risk; eta; c of the uniformisation
  double lowest_ = 0;                               ///< smallest eigenvalue of M [1/s]
  double grid_s_ = 0;
  bool stationary_ = false;    ///< the last slice is the eigenvector of `lowest_`
  std::vector<Slice> slices_;  ///< v at 0, grid, 2 grid, ...
};

}  // namespace asgen::theory
