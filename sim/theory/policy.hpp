#pragma once
// Exact evaluation of any stationary quoting policy in the market of Avellaneda and Stoikov: the whole fitness
// surface of the synthetic market, without simulation.

#include <vector>

#include "sim/theory/glft.hpp"

namespace asgen::theory {

/// Quotes by inventory: index q + Q, q = -Q..Q; +infinity = that side is not quoted.
struct StationaryPolicy {
  std::vector<double> delta_bid;
  std::vector<double> delta_ask;
};

/// delta_b = h + beta q, delta_a = h - beta q, no bid at q = Q and no ask at q = -Q.
StationaryPolicy linear_policy(double half_spread, double skew, int max_inventory);

/// What a policy earns over a horizon, from a flat start, inventory marked at the mid.
struct PolicyMoments {
  double mean = 0;                  ///< [currency]
  double standard_deviation = 0;    ///< [currency]
  double certainty_equivalent = 0;  ///< -ln E exp(-gamma P&L) / gamma; the mean at gamma = 0
  double mean_abs_inventory = 0;    ///< MAP, time-weighted [order amounts]
  double trades = 0;                ///< expected number of fills
  double inventory_deviation = 0;   ///< sd of the final inventory [order amounts]
};

/// Exact moments by matrix exponential. `market.risk_factor` is the gamma of the certainty equivalent;
/// `market.max_inventory` must match the policy. Throws base::ConfigurationError on a size mismatch or bad ranges.
PolicyMoments policy_moments(const GlftMarket& market, const StationaryPolicy& policy, double horizon_s);

/// The certainty equivalent alone, about ten times cheaper; `market.risk_factor` must be > 0. Errors as policy_moments.
double policy_certainty_equivalent(const GlftMarket& market, const StationaryPolicy& policy, double horizon_s);

}  // namespace asgen::theory
