#pragma once
// Cases recorded from Hummingbot's own modules (hummingbot.json): one runner per section, and per kind of upstream test.

#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace asgen::cases::hummingbot {

using nlohmann::json;
using Runner = std::function<void(const json&)>;

/// Runners by section, and of the section upstream_tests by kind.
std::map<std::string, Runner>& section_runners();
std::map<std::string, Runner>& upstream_runners();

/// Registers a runner when the program starts.
struct ForSection {
  ForSection(const std::string& section, Runner runner) { section_runners().emplace(section, std::move(runner)); }
};
struct ForUpstream {
  ForUpstream(const std::string& kind, Runner runner) { upstream_runners().emplace(kind, std::move(runner)); }
};

/// A number, or a decimal in text ("nan" too).
inline double number(const json& value) {
  if (!value.is_string()) return value.get<double>();
  return value == "nan" ? std::numeric_limits<double>::quiet_NaN() : std::stod(value.get<std::string>());
}

/// |value - expected| <= tolerance |expected|.
inline bool is_near(double value, double expected, double tolerance) {
  return std::fabs(value - expected) <= tolerance * std::fabs(expected);
}

/// As Python's assertAlmostEqual.
inline bool agrees_to_places(double value, double expected, int places) {
  return std::fabs(value - expected) <= 0.5000001 * std::pow(10.0, -places);
}

}  // namespace asgen::cases::hummingbot
