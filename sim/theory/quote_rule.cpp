#include "sim/theory/quote_rule.hpp"

#include <algorithm>
#include <cmath>

#include "sim/theory/avellaneda_stoikov.hpp"

namespace asgen::theory {
namespace {

double as_risk(const GlftMarket& market, double time_left_s) {
  return market.risk_factor * market.volatility * market.volatility * time_left_s;
}

double as_half_spread(const GlftMarket& market, AsSpread spread, double time_left_s) {
  const double base = base_half_spread(market.risk_factor, market.decay);
  return spread == AsSpread::full ? base + as_risk(market, time_left_s) / 2 : base;
}

/// Distance in ticks of an order that wants `distance` from a mid that lies half a tick above a tick: outwards to the grid, at
/// least half a tick.
double grid_distance(double distance, double tick) {
  if (!std::isfinite(distance)) return distance;
  const double wanted = distance / tick - 0.5;
  const double whole = std::nearbyint(wanted);
  const double steps = std::fabs(wanted - whole) < 1e-9 ? whole : std::ceil(wanted);
  return (std::max(steps, 0.0) + 0.5) * tick;
}

}  // namespace

QuoteRule linear_rule(double half_spread, double skew) {
  return [=](int q, double) { return Quotes{half_spread + skew * q, half_spread - skew * q}; };
}

QuoteRule as_inventory_rule(const GlftMarket& market, AsSpread spread) {
  return [=](int q, double time_left_s) {
    const double half = as_half_spread(market, spread, time_left_s), lean = q * as_risk(market, time_left_s);
    return Quotes{half + lean, half - lean};
  };
}

QuoteRule as_symmetric_rule(const GlftMarket& market, AsSpread spread) {
  return [=](int, double time_left_s) {
    const double half = as_half_spread(market, spread, time_left_s);
    return Quotes{half, half};
  };
}

QuoteRule as_average_rule(const GlftMarket& market, double horizon_s, int steps) {
  const double mean_time_left_s = horizon_s * (1 + 1.0 / steps) / 2;  // left points of the steps
  return linear_rule(as_half_spread(market, AsSpread::full, mean_time_left_s), 0);
}

QuoteRule glft_rule(const GlftMarket& market) { return linear_rule(glft_asymptotic(market, 0).delta_bid, glft_skew(market)); }

QuoteRule exact_rule(std::shared_ptr<const GlftExact> exact) {
  return [exact = std::move(exact)](int q, double time_left_s) { return exact->quotes(q, time_left_s); };
}

QuoteRule on_grid(QuoteRule rule, double tick) {
  return [rule = std::move(rule), tick](int q, double time_left_s) {
    const Quotes wanted = rule(q, time_left_s);
    return Quotes{grid_distance(wanted.delta_bid, tick), grid_distance(wanted.delta_ask, tick)};
  };
}

}  // namespace asgen::theory
