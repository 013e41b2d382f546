// Writes Hummingbot's configuration file.
#include <fmt/format.h>

#include "results/decimal.hpp"
#include "results/tuned.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/file.hpp"

namespace asgen::results {
namespace {

using strategy::Settings;

std::string quoted(const std::string& text) {
  const bool plain = !text.empty() &&
                     text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") == std::string::npos &&
                     text.front() != '-';
  if (plain) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string banner() {
  const std::string title = "###   avellaneda_market_making config   ###";
  const std::string line(title.size(), '#');
  return line + "\n" + title + "\n" + line + "\n";
}

std::string levels(const strategy::Parameters& p) {
  if (p.order_levels < 2) return "order_levels_mode: {}";
  return fmt::format("order_levels_mode:\n  order_levels: {}\n  level_distances: {}", static_cast<int>(p.order_levels),
                     plain_decimal(p.level_distances));
}

std::string decimal_key(const char* key, double value) { return fmt::format("{}: {}", key, plain_decimal(value)); }
std::string integer_key(const char* key, double value) { return fmt::format("{}: {}", key, static_cast<int>(value)); }

std::optional<std::string> idle_key(const strategy::ParameterInfo& info, double value) {
  if (info.hummingbot == strategy::HummingbotKey::yes || value == info.default_value) return std::nullopt;
  return fmt::format("{} = {}: Hummingbot has no such key", info.name, value);
}

}  // namespace

std::optional<std::string> why_not_hummingbot(const Settings& s) {
  if (s.name != strategy::kAvellaneda) return fmt::format("strategy {}: Hummingbot has no such strategy", s.name);
  if (s.pricing != strategy::Pricing::hummingbot) return "its pricing is not Hummingbot's";
  if (s.behaviour != strategy::Behaviour::faithful || !(s.mends == strategy::mends_of(strategy::Behaviour::faithful))) {
    return "it mends defects that Hummingbot has (behaviour sane)";
  }
  if (s.inventory_target != strategy::InventoryTarget::value_share) return "its inventory target is not Hummingbot's (value_share)";
  for (const strategy::ParameterInfo& info : strategy::parameter_table()) {
    if (const auto reason = idle_key(info, s.parameters.*info.member)) return reason;
  }
  return std::nullopt;
}

std::string hummingbot_yaml(const Settings& s, const HummingbotNames& names) {
  base::expects(!why_not_hummingbot(s), "these settings cannot be expressed in Hummingbot's file");
  const strategy::Parameters& p = s.parameters;
  const std::string entries[] = {
      "strategy: avellaneda_market_making",
      "exchange: " + quoted(names.exchange),
      "market: " + quoted(names.market),
      "execution_timeframe_mode: {}",
      decimal_key("order_amount", p.order_amount),
      "order_optimization_enabled: false",
      decimal_key("risk_factor", p.risk_factor),
      decimal_key("order_amount_shape_factor", p.order_amount_shape_factor),
      decimal_key("min_spread", p.min_spread),
      decimal_key("order_refresh_time", p.order_refresh_time),
      decimal_key("max_order_age", p.max_order_age),
      decimal_key("order_refresh_tolerance_pct", p.order_refresh_tolerance_pct),
      decimal_key("filled_order_delay", p.filled_order_delay),
      decimal_key("inventory_target_base_pct", p.inventory_target_base_pct),
      fmt::format("add_transaction_costs: {}", s.add_transaction_costs),
      integer_key("volatility_buffer_size", p.volatility_buffer_size),
      integer_key("trading_intensity_buffer_size", p.trading_intensity_buffer_size),
      levels(p),
      "order_override: null",
      "hanging_orders_mode: {}",
      fmt::format("should_wait_order_cancel_confirmation: {}", s.should_wait_order_cancel_confirmation),
  };
  std::string text = banner();
  for (const std::string& entry : entries) text += "\n" + entry + "\n";
  return text;
}

std::optional<std::string> write_tuned_yml(const std::string& path, const Settings& settings, const HummingbotNames& names) {
  std::optional<std::string> reason = why_not_hummingbot(settings);
  if (!reason) base::write_atomically(path, hummingbot_yaml(settings, names));
  return reason;
}

}  // namespace asgen::results
