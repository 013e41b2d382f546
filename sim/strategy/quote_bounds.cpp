// Interval arithmetic over blocks of ticks, many blocks at once: how close to the mid the quotes of QuoteLanes can be there. A bound may
// be loose, never wrong; what it costs is all that matters besides, so cheap estimates take the place of most functions.

#include <cmath>

#include "sim/base/lanes.hpp"
#include "sim/base/math_lanes.hpp"
#include "sim/strategy/lane_formula.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::strategy {
namespace {

// Flags are summed as doubles and made whole numbers afterwards: lanes of one width are twice as many a vector as lanes of two.
[[gnu::always_inline]] inline double flag(bool is, std::int32_t bit) { return is ? static_cast<double>(bit) : 0.0; }

// One block. Comparisons are written so that a NaN makes it odd.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void bound_one(const QuoteConstants& c, const RangeColumns& in, const ReachDepths& depths, std::size_t i, double& width, double& flags) {
  const double mid_low = in.mid_low[i], mid_high = in.mid_high[i];
  const double risk_low = c.gamma * in.volatility_low[i], risk_high = c.gamma * in.volatility_high[i];
  const double total_low = (c.base + c.quote / mid_high) * (1 - kPad), total_high = (c.base + c.quote / mid_low) * (1 + kPad);

  // The inventory that leans.
  const double target_low = total_low * c.target_share - 2 * c.lot + c.fixed_target;
  const double target_high = total_high * c.target_share + kPad * c.lot + c.fixed_target;
  const double excess_low = c.base - target_high, excess_high = c.base - (c.target_share > 0 ? target_low : c.fixed_target);
  const double narrow = 1 / total_high, wide = 1 / total_low;
  const double q_low = excess_low * (excess_low > 0 ? narrow : wide) - kPad;
  const double q_high = excess_high * (excess_high > 0 ? wide : narrow) + kPad;
  const double lean_low = q_low * (q_low > 0 ? risk_low : risk_high), lean_high = q_high * (q_high > 0 ? risk_high : risk_low);

  // log1p lies below its tangent at the low end.
  const double factor = c.gamma * c.inverse_multiplier;
  const double low = Fixed ? 1.0 : factor * in.inverse_kappa_low[i], high = Fixed ? 1.0 : factor * in.inverse_kappa_high[i];
  const double log_low = Fixed ? 0.0 : log1p_below(low);
  const double width_low = Fixed ? c.fixed_spread : log_low * c.width;
  const double width_high = Fixed ? c.fixed_spread : (log_low + kLogSlack + (high - low) / (1 + low)) * c.width;
  const double spread_low = (risk_low + width_low) * (1 - kPad), spread_high = (risk_high + width_high) * (1 + kPad);

  const double least = mid_low * c.half_min * (1 - kPad), noise = kPad * mid_high;
  const double buy_distance = higher_of(lean_low + spread_low / 2, least) - noise;
  const double sell_distance = higher_of(spread_low / 2 - lean_high, least) - noise;

  const double tick = c.quanta_per_tick / c.quanta_per_unit;
  const double inner = higher_of(higher_of(lean_high, -lean_low) + spread_high / 2, mid_high * c.half_min);
  const double outer = inner + (c.levels - 1) * spread_high * c.step_share + 4 * tick;
  const double lowest = mid_low - outer, highest = mid_high + outer;
  const double bend = Shaped ? c.eta * higher_of(std::fabs(q_low), std::fabs(q_high)) : 0.0;
  const double least_lots = Shaped ? std::floor(c.amount * exp_below(bend) * c.lots_per_unit * (1 - kPad)) : c.full_lots;
  const double dearest_buy = mid_high - buy_distance + 2 * tick;
  const bool signal = (risk_low > 0) & (low > 0);
  const bool sound = (high < 1e300) & (mid_low > 0) & (total_low > 0) & (c.base >= 0) & (c.quote >= 0);
  const bool priced = (bend < 2) & (lowest > 2 * tick) & (highest * c.quanta_per_unit < lower_of(1e9, lower_of(c.buy_ceiling, c.sell_ceiling))) &
                      ((mid_low - inner - 4 * tick) * c.quanta_per_unit > c.buy_floor);
  const double notional = c.min_notional * (1 + 1e-6);
  const double paid_buys = lower_of(least_lots, std::floor(c.quote * (1 - 1e-6) / (dearest_buy * c.with_fee) * c.lots_per_unit));
  const double paid_sells = lower_of(least_lots, c.base_lots);
  const bool buyable = c.no_buys | ((paid_buys >= 1) & (lowest * paid_buys * c.lot >= notional));
  const bool sellable = c.no_sells | ((paid_sells >= 1) & (lowest * paid_sells * c.lot >= notional));
  width = width_low * (1 - kPad);
  flags = flag(!(buy_distance > depths.buy[i]), kNearBuy) + flag(!(sell_distance > depths.sell[i]), kNearSell) + flag(!signal, kMayBeSilent) +
          flag(!(sound & priced & buyable & sellable), kMayBeOdd);
}

