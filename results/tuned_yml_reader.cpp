// Reads Hummingbot's configuration file back, as strictly as Hummingbot does.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <set>

#include "configs/json/instant.hpp"
#include "results/tuned.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"

namespace asgen::results {
namespace {

/// Takes keys out of one YAML map; what is left over at the end is unknown.
class MapReader {
 public:
  MapReader(YAML::Node map, std::string where) : map_(std::move(map)), where_(std::move(where)) {}

  [[nodiscard]] YAML::Node take(const std::string& key) {
    taken_.insert(key);
    return map_[key];
  }

  [[noreturn]] void fail(const std::string& key, const std::string& problem, const std::string& advice) const {
    throw base::ConfigurationError(where_, key + " " + problem, advice);
  }

  [[nodiscard]] std::string text(const std::string& key) {
    const YAML::Node node = take(key);
    if (!node || !node.IsScalar() || node.Scalar().empty()) fail(key, "is missing or no text (Hummingbot requires it)", "add it");
    return node.Scalar();
  }

  [[nodiscard]] bool flag(const std::string& key, bool fallback) {
    const YAML::Node node = take(key);
    if (!node) return fallback;
    bool value = false;
    if (!node.IsScalar() || !YAML::convert<bool>::decode(node, value)) fail(key, "must be true or false", "write true or false");
    return value;
  }

  void number(const strategy::ParameterInfo& info, double& value) {
    const std::string key(info.name);
    const YAML::Node node = take(key);
    if (!node) {
      if (info.presence == strategy::Presence::required) fail(key, "is missing (Hummingbot requires it)", "add it");
      return;
    }
    if (!node.IsScalar() || is_text(node) || !YAML::convert<double>::decode(node, value)) {
      fail(key, fmt::format("= {} (must be a number; 1e-05 is a text in YAML 1.1)", node.IsScalar() ? node.Scalar() : "..."),
           "write a plain decimal");
    }
    if (!strategy::is_valid(info, value)) fail(key, fmt::format("= {} (out of range)", value), "see Hummingbot's rule for it");
  }

  /// A time that `parse` understands; an unquoted one that YAML 1.1 takes for a number is refused as there.
  [[nodiscard]] std::int64_t clock(const std::string& key, std::optional<std::int64_t> (*parse)(const std::string&)) {
    const YAML::Node node = take(key);
    if (!node || !node.IsScalar()) fail(key, "is missing or no text (Hummingbot requires it)", "add it");
    const std::string& text = node.Scalar();
    const bool number = node.Tag() != "!" && text.size() == 8 && text.front() != '0';  // base 60: 16:00:00 is 57600
    if (number) fail(key, "= " + text + " (without quotes a number in YAML 1.1)", "write '" + text + "'");
    const auto time = parse(text);
    if (!time) fail(key, "= " + text + " (must be a time like 09:30:00 or 2026-01-01 09:30:00)", "write all digits");
    return *time;
  }

  /// A map of modes: empty (or its name as text) asks for nothing.
  [[nodiscard]] YAML::Node mode(const std::string& key, const std::string& neutral_name) {
    const YAML::Node node = take(key);
    if (!node || (node.IsMap() && node.size() == 0) || (node.IsScalar() && node.Scalar() == neutral_name)) return {};
    return node;
  }

  void finish() const {
    for (const auto& entry : map_) {
      if (!taken_.contains(entry.first.Scalar())) fail(entry.first.Scalar(), "is no key of avellaneda_market_making", "remove it");
    }
  }

 private:
  /// Quoted scalars are texts; so is an exponent without a dot for YAML 1.1 loaders.
  static bool is_text(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    return node.Tag() == "!" || (text.find_first_of("eE") != std::string::npos && text.find('.') == std::string::npos);
  }

