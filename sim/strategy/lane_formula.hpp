#pragma once
// The arithmetic that all lanes of pricing hummingbot share, without branches. Same operations in the same order as HummingbotQuotes and
// Quantiser have one at a time, hence the same bits.

#include <bit>
#include <cmath>
#include <cstdint>

#include "sim/base/math_lanes.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::strategy {

/// What no price may reach [quanta]: tape prices are 32-bit counts.
inline constexpr double kPriceLimit = 1e9;
/// Relative slack of bounds: far above what rounding loses in these few operations, far below a tick.
inline constexpr double kPad = 1e-9;

inline double lower_of(double a, double b) { return b < a ? b : a; }
inline double higher_of(double a, double b) { return a < b ? b : a; }

/// `floor_steps` for |value| < 9e15.
inline double floor_lane(double value) {
  const double whole = std::nearbyint(value);
  const bool near = std::fabs(value - whole) <= 1e-12 * std::fabs(value) + 1e-9;
  const double down = std::floor(value);
  return near ? whole : down;
}
/// `ceil_steps` for |value| < 9e15.
inline double ceil_lane(double value) {
  const double whole = std::nearbyint(value);
  const bool near = std::fabs(value - whole) <= 1e-12 * std::fabs(value) + 1e-9;
  const double up = std::ceil(value);
  return near ? whole : up;
}
/// At most exp(-x) for x >= 0: the series alternates.
inline double exp_below(double x) { return 1 - x * (1 - x * (0.5 - x * (1.0 / 6))); }

/// At most log1p(x) for 0 <= x < 1e300, and less than kLogSlack below it: a rational function that meets log1p at 0.
inline constexpr double kLogSlack = 1e-3;
inline double log1p_below(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(1 + x);
  const bool below_two = x < 1;
  const double exponent = std::bit_cast<double>((bits >> 52) | 0x4330000000000000ULL) - (4503599627370496.0 + 1023.0);
  const double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  const double f = below_two ? x : mantissa - 1;
  return 3 * f * (2 + f) / (6 + f * (6 + f)) * (1 - kPad) + (below_two ? 0.0 : exponent * 0.693147180559945);
}

/// One decision before rounding [quote currency, but for q].
struct LanePrices {
  double total;     ///< value of the balances [base]
  double q;         ///< inventory beyond the target, a fraction of the total
  double risk;      ///< gamma sigma
  double argument;  ///< gamma / kappa; 1 with a fixed kappa
  double spread, bid, ask;
};

/// `Fixed`: kappa is a setting, and its part of the spread known. `Columns`: mid, inverse_mid, volatility, inverse_kappa per decision.
template <bool Fixed, class Columns>
[[gnu::always_inline]] inline LanePrices lane_prices(const QuoteConstants& c, const Columns& in, std::size_t i) {
  const double mid = in.mid[i];
  const double total = c.base + c.quote * in.inverse_mid[i];
  const double target = floor_lane(total * c.target_share * c.lots_per_unit) / c.lots_per_unit + c.fixed_target;
  const double q = (c.base - target) / total;
  const double risk = c.gamma * in.volatility[i];
  const double argument = Fixed ? 1.0 : c.gamma * (in.inverse_kappa[i] * c.inverse_multiplier);
  const double spread = risk + (Fixed ? c.fixed_spread : base::log1p_lane(argument) * c.width);
  const double reservation = mid - q * risk;
  const double half = mid * c.half_min;
  return {total, q, risk, argument, spread, lower_of(reservation - spread / 2, mid - half), higher_of(reservation + spread / 2, mid + half)};
}

}  // namespace asgen::strategy