/// One tick with a spread that is too narrow rather than too wide, and no logarithm: whether it could come to a price.
[[gnu::always_inline]] inline double is_near(const QuoteConstants& c, const QuoteColumns& in, double width, double buy, double sell, std::size_t i) {
  const double mid = in.mid[i], risk = c.gamma * in.volatility[i];
  const double inverse_total = 1 / (c.base + c.quote * in.inverse_mid[i]);
  const double q_low = (c.base - c.fixed_target) * inverse_total - c.target_share - kPad, q_high = q_low + 2 * c.lot * inverse_total + 2 * kPad;
  const double half = (risk + width) * ((1 - kPad) / 2), least = mid * (c.half_min * (1 - kPad));
  const double bid = mid - higher_of(half + q_low * risk, least), ask = mid + higher_of(half - q_high * risk, least);
  const double slack = 1e-9 * c.quanta_per_unit * mid + 1e-3;
  const bool near_buy = !(bid * c.quanta_per_unit + slack < buy), near_sell = !(ask * c.quanta_per_unit - slack > sell);
  // With a fixed kappa the column may be any that is above 0 where volatility is.
  const bool signal = (risk > 0) & (in.inverse_kappa[i] > 0);
  return flag(near_buy, kNearBuy) + flag(near_sell, kNearSell) + flag(!signal, kMayBeSilent);
}

/// Copies of what the loop reads, since what it writes might otherwise change it.
[[gnu::always_inline]] inline void near_all(const QuoteConstants& constants, const QuoteColumns& columns, double width, const std::int32_t* buy,
                                            const std::int32_t* sell, NearFlags& __restrict flags) {
  const QuoteConstants c = constants;
  const QuoteColumns in = columns;
  std::array<double, kNearLanes> highest, lowest, sums;
  for (std::size_t i = 0; i < kNearLanes; ++i) highest[i] = buy[i];
  for (std::size_t i = 0; i < kNearLanes; ++i) lowest[i] = sell[i];
  for (std::size_t i = 0; i < kNearLanes; ++i) sums[i] = is_near(c, in, width, highest[i], lowest[i], i);
  for (std::size_t i = 0; i < kNearLanes; ++i) flags[i] = static_cast<std::int32_t>(sums[i]);
}

/// Copies of what the loop reads, since what it writes might otherwise change it.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void bound_all(const QuoteConstants& constants, const RangeColumns& columns, const ReachDepths& reach,
                                             QuoteBounds& out) {
  const QuoteConstants c = constants;
  const RangeColumns in = columns;
  const ReachDepths depths = reach;
  std::array<double, kBoundLanes> width, flags;
  for (std::size_t i = 0; i < kBoundLanes; ++i) bound_one<Fixed, Shaped>(c, in, depths, i, width[i], flags[i]);
  out.width = width;
  for (std::size_t i = 0; i < kBoundLanes; ++i) out.flags[i] = static_cast<std::int32_t>(flags[i]);
}

ASGEN_LANES void bound_estimated_shaped(const QuoteConstants& c, const RangeColumns& in, const ReachDepths& depths, QuoteBounds& out) {
  bound_all<false, true>(c, in, depths, out);
}
ASGEN_LANES void bound_estimated(const QuoteConstants& c, const RangeColumns& in, const ReachDepths& depths, QuoteBounds& out) {
  bound_all<false, false>(c, in, depths, out);
}
ASGEN_LANES void bound_fixed_shaped(const QuoteConstants& c, const RangeColumns& in, const ReachDepths& depths, QuoteBounds& out) {
  bound_all<true, true>(c, in, depths, out);
}
ASGEN_LANES void bound_fixed(const QuoteConstants& c, const RangeColumns& in, const ReachDepths& depths, QuoteBounds& out) {
  bound_all<true, false>(c, in, depths, out);
}

ASGEN_LANES unsigned flagged_lanes(const QuoteBounds& bounds, std::int32_t bits) {
  unsigned flagged = 0;
  for (std::size_t i = 0; i < kBoundLanes; ++i) flagged |= (bounds.flags[i] & bits) != 0 ? 1u << i : 0u;
  return flagged;
}

ASGEN_LANES void near_lanes(const QuoteConstants& c, const QuoteColumns& in, double width, const std::int32_t* buy, const std::int32_t* sell, NearFlags& flags) {
  near_all(c, in, width, buy, sell, flags);
}

}  // namespace

void QuoteLanes::near(const QuoteColumns& columns, double width, const std::int32_t* buy, const std::int32_t* sell, NearFlags& flags) const {
  near_lanes(constants_, columns, width, buy, sell, flags);
}

unsigned QuoteLanes::flagged(const QuoteBounds& bounds, std::int32_t bits) { return flagged_lanes(bounds, bits); }

void QuoteLanes::bounds(const RangeColumns& ranges, const ReachDepths& depths, QuoteBounds& bounds) const {
  const bool shaped = constants_.eta != 0;
  if (fixed_kappa_) {
    (shaped ? bound_fixed_shaped : bound_fixed)(constants_, ranges, depths, bounds);
  } else {
    (shaped ? bound_estimated_shaped : bound_estimated)(constants_, ranges, depths, bounds);
  }
}

}  // namespace asgen::strategy
