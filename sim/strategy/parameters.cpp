#include "sim/strategy/parameters.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace asgen::strategy {
namespace {

constexpr double kNone = std::numeric_limits<double>::infinity();
constexpr double kBelow100 = 0x1.8ffffffffffffp6;  // Hummingbot excludes 100
using enum Number;
using enum Bound;
using P = Parameters;
constexpr auto kOptional = Presence::optional;
constexpr auto kRequired = Presence::required;
constexpr auto kHummingbot = HummingbotKey::yes;
constexpr auto kOurs = HummingbotKey::no;

constexpr std::array kTable = std::to_array<ParameterInfo>({
    {"risk_factor", &P::risk_factor, real, 0, open, kNone, 1, kOptional, kHummingbot, "see description",
     "risk aversion gamma; pricing hummingbot: as Hummingbot has it; avellaneda_stoikov and glft: per order amount and price unit",
     "gamma"},
    {"kappa", &P::kappa, real, 0, closed, kNone, 0, kOptional, kOurs, "1/price",
     "fixed decay of fill intensity with distance from the mid; 0 = use the estimate", ""},
    {"kappa_multiplier", &P::kappa_multiplier, real, 0, open, kNone, 1, kOptional, kOurs, "1",
     "factor on the estimated kappa; has no effect on a fixed kappa", ""},
    {"arrival_rate", &P::arrival_rate, real, 0, closed, kNone, 0, kOptional, kOurs, "1/s",
     "fills per second and side at zero distance (A); needed by glft and glft_exact", ""},
    {"volatility", &P::volatility, real, 0, closed, kNone, 0, kOptional, kOurs, "price/sqrt(s)",
     "fixed volatility for avellaneda_stoikov and glft; 0 = use the estimate; needed by glft_exact", ""},
    {"order_amount", &P::order_amount, real, 0, open, kNone, 1, kRequired, kHummingbot, "base", "size of each order", ""},
    {"order_amount_shape_factor", &P::order_amount_shape_factor, real, 0, closed, 1, 0, kOptional, kHummingbot, "1",
     "eta: the side that would add to the inventory shrinks by exp(-eta |q|)", "eta"},
    {"min_spread", &P::min_spread, real, 0, closed, kNone, 0, kOptional, kHummingbot, "% of mid",
     "smallest full spread; half of it is kept on each side of the mid", ""},
    {"order_refresh_time", &P::order_refresh_time, real, 0, open, kNone, 10, kRequired, kHummingbot, "s",
     "time after which orders are priced again", ""},
    {"order_refresh_tolerance_pct", &P::order_refresh_tolerance_pct, real, -10, closed, 10, 0, kOptional, kHummingbot, "%",
     "orders stay when no price would move by more than this; 0 = only when unchanged, negative = never", ""},
    {"max_order_age", &P::max_order_age, real, 0, open, kNone, 1800, kOptional, kHummingbot, "s", "older orders are cancelled", ""},
    {"filled_order_delay", &P::filled_order_delay, real, 0, open, kNone, 60, kOptional, kHummingbot, "s",
     "pause after an order filled completely", ""},
    {"inventory_target_base_pct", &P::inventory_target_base_pct, real, 0, closed, 100, 50, kOptional, kHummingbot, "% of value",
     "share of the total value to hold in base; used by the inventory target value_share", ""},
    {"volatility_buffer_size", &P::volatility_buffer_size, integer, 1, closed, 10000, 200, kOptional, kHummingbot, "ticks",
     "mid prices in the volatility estimate", ""},
    {"trading_intensity_buffer_size", &P::trading_intensity_buffer_size, integer, 1, closed, 10000, 200, kOptional, kHummingbot, "ticks",
     "ticks with trades in the intensity estimate", ""},
    {"order_levels", &P::order_levels, integer, 1, closed, 100, 1, kOptional, kHummingbot, "count", "orders a side", ""},
    {"level_distances", &P::level_distances, real, 0, closed, kNone, 0, kOptional, kHummingbot, "% of half spread",
     "distance between neighbouring levels; has no effect with one level", ""},
    {"hanging_orders_cancel_pct", &P::hanging_orders_cancel_pct, real, 0, open, kBelow100, 10, kOptional, kHummingbot, "% of mid",
     "a hanging order farther from the mid is cancelled; has no effect unless hanging orders are tracked", ""},
    {"max_inventory", &P::max_inventory, real, 0, closed, kNone, 0, kOptional, kOurs, "order amounts",
     "at this distance from the target the side that would add to it is dropped; 0 = no limit", ""},
    {"half_spread", &P::half_spread, real, 0, closed, kNone, 0, kOptional, kOurs, "price",
     "distance of the quotes of constant_spread and linear_constant_spread, mean distance of random; needed there, idle elsewhere", ""},
    {"inventory_skew", &P::inventory_skew, real, 0, closed, kNone, 0, kOptional, kOurs, "price/order amount",
     "linear_constant_spread: fall of the reservation price per order amount held", ""},
    {"random_seed", &P::random_seed, integer, 0, closed, 4294967295, 1, kOptional, kOurs, "1", "random: seed of the distances", ""},
    {"position_multiplier", &P::position_multiplier, real, 0, closed, kNone, 1, kOptional, kOurs, "1/base",
     "falces2022: factor from the position to q", ""},
    {"spread_multiplier", &P::spread_multiplier, real, 0, open, kNone, 1, kOptional, kOurs, "1", "falces2022: factor on both half spreads", ""},
    {"minutes_change_k", &P::minutes_change_k, integer, 1, closed, 60, 1, kOptional, kOurs, "min",
     "falces2022: minutes between the two quote counts of the estimated k", ""},
    {"first_hour", &P::first_hour, integer, 0, closed, 24, 0, kOptional, kOurs, "h UTC", "falces2022: the session's first hour", ""},
    {"last_hour", &P::last_hour, integer, 0, closed, 24, 24, kOptional, kOurs, "h UTC",
     "falces2022: the session's last hour; T - t falls to 0 at its start; equal to first_hour: T - t stays 1", ""},
});

}  // namespace

std::span<const ParameterInfo> parameter_table() { return kTable; }

std::optional<ParameterInfo> find_parameter(std::string_view name) {
  for (const ParameterInfo& info : kTable) {
    if (info.name == name || (!info.alias.empty() && info.alias == name)) return info;
  }
  return std::nullopt;
}

bool is_valid(const ParameterInfo& info, double value) {
  if (!std::isfinite(value)) return false;
  if (info.number == Number::integer && value != std::floor(value)) return false;
  const bool above = info.lower_bound == Bound::open ? value > info.lower : value >= info.lower;
  return above && value <= info.upper;
}

}  // namespace asgen::strategy
