#include "configs/json/binder.hpp"

#include <fmt/format.h>

#include <cmath>

namespace asgen::configs {

Range positive() { return {.lower = 0, .lower_bound = Bound::open, .advice = "use a positive number"}; }
Range not_negative() { return {.lower = 0, .advice = "use 0 or a positive number"}; }
Range between(double lower, double upper) {
  return {.lower = lower, .upper = upper, .advice = fmt::format("use a number from {} to {}", lower, upper)};
}

bool contains(const Range& range, double value) {
  const bool above = range.lower_bound == Bound::open ? value > range.lower : value >= range.lower;
  const bool below = range.upper_bound == Bound::open ? value < range.upper : value <= range.upper;
  return std::isfinite(value) && above && below;
}

std::string describe(const Range& range) {
  std::string text;
  if (std::isfinite(range.lower)) text = fmt::format("{} {}", range.lower_bound == Bound::open ? ">" : ">=", range.lower);
  if (std::isfinite(range.upper)) {
    text += fmt::format("{}{} {}", text.empty() ? "" : " and ", range.upper_bound == Bound::open ? "<" : "<=", range.upper);
  }
  return "must be " + (text.empty() ? "finite" : text) + range.why;
}

void bind_seconds(Binder& binder, const Key& key, base::Nanos& value, const Range& range) {
  double seconds = value.as_double() / 1e9;
  binder.number(key, seconds, range);
  value = base::nanos_from_seconds(seconds);
}

}  // namespace asgen::configs
