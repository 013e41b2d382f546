#pragma once
// Avellaneda and Stoikov's 2008 quotes, and what is known exactly about a fixed symmetric spread in their market.

#include <cstdint>

namespace asgen::theory {

/// State and parameters of one Avellaneda-Stoikov quote; q counts order amounts.
struct AsInput {
  double mid = 0;
  double inventory = 0;    ///< q [order amounts]
  double risk_factor = 0;  ///< gamma >= 0 [1 / (order amount * currency)]
  double volatility = 0;   ///< sigma [price per sqrt(s)]
  double time_left_s = 0;  ///< T - t >= 0
  double decay = 0;        ///< k > 0 of the intensity A exp(-k delta) [1 / price]
};

/// Quotes as prices.
struct AsQuotes {
  double reservation = 0;
  double spread = 0;
  double bid = 0;
  double ask = 0;
};

/// ln(1 + gamma/k) / gamma, the half spread without inventory risk; 1/k at gamma = 0.
double base_half_spread(double risk_factor, double decay);

/// Reservation price r = s - q gamma sigma^2 tau and spread gamma sigma^2 tau + (2/gamma) ln(1 + gamma/k)
/// (Avellaneda and Stoikov 2008, eqs 3.17 and 3.18).
AsQuotes as_quotes(const AsInput& input);

/// A fixed half spread quoted on both sides, flat start, whatever the inventory.
struct SymmetricInput {
  double half_spread = 0;   ///< delta [price]
  double arrival_rate = 0;  ///< A [1/s and side]
  double decay = 0;         ///< k [1/price]
  double volatility = 0;    ///< sigma [price per sqrt(s)]
  double step_s = 0;        ///< dt of the discrete simulator
  std::int64_t steps = 0;   ///< N; the horizon is N dt
};

/// Mean and variances of the final P&L and of the final inventory, in continuous time and for the discrete simulator
/// (in a step each side fills once with probability p, independently; then the mid moves).
struct SymmetricMoments {
  double fill_probability = 0;  ///< p = A exp(-k delta) dt, per step and side
  double mean_continuous = 0, variance_continuous = 0, inventory_variance_continuous = 0;
  double mean_discrete = 0, variance_discrete = 0, inventory_variance_discrete = 0;
};

/// Exact moments of symmetric quoting: mean 2 delta lambda T, variance 2 delta^2 lambda T + sigma^2 lambda T^2
/// (continuous); 2 p (1 - p) [N delta^2 + sigma^2 dt N (N + 1) / 2] (discrete).
SymmetricMoments symmetric_moments(const SymmetricInput& input);

/// Best half spread of a risk-neutral maker and the profit per second that it earns.
struct RiskNeutralOptimum {
  double half_spread = 0;        ///< delta* = 1/k + eta
  double profit_per_second = 0;  ///< 2 (A/k) exp(-1 - k eta)
};

/// Risk-neutral optimum when every fill moves the mid by `impact` (eta, price) against us.
RiskNeutralOptimum risk_neutral_optimum(double arrival_rate, double decay, double impact);

}  // namespace asgen::theory
