// Writes Hummingbot's configuration file.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "configs/json/instant.hpp"
#include "results/decimal.hpp"
#include "results/tuned.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/file.hpp"

namespace asgen::results {
namespace {

using strategy::Settings;

/// A text that needs no quotes: a letter, then letters, digits, _ and -, and no word that YAML 1.1 takes for something else.
bool is_plain(const std::string& text) {
  static const std::set<std::string> kWords = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
  const auto is_word_character = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; };
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return false;
  std::string lower;
  for (const char c : text) lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return std::all_of(text.begin(), text.end(), is_word_character) && !kWords.contains(lower);
}

std::string quoted(const std::string& text) {
  if (is_plain(text)) return text;
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

std::string timeframe(const strategy::ExecutionTimeframe& frame) {
  switch (frame.kind) {
    case strategy::Timeframe::infinite:
      break;
    case strategy::Timeframe::from_date_to_date:
      return fmt::format("execution_timeframe_mode:\n  start_datetime: {}\n  end_datetime: {}", configs::format_local_time(frame.start_s),
                         configs::format_local_time(frame.end_s));
    case strategy::Timeframe::daily_between_times:  // without quotes 16:00:00 is the number 57600 in YAML 1.1
      return fmt::format("execution_timeframe_mode:\n  start_time: '{}'\n  end_time: '{}'", configs::format_time_of_day(frame.start_s),
                         configs::format_time_of_day(frame.end_s));
  }
  return "execution_timeframe_mode: {}";
}

std::string overrides(const std::vector<strategy::OverriddenOrder>& orders) {
  if (orders.empty()) return "order_override: null";
  std::string text = "order_override:";
  for (const strategy::OverriddenOrder& order : orders) {
    text += fmt::format("\n  {}:\n  - {}\n  - {}\n  - {}", quoted(order.name), order.side == base::Side::buy ? "buy" : "sell",
                        plain_decimal(order.percent), plain_decimal(order.amount));
  }
  return text;
}

std::string hanging_orders(const Settings& s) {
  if (s.hanging_orders == strategy::HangingOrders::ignore) return "hanging_orders_mode: {}";
  return "hanging_orders_mode:\n  hanging_orders_cancel_pct: " + plain_decimal(s.parameters.hanging_orders_cancel_pct);
}

/// A line break or the like in a name would end up as something else.
bool is_printable(const std::string& text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

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
  for (const strategy::OverriddenOrder& order : s.order_override) {
    if (!is_printable(order.name)) return "order_override has a name that is not printable";
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
      timeframe(s.execution_timeframe),
      decimal_key("order_amount", p.order_amount),
      fmt::format("order_optimization_enabled: {}", s.order_optimization_enabled),
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
      overrides(s.order_override),
      hanging_orders(s),
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
