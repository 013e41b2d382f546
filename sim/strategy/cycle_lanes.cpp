#include "sim/strategy/cycle_lanes.hpp"

#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/lanes.hpp"
#include "sim/base/math_lanes.hpp"
#include "sim/strategy/lane_formula.hpp"

namespace asgen::strategy {
namespace {

// One decision; `Fixed` and `Shaped` take the logarithm and the exponential out where they are not needed.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void quote_one(const QuoteConstants& c, const CycleColumns& in, std::size_t i, CycleBlock& __restrict out) {
  const auto [total, q, risk, argument, spread, bid, ask] = lane_prices<Fixed>(c, in, i);
  const double buy = floor_lane(bid * c.ticks_per_unit) * c.quanta_per_tick;
  const double sell = floor_lane(ask * c.ticks_per_unit) * c.quanta_per_tick;
  const double bend = c.eta * std::fabs(q);
  const double shrunk = Shaped ? floor_lane(c.amount * base::exp_lane(-bend) * c.lots_per_unit) : c.full_lots;
  const double buys = q > 0 ? shrunk : c.full_lots;
  const double sells = q < 0 ? shrunk : c.full_lots;

  // The outermost levels, with two ticks to spare for rounding.
  const double depth = (c.levels - 1) * (spread * c.step_share * c.quanta_per_unit) + 2 * c.quanta_per_tick;
  const double lowest = buy - depth, highest = sell + depth;
  const double notional = c.min_notional * c.quanta_per_unit * c.lots_per_unit * (1 + 1e-9);
  const bool usable = (risk > 0) & (argument > 0) & (argument < 1e300) & (total > 0) & (bend < 700) & (lowest > 0) & (highest < kPriceLimit);
  const bool sized = (buys >= 1) & (sells >= 1) & (lowest * buys >= notional) & (sell * sells >= notional);
  const double cost = buy * buys * (c.levels * c.with_fee);
  const bool payable = (cost <= c.quote * c.quanta_per_unit * c.lots_per_unit * (1 - 1e-9)) & (c.levels * sells * c.lot <= c.base * (1 - 1e-9));
  out.bid_price[i] = bid;
  out.ask_price[i] = ask;
  out.step[i] = spread * c.step_share;
  out.bid[i] = static_cast<std::int32_t>(buy);
  out.ask[i] = static_cast<std::int32_t>(sell);
  out.buy_lots[i] = static_cast<std::int32_t>(buys * c.lots_per_lot);
  out.sell_lots[i] = static_cast<std::int32_t>(sells * c.lots_per_lot);
  out.odd[i] = !(usable & sized & payable);
}

/// Lots of a side that shrinks, at least; for |q| at most such that eta |q| < 2.
inline double least_lots(const QuoteConstants& c, double bend) { return std::floor(c.amount * exp_below(bend) * c.lots_per_unit * (1 - kPad)); }

/// One decision without sizes: what depends on them is odd where it could be.
template <bool Fixed>
[[gnu::always_inline]] inline void price_one(const QuoteConstants& c, const CycleColumns& in, std::size_t i, std::int32_t* __restrict bids,
                                             std::int32_t* __restrict asks, std::int32_t* __restrict odd) {
  const auto [total, q, risk, argument, spread, bid, ask] = lane_prices<Fixed>(c, in, i);
  const double buy = floor_lane(bid * c.ticks_per_unit) * c.quanta_per_tick;
  const double sell = floor_lane(ask * c.ticks_per_unit) * c.quanta_per_tick;
  const double bend = c.eta * std::fabs(q);
  const double least = least_lots(c, bend);
  const double depth = (c.levels - 1) * (spread * c.step_share * c.quanta_per_unit) + 2 * c.quanta_per_tick;
  const double lowest = buy - depth, highest = sell + depth;
  const double notional = c.min_notional * c.quanta_per_unit * c.lots_per_unit * (1 + 1e-9);
  const bool usable = (risk > 0) & (argument > 0) & (argument < 1e300) & (total > 0) & (bend < 2) & (lowest > 0) & (highest < kPriceLimit);
  const bool sized = (least >= 1) & (lowest * least >= notional) & (sell * least >= notional);
  const double cost = buy * c.full_lots * (c.levels * c.with_fee);
  const bool payable = (cost <= c.quote * c.quanta_per_unit * c.lots_per_unit * (1 - 1e-9)) & (c.levels * c.full_lots * c.lot <= c.base * (1 - 1e-9));
  bids[i] = static_cast<std::int32_t>(buy);
  asks[i] = static_cast<std::int32_t>(sell);
  odd[i] = !(usable & sized & payable);
}

template <bool Fixed>
[[gnu::always_inline]] inline void price_all(const QuoteConstants& constants, const CycleColumns& columns, std::size_t first, std::size_t n, CyclePrices& out) {
  const QuoteConstants c = constants;
  const CycleColumns in = columns;
  for (std::size_t i = 0; i < n; ++i) price_one<Fixed>(c, in, i, &out.bid[first], &out.ask[first], &out.odd[first]);
}

/// Prices as min_spread makes them.
[[gnu::always_inline]] inline void apart_all(const QuoteConstants& constants, const double* mids, std::size_t first, std::size_t n, CyclePrices& out) {
  const double half_min = constants.half_min, ticks_per_unit = constants.ticks_per_unit, quanta = constants.quanta_per_tick;
  std::int32_t *const __restrict bids = &out.bid[first], *const __restrict asks = &out.ask[first], *const __restrict odd = &out.odd[first];
  for (std::size_t i = 0; i < n; ++i) {
    const double mid = mids[i], half = mid * half_min;
    bids[i] = static_cast<std::int32_t>(floor_lane((mid - half) * ticks_per_unit) * quanta);
    asks[i] = static_cast<std::int32_t>(floor_lane((mid + half) * ticks_per_unit) * quanta);
    odd[i] = 0;
  }
}

/// One block. Comparisons are written so that a NaN leaves it to a closer look.
template <bool Fixed>
[[gnu::always_inline]] inline void bound_one(const QuoteConstants& c, const RangeColumns& in, std::size_t i, CycleBounds& __restrict out) {
  const double mid_low = in.mid_low[i], mid_high = in.mid_high[i];
  const double risk_low = c.gamma * in.volatility_low[i], risk_high = c.gamma * in.volatility_high[i];
  const double total_low = (c.base + c.quote / mid_high) * (1 - kPad), total_high = (c.base + c.quote / mid_low) * (1 + kPad);

  // The inventory that leans.
  const double target_low = total_low * c.target_share - 2 * c.lot + c.fixed_target;
  const double target_high = total_high * c.target_share + kPad * c.lot + c.fixed_target;
  const double excess_low = c.base - target_high, excess_high = c.base - (c.target_share > 0 ? target_low : c.fixed_target);
  const double q = higher_of(std::fabs(excess_low), std::fabs(excess_high)) / total_low + kPad;

  // log1p lies below its tangent at the low end.
  const double factor = c.gamma * c.inverse_multiplier;
  const double low = Fixed ? 1.0 : factor * in.inverse_kappa_low[i], high = Fixed ? 1.0 : factor * in.inverse_kappa_high[i];
  const double width_high = Fixed ? c.fixed_spread : (base::log1p_lane(low) + (high - low) / (1 + low)) * c.width;
  const double spread_high = (risk_high + width_high) * (1 + kPad);
  const bool apart = q * risk_high + spread_high / 2 <= mid_low * c.half_min * (1 - 1e-6);

  const double tick = c.quanta_per_tick / c.quanta_per_unit;
  const double outer = mid_high * c.half_min + (c.levels - 1) * spread_high * c.step_share + 4 * tick;
  const double lowest = mid_low - outer, highest = mid_high + outer, bend = c.eta * q;
  const double least = least_lots(c, bend);
  const bool signal = (risk_low > 0) & (low > 0) & (high < 1e300) & (mid_low > 0) & (total_low > 0) & (c.base >= 0) & (c.quote >= 0);
  const bool sized = (bend < 2) & (least >= 1) & (lowest * least * c.lot >= c.min_notional * (1 + 1e-6));
  const bool priced = (lowest > 2 * tick) & (highest * c.quanta_per_unit < 1e9);
  const double dearest_buy = mid_high + 2 * tick;
  const bool payable = (dearest_buy * c.amount * c.levels * c.with_fee <= c.quote * (1 - 1e-6)) & (c.amount * c.levels <= c.base * (1 - 1e-6));
  out.apart[i] = apart & signal & sized & priced & payable;
}

template <bool Fixed>
[[gnu::always_inline]] inline void bound_all(const QuoteConstants& constants, const RangeColumns& columns, CycleBounds& out) {
  const QuoteConstants c = constants;
  const RangeColumns in = columns;
  for (std::size_t i = 0; i < kBoundLanes; ++i) bound_one<Fixed>(c, in, i, out);
}

/// Copies of what the loop reads, since what it writes might otherwise change it.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void quote_all(const QuoteConstants& constants, const CycleColumns& columns, std::size_t n, CycleBlock& out) {
  const QuoteConstants c = constants;
  const CycleColumns in = columns;
  for (std::size_t i = 0; i < n; ++i) quote_one<Fixed, Shaped>(c, in, i, out);
}

