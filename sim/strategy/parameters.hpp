#pragma once
// The numeric strategy settings and the one table that describes them: study reader, genome, schema and exporter read it.

#include <optional>
#include <span>
#include <string_view>

namespace asgen::strategy {

/// Numeric strategy settings; every one of them can be a gene. Units and meaning: parameter_table().
struct Parameters {
  double risk_factor = 1;
  double kappa = 0;
  double kappa_multiplier = 1;
  double arrival_rate = 0;
  double volatility = 0;
  double order_amount = 1;
  double order_amount_shape_factor = 0;
  double min_spread = 0;
  double order_refresh_time = 10;
  double order_refresh_tolerance_pct = 0;
  double max_order_age = 1800;
  double filled_order_delay = 60;
  double inventory_target_base_pct = 50;
  double volatility_buffer_size = 200;
  double trading_intensity_buffer_size = 200;
  double order_levels = 1;
  double level_distances = 0;
  double hanging_orders_cancel_pct = 10;
  double max_inventory = 0;
  double half_spread = 0;
  double inventory_skew = 0;
  double random_seed = 1;
  double position_multiplier = 1;
  double spread_multiplier = 1;
  double minutes_change_k = 1;
  double first_hour = 0;
  double last_hour = 24;

  bool operator==(const Parameters&) const = default;
};

enum class Number { real, integer };
enum class Bound { closed, open };
enum class Presence { optional, required };
/// Whether Hummingbot's configuration file has a place for the key.
enum class HummingbotKey { yes, no };

/// One row of the parameter table.
struct ParameterInfo {
  std::string_view name;
  double Parameters::*member;
  Number number;
  double lower;  ///< smallest value; excluded when lower_bound is open
  Bound lower_bound;
  double upper;          ///< largest value, included; +inf for none
  double default_value;  ///< Hummingbot's where it has the key
  Presence presence;     ///< required: Hummingbot has no default, a study must state it
  HummingbotKey hummingbot;
  std::string_view unit;
  std::string_view description;
  std::string_view alias;  ///< the mission's name of the gene, or empty
};

/// All parameters, in the order in which studies write them.
std::span<const ParameterInfo> parameter_table();

/// The row with that name or alias, if there is one.
std::optional<ParameterInfo> find_parameter(std::string_view name);

/// True when `value` is finite, inside the row's range and whole where it must be.
bool is_valid(const ParameterInfo& info, double value);

}  // namespace asgen::strategy
