#include "sim/strategy/settings.hpp"

#include <fmt/core.h>

#include <cmath>

#include "sim/base/error.hpp"
#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

[[noreturn]] void refuse(const std::string& where, const char* key, const std::string& problem, const char* advice) {
  throw base::ConfigurationError(fmt::format("{}/{}", where, key), problem, advice);
}

std::string range_of(const ParameterInfo& info) {
  return fmt::format("must be {}in {}{}, {}{}", info.number == Number::integer ? "a whole number " : "",
                     info.lower_bound == Bound::open ? "(" : "[", info.lower, info.upper,
                     info.upper == std::numeric_limits<double>::infinity() ? ")" : "]");
}

void check_ranges(const Settings& settings, const std::string& where) {
  for (const ParameterInfo& info : parameter_table()) {
    const double value = settings.parameters.*info.member;
    if (is_valid(info, value)) continue;
    throw base::ConfigurationError(fmt::format("{}/{}", where, info.name), fmt::format("= {} ({})", value, range_of(info)),
                                   "use a value in that range");
  }
}

void check_exact(const Settings& settings, const std::string& where) {
  const Parameters& p = settings.parameters;
  if (p.kappa <= 0) refuse(where, "kappa", "= 0 (glft_exact knows no estimate)", "state the market's decay in 1/price");
  if (p.volatility <= 0) refuse(where, "volatility", "= 0 (glft_exact knows no estimate)", "state the volatility in price per sqrt(s)");
  if (p.arrival_rate <= 0) refuse(where, "arrival_rate", "= 0 (glft_exact needs it)", "state the fills per second and side at the mid");
  if (p.max_inventory < 1) refuse(where, "max_inventory", "< 1 (glft_exact is defined with an inventory limit)", "use 30, say");
  if (p.order_levels != 1) refuse(where, "order_levels", "> 1 (glft_exact quotes one order a side)", "use 1");
}

void check_override(const Settings& settings, const std::string& where) {
  for (const OverriddenOrder& order : settings.order_override) {
    if (std::isfinite(order.percent) && order.amount > 0 && std::isfinite(order.amount)) continue;
    throw base::ConfigurationError(fmt::format("{}/order_override/{}", where, order.name),
                                   fmt::format("= {} % away, amount {} (must be finite, the amount > 0)", order.percent, order.amount),
                                   "state [side, percent, amount]");
  }
}

void check_pricing(const Settings& settings, const std::string& where) {
  const Parameters& p = settings.parameters;
  if (settings.pricing == Pricing::glft && p.arrival_rate <= 0) {
    refuse(where, "arrival_rate", "= 0 (pricing glft needs it)", "state the fills per second and side at the mid, or use another pricing");
  }
  if (settings.pricing == Pricing::hummingbot && p.volatility > 0) {
    refuse(where, "volatility", fmt::format("= {} (pricing hummingbot uses the estimate only)", p.volatility),
           "leave it out or use pricing avellaneda_stoikov or glft");
  }
}

}  // namespace

void check_settings(const Settings& settings, const std::string& where) {
  check_ranges(settings, where);
  const Parameters& p = settings.parameters;
  if (p.kappa > 0 && p.kappa_multiplier != 1) {
    refuse(where, "kappa_multiplier", fmt::format("= {} beside a fixed kappa (it scales the estimate)", p.kappa_multiplier),
           "use one of the two");
  }
  check_baselines(settings, where);
  if (settings.name == kGlftExact) return check_exact(settings, where);
  if (is_baseline(settings.name) && settings.name != kSymmetric) return;
  if (settings.name != kAvellaneda && settings.name != kSymmetric) {
    refuse(where, "name", fmt::format("= \"{}\" (no such strategy)", settings.name), "use avellaneda_market_making, glft_exact or a baseline (configs/README.md)");
  }
  check_pricing(settings, where);
  check_override(settings, where);
}

}  // namespace asgen::strategy