ASGEN_LANES void cycle_estimated_shaped(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) {
  quote_all<false, true>(c, in, n, out);
}
ASGEN_LANES void cycle_estimated(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) { quote_all<false, false>(c, in, n, out); }
ASGEN_LANES void cycle_fixed_shaped(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) { quote_all<true, true>(c, in, n, out); }
ASGEN_LANES void cycle_fixed(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) { quote_all<true, false>(c, in, n, out); }

ASGEN_LANES void price_estimated(const QuoteConstants& c, const CycleColumns& in, std::size_t first, std::size_t n, CyclePrices& out) {
  price_all<false>(c, in, first, n, out);
}
ASGEN_LANES void price_fixed(const QuoteConstants& c, const CycleColumns& in, std::size_t first, std::size_t n, CyclePrices& out) {
  price_all<true>(c, in, first, n, out);
}
ASGEN_LANES void price_apart_lanes(const QuoteConstants& c, const double* mid, std::size_t first, std::size_t n, CyclePrices& out) {
  apart_all(c, mid, first, n, out);
}
ASGEN_LANES void mark_lanes(const CyclePrices& prices, const std::int32_t* buy, const std::int32_t* sell, std::size_t n, CycleMarks& out) {
  const std::int32_t *const bid = prices.bid.data(), *const ask = prices.ask.data(), *const odd = prices.odd.data();
  std::uint8_t* const __restrict marks = out.data();
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t same = ((bid[i] == bid[i + 1]) & (ask[i] == ask[i + 1])) ? kSame : 0;
    const std::int32_t loud = ((bid[i] >= buy[i]) | (ask[i] <= sell[i])) ? kLoud : 0;
    marks[i] = static_cast<std::uint8_t>(same | loud | (odd[i] != 0 ? kOdd : 0));
  }
}
ASGEN_LANES void bound_estimated(const QuoteConstants& c, const RangeColumns& in, CycleBounds& out) { bound_all<false>(c, in, out); }
ASGEN_LANES void bound_fixed(const QuoteConstants& c, const RangeColumns& in, CycleBounds& out) { bound_all<true>(c, in, out); }

}  // namespace