  YAML::Node map_;
  std::string where_;
  std::set<std::string> taken_;
};

/// A mode that is a map, or empty when its name alone is given.
YAML::Node mode_map(MapReader& reader, const YAML::Node& mode, const std::string& key, const std::string& name) {
  if (mode.IsMap()) return mode;
  if (!mode.IsScalar() || mode.Scalar() != name) reader.fail(key, "must be a map or the name of a mode", "write {} for the usual one");
  return YAML::Node(YAML::NodeType::Map);
}

void read_levels(MapReader& reader, strategy::Parameters& p, const std::string& where) {
  const YAML::Node mode = reader.mode("order_levels_mode", "single_order_level");
  if (mode.IsNull()) return;
  MapReader levels(mode_map(reader, mode, "order_levels_mode", "multi_order_level"), where + ": order_levels_mode");
  p.order_levels = 2;
  levels.number(*strategy::find_parameter("order_levels"), p.order_levels);
  levels.number(*strategy::find_parameter("level_distances"), p.level_distances);
  if (p.order_levels < 2) levels.fail("order_levels", "must be at least 2", "use order_levels_mode: {} for one level");
  levels.finish();
}

void read_hanging_orders(MapReader& reader, strategy::Settings& s, const std::string& where) {
  const YAML::Node mode = reader.mode("hanging_orders_mode", "ignore_hanging_orders");
  if (mode.IsNull()) return;
  MapReader hanging(mode_map(reader, mode, "hanging_orders_mode", "track_hanging_orders"), where + ": hanging_orders_mode");
  s.hanging_orders = strategy::HangingOrders::track;
  const auto share = strategy::find_parameter("hanging_orders_cancel_pct");
  hanging.number(*share, s.parameters.hanging_orders_cancel_pct);
  hanging.finish();
}

void read_timeframe(MapReader& reader, strategy::ExecutionTimeframe& frame, const std::string& where) {
  const YAML::Node mode = reader.mode("execution_timeframe_mode", "infinite");
  if (mode.IsNull()) return;
  const bool daily = mode.IsMap() ? mode["start_time"] || mode["end_time"] : mode.IsScalar() && mode.Scalar() == "daily_between_times";
  const std::string name = daily ? "daily_between_times" : "from_date_to_date";
  MapReader times(mode_map(reader, mode, "execution_timeframe_mode", name), where + ": execution_timeframe_mode");
  if (daily) {
    frame = {strategy::Timeframe::daily_between_times, times.clock("start_time", configs::parse_time_of_day),
             times.clock("end_time", configs::parse_time_of_day)};
  } else {
    frame = {strategy::Timeframe::from_date_to_date, times.clock("start_datetime", configs::parse_local_time),
             times.clock("end_datetime", configs::parse_local_time)};
  }
  times.finish();
}

strategy::OverriddenOrder read_overridden(MapReader& reader, const std::string& name, const YAML::Node& value) {
  strategy::OverriddenOrder order{.name = name};
  const bool list = value.IsSequence() && value.size() == 3 && value[0].IsScalar() && value[1].IsScalar() && value[2].IsScalar();
  using Number = YAML::convert<double>;
  const bool numbers = list && Number::decode(value[1], order.percent) && Number::decode(value[2], order.amount);
  if (!numbers) reader.fail("order_override/" + name, "must be [side, percent, amount]", "write such a list");
  const std::string side = value[0].Scalar();
  if (side != "buy" && side != "sell")
    reader.fail("order_override/" + name, "begins with " + side + " (ignored by Hummingbot)", "use buy or sell");
  order.side = side == "buy" ? base::Side::buy : base::Side::sell;
  return order;
}

void read_override(MapReader& reader, std::vector<strategy::OverriddenOrder>& orders) {
  const YAML::Node overrides = reader.take("order_override");
  if (!overrides || overrides.IsNull()) return;
  if (!overrides.IsMap()) reader.fail("order_override", "must be a map of lists, or null", "write null for none");
  for (const auto& entry : overrides) orders.push_back(read_overridden(reader, entry.first.Scalar(), entry.second));
}

/// Keys that stand inside a mode's map.
bool stands_apart(std::string_view name) {
  return name == "order_levels" || name == "level_distances" || name == "hanging_orders_cancel_pct";
}

HummingbotFile read_map(const YAML::Node& root, const std::string& where) {
  MapReader reader(root, where);
  if (reader.text("strategy") != strategy::kAvellaneda)
    reader.fail("strategy", "is not avellaneda_market_making", "use a file of that strategy");
  HummingbotFile file;
  file.names = {reader.text("exchange"), reader.text("market")};
  strategy::Settings& s = file.strategy;
  s.behaviour = strategy::Behaviour::faithful;
  s.mends = strategy::mends_of(s.behaviour);
  for (const strategy::ParameterInfo& info : strategy::parameter_table()) {
    s.parameters.*info.member = info.default_value;
    const bool has_key = info.hummingbot == strategy::HummingbotKey::yes && !stands_apart(info.name);
    if (has_key) reader.number(info, s.parameters.*info.member);
  }
  s.add_transaction_costs = reader.flag("add_transaction_costs", false);
  s.should_wait_order_cancel_confirmation = reader.flag("should_wait_order_cancel_confirmation", true);
  s.order_optimization_enabled = reader.flag("order_optimization_enabled", true);
  read_levels(reader, s.parameters, where);
  read_timeframe(reader, s.execution_timeframe, where);
  read_hanging_orders(reader, s, where);
  read_override(reader, s.order_override);
  reader.finish();
  return file;
}

}  // namespace

HummingbotFile parse_tuned_yml(const std::string& text, const std::string& where) {
  YAML::Node root;
  try {
    root = YAML::Load(text);
  } catch (const YAML::Exception& error) {
    throw base::ConfigurationError(
        where, fmt::format("line {}, column {}: is no valid YAML ({})", error.mark.line + 1, error.mark.column + 1, error.msg),
        "correct it there");
  }
  if (!root.IsMap()) throw base::ConfigurationError(where, "is no map of keys", "use a configuration file of Hummingbot");
  HummingbotFile file = read_map(root, where);
  strategy::check_settings(file.strategy, where + ": ");
  return file;
}

HummingbotFile read_tuned_yml(const std::string& path) { return parse_tuned_yml(base::read_text(path), path); }

}  // namespace asgen::results
