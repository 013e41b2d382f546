// Interval arithmetic over many ticks: how close to the mid the quotes of QuoteLanes can be there.

#include <algorithm>
#include <cmath>

#include "sim/base/math.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::strategy {
namespace {

/// Far above what rounding loses in these few operations, far below a tick.
constexpr double kPad = 1e-9;

struct Range {
  double low, high;
};

Range inventory_range(const QuoteConstants& c, const Range& total) {
  const Range target{total.low * c.target_share - 2 * c.lot + c.fixed_target, total.high * c.target_share + kPad * c.lot + c.fixed_target};
  const Range excess{c.base - target.high, (c.target_share == 0 ? c.base - c.fixed_target : c.base - target.low)};
  return {excess.low / (excess.low > 0 ? total.high : total.low) - kPad, excess.high / (excess.high > 0 ? total.low : total.high) + kPad};
}

Range spread_range(const QuoteConstants& c, const Range& risk, const QuoteRanges& in, bool fixed_kappa) {
  if (fixed_kappa) return {(risk.low + c.fixed_spread) * (1 - kPad), (risk.high + c.fixed_spread) * (1 + kPad)};
  const double low = base::log1p(c.gamma * (in.inverse_kappa_low * c.inverse_multiplier)) * c.width;
  const double high = base::log1p(c.gamma * (in.inverse_kappa_high * c.inverse_multiplier)) * c.width;
  return {(risk.low + low) * (1 - kPad), (risk.high + high) * (1 + kPad)};
}

}  // namespace

QuoteBounds QuoteLanes::bounds(const QuoteRanges& in) const {
  const QuoteConstants& c = constants_;
  const bool signal = in.volatility_low > 0 && (fixed_kappa_ || in.inverse_kappa_low > 0) && c.base >= 0 && c.quote >= 0 && in.mid_low > 0;
  if (!signal) return {0, 0, true};
  const Range total{(c.base + c.quote / in.mid_high) * (1 - kPad), (c.base + c.quote / in.mid_low) * (1 + kPad)};
  if (!(total.low > 0)) return {0, 0, true};
  const Range q = inventory_range(c, total);
  const Range risk{c.gamma * in.volatility_low, c.gamma * in.volatility_high};
  const Range spread = spread_range(c, risk, in, fixed_kappa_);
  const Range lean{q.low * (q.low > 0 ? risk.low : risk.high), q.high * (q.high > 0 ? risk.high : risk.low)};
  const double least = in.mid_low * c.half_min * (1 - kPad);
  const double noise = kPad * in.mid_high;
  QuoteBounds bounds{std::max(lean.low + spread.low / 2, least) - noise, std::max(spread.low / 2 - lean.high, least) - noise, false};

  const double tick = c.quanta_per_tick / c.quanta_per_unit;
  const double inner = std::max(std::max(lean.high, -lean.low) + spread.high / 2, in.mid_high * c.half_min);
  const double outer = inner + (c.levels - 1) * spread.high * c.step_share + 4 * tick;
  const double lowest = in.mid_low - outer, highest = in.mid_high + outer;
  const double most_bent = c.eta * std::max(std::fabs(q.low), std::fabs(q.high));
  if (!(most_bent < 700)) return {0, 0, true};
  const double least_lots = c.eta == 0 ? c.full_lots : std::floor(c.amount * base::exp(-most_bent) * c.lots_per_unit * (1 - kPad)) - 1;
  const double dearest_buy = in.mid_high - bounds.buy_distance + 2 * tick;
  const bool sized = least_lots >= 1 && lowest * least_lots * c.lot >= c.min_notional * (1 + 1e-6);
  const bool priced = lowest > 2 * tick && highest * c.quanta_per_unit < 1e9;
  const bool payable = dearest_buy * c.amount * c.levels * c.with_fee <= c.quote * (1 - 1e-6) && c.amount * c.levels <= c.base * (1 - 1e-6);
  bounds.odd = !(sized && priced && payable);
  return bounds;
}

}  // namespace asgen::strategy