bool CycleLanes::know(const Settings& settings) {
  const Parameters& p = settings.parameters;
  const bool plain = settings.execution_timeframe.kind == Timeframe::infinite && !settings.order_optimization_enabled && settings.order_override.empty() &&
                     settings.hanging_orders == HangingOrders::ignore;
  return plain && settings.name == kAvellaneda && settings.pricing == Pricing::hummingbot && settings.mends == kNoMends &&
         !settings.add_transaction_costs && p.max_inventory <= 0 && p.order_refresh_tolerance_pct == 0;
}

CycleLanes::CycleLanes(const Settings& settings, const Venue& venue)
    : lanes_(settings, venue),
      quantiser_(venue),
      fixed_kappa_(settings.parameters.kappa > 0),
      levels_(static_cast<std::size_t>(settings.parameters.order_levels)) {}

void CycleLanes::quote(const CycleColumns& columns, std::size_t n, CycleBlock& block) const {
  base::expects(n <= kQuoteLanes, "a block's worth of decisions");
  const QuoteConstants& constants = lanes_.constants();
  const bool shaped = constants.eta != 0;
  if (fixed_kappa_) {
    (shaped ? cycle_fixed_shaped : cycle_fixed)(constants, columns, n, block);
  } else {
    (shaped ? cycle_estimated_shaped : cycle_estimated)(constants, columns, n, block);
  }
}

void CycleLanes::price(const CycleColumns& columns, std::size_t first, std::size_t n, CyclePrices& prices) const {
  (fixed_kappa_ ? price_fixed : price_estimated)(lanes_.constants(), columns, first, n, prices);
}

void CycleLanes::price_apart(const double* mid, std::size_t first, std::size_t n, CyclePrices& prices) const {
  price_apart_lanes(lanes_.constants(), mid, first, n, prices);
}

void CycleLanes::mark(const CyclePrices& prices, const std::int32_t* buy, const std::int32_t* sell, std::size_t n, CycleMarks& marks) {
  mark_lanes(prices, buy, sell, n, marks);
}

void CycleLanes::bounds(const RangeColumns& ranges, CycleBounds& bounds) const {
  (fixed_kappa_ ? bound_fixed : bound_estimated)(lanes_.constants(), ranges, bounds);
}

std::int32_t CycleLanes::price(const CycleBlock& block, std::size_t i, base::Side side, std::size_t level) const {
  const double out = static_cast<double>(level) * block.step[i];
  const double price = side == base::Side::buy ? block.bid_price[i] - out : block.ask_price[i] + out;
  return static_cast<std::int32_t>(quantiser_.price_down(price).count());
}

}  // namespace asgen::strategy
