// Reads Hummingbot's configuration file back, as strictly as Hummingbot does.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <set>

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

void read_levels(MapReader& reader, strategy::Parameters& p, const std::string& where) {
  const YAML::Node mode = reader.mode("order_levels_mode", "single_order_level");
  if (mode.IsNull()) return;
  if (!mode.IsMap()) reader.fail("order_levels_mode", "must be a map", "write order_levels and level_distances in it");
  MapReader levels(mode, where + ": order_levels_mode");
  p.order_levels = 2;
  levels.number(*strategy::find_parameter("order_levels"), p.order_levels);
  levels.number(*strategy::find_parameter("level_distances"), p.level_distances);
  if (p.order_levels < 2) levels.fail("order_levels", "must be at least 2", "use order_levels_mode: {} for one level");
  levels.finish();
}

void refuse_what_comes_later(MapReader& reader) {
  if (!reader.mode("execution_timeframe_mode", "infinite").IsNull()) {
    reader.fail("execution_timeframe_mode", "is not supported yet but for {}", "use execution_timeframe_mode: {}");
  }
  if (!reader.mode("hanging_orders_mode", "ignore_hanging_orders").IsNull()) {
    reader.fail("hanging_orders_mode", "is not supported yet but for {}", "use hanging_orders_mode: {}");
  }
  const YAML::Node overrides = reader.take("order_override");
  if (overrides && !overrides.IsNull()) reader.fail("order_override", "is not supported yet but for null", "use order_override: null");
  if (reader.flag("order_optimization_enabled", true)) {
    reader.fail("order_optimization_enabled", "is true, also by default (not supported yet)", "state order_optimization_enabled: false");
  }
}

bool stands_apart(std::string_view name) { return name == "order_levels" || name == "level_distances"; }

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
  read_levels(reader, s.parameters, where);
  refuse_what_comes_later(reader);
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
