#include "sim/strategy/cycle_lanes.hpp"

#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/math_lanes.hpp"

namespace asgen::strategy {
namespace {

/// What no price may reach: tape prices are 32-bit counts.
constexpr double kPriceLimit = 1e9;

/// `floor_steps` for |value| < 9e15.
inline double floor_lane(double value) {
  const double whole = std::nearbyint(value);
  const bool near = std::fabs(value - whole) <= 1e-12 * std::fabs(value) + 1e-9;
  const double down = std::floor(value);
  return near ? whole : down;
}
inline double lower_of(double a, double b) { return b < a ? b : a; }
inline double higher_of(double a, double b) { return a < b ? b : a; }

// One decision; `Fixed` and `Shaped` take the logarithm and the exponential out where they are not needed.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void quote_one(const QuoteConstants& c, const CycleColumns& in, std::size_t i, CycleBlock& __restrict out) {
  const double mid = in.mid[i];
  const double total = c.base + c.quote * in.inverse_mid[i];
  const double target = floor_lane(total * c.target_share * c.lots_per_unit) / c.lots_per_unit + c.fixed_target;
  const double q = (c.base - target) / total;
  const double risk = c.gamma * in.volatility[i];
  const double argument = Fixed ? 1.0 : c.gamma * (in.inverse_kappa[i] * c.inverse_multiplier);
  const double spread = risk + (Fixed ? c.fixed_spread : base::log1p_lane(argument) * c.width);
  const double reservation = mid - q * risk;
  const double half = mid * c.half_min;
  const double bid = lower_of(reservation - spread / 2, mid - half);
  const double ask = higher_of(reservation + spread / 2, mid + half);
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

/// Copies of what the loop reads, since what it writes might otherwise change it.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void quote_all(const QuoteConstants& constants, const CycleColumns& columns, std::size_t n, CycleBlock& out) {
  const QuoteConstants c = constants;
  const CycleColumns in = columns;
  for (std::size_t i = 0; i < n; ++i) quote_one<Fixed, Shaped>(c, in, i, out);
}

#define ASGEN_LANES [[gnu::target_clones("avx512f", "avx2", "default")]]

ASGEN_LANES void cycle_estimated_shaped(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) {
  quote_all<false, true>(c, in, n, out);
}
ASGEN_LANES void cycle_estimated(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) { quote_all<false, false>(c, in, n, out); }
ASGEN_LANES void cycle_fixed_shaped(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) { quote_all<true, true>(c, in, n, out); }
ASGEN_LANES void cycle_fixed(const QuoteConstants& c, const CycleColumns& in, std::size_t n, CycleBlock& out) { quote_all<true, false>(c, in, n, out); }

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

std::int32_t CycleLanes::price(const CycleBlock& block, std::size_t i, base::Side side, std::size_t level) const {
  const double out = static_cast<double>(level) * block.step[i];
  const double price = side == base::Side::buy ? block.bid_price[i] - out : block.ask_price[i] + out;
  return static_cast<std::int32_t>(quantiser_.price_down(price).count());
}

}  // namespace asgen::strategy
