#include <cmath>

#include "sim/base/math.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/glft.hpp"
#include "sim/theory/glft_rates.hpp"

namespace asgen::theory {

double glft_coupling(const GlftMarket& market) {
  const double x = market.risk_factor / market.decay;
  // (1 + k/gamma) ln(1 + gamma/k) tends to 1 as gamma -> 0; this form has no cancellation on the way.
  const double exponent = x > 0 ? base::log1p(x) + base::log1p(x) / x : 1;
  return market.arrival_rate * base::exp(-exponent);
}

double glft_inventory_cost(const GlftMarket& market) {
  return market.decay * market.risk_factor * market.volatility * market.volatility / 2;
}

double glft_skew(const GlftMarket& market) {
  // sigma^2 gamma / (2 k A) (1 + gamma/k)^(1 + k/gamma) = inventory cost / (k^2 coupling)
  return std::sqrt(glft_inventory_cost(market) / glft_coupling(market)) / market.decay;
}

Quotes glft_asymptotic(const GlftMarket& market, double inventory) {
  const double base = base_half_spread(market.risk_factor, market.decay);
  const double skew = glft_skew(market);
  return {base + (1 + 2 * inventory) / 2 * skew, base + (1 - 2 * inventory) / 2 * skew};
}

}  // namespace asgen::theory
