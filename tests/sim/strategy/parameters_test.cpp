#include "sim/strategy/parameters.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <set>
#include <string>

#include "sim/base/error.hpp"
#include "sim/strategy/settings.hpp"

using namespace asgen;
using namespace asgen::strategy;

TEST_CASE("every parameter is in the table once, with a valid default that the struct agrees with") {
  std::set<std::string_view> names;
  const Parameters defaults;
  for (const ParameterInfo& info : parameter_table()) {
    CAPTURE(std::string(info.name));
    CHECK(names.insert(info.name).second);
    if (!info.alias.empty()) CHECK(names.insert(info.alias).second);
    CHECK(is_valid(info, info.default_value));
    CHECK(defaults.*info.member == info.default_value);
    CHECK(!info.unit.empty());
    CHECK(!info.description.empty());
  }
  CHECK(sizeof(Parameters) == parameter_table().size() * sizeof(double));
}

TEST_CASE("the mission's names find risk factor and shape factor") {
  REQUIRE(find_parameter("gamma").has_value());
  CHECK(find_parameter("gamma")->name == "risk_factor");
  CHECK(find_parameter("eta")->name == "order_amount_shape_factor");
  CHECK(!find_parameter("delta").has_value());
}

TEST_CASE("bounds are open or closed as Hummingbot has them, and integers are whole") {
  const auto valid = [](const char* name, double value) { return is_valid(*find_parameter(name), value); };
  CHECK(!valid("risk_factor", 0));
  CHECK(valid("risk_factor", 1e-9));
  CHECK(valid("order_amount_shape_factor", 0));
  CHECK(valid("order_amount_shape_factor", 1));
  CHECK(!valid("order_amount_shape_factor", 1.01));
  CHECK(!valid("filled_order_delay", 0));
  CHECK(valid("volatility_buffer_size", 10000));
  CHECK(!valid("volatility_buffer_size", 10.5));
  CHECK(!valid("order_levels", 0));
  CHECK(!valid("max_order_age", std::numeric_limits<double>::infinity()));
}

TEST_CASE("settings that do not go together are refused with the key at fault") {
  Settings settings;
  check_settings(settings, "study.json: /strategy");
  settings.pricing = Pricing::glft;
  CHECK_THROWS_WITH_AS(check_settings(settings, "study.json: /strategy"), doctest::Contains("/strategy/arrival_rate"),
                       base::ConfigurationError);
  settings.parameters.arrival_rate = 1;
  check_settings(settings, "study.json: /strategy");
  settings.parameters.kappa = 2;
  settings.parameters.kappa_multiplier = 3;
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("s/kappa_multiplier"), base::ConfigurationError);
  settings = {};
  settings.parameters.volatility = 1;
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("s/volatility"), base::ConfigurationError);
  settings = {};
  settings.name = "martingale";
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("martingale"), base::ConfigurationError);
  settings = {};
  settings.parameters.min_spread = -1;
  CHECK_THROWS_WITH_AS(check_settings(settings, "s"), doctest::Contains("s/min_spread: = -1 (must be in [0, inf))"),
                       base::ConfigurationError);
}
