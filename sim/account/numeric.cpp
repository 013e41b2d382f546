#include "sim/account/numeric.hpp"

#include <algorithm>

namespace asgen::account {

bool all_finite(std::span<const double> x) {
  return std::all_of(x.begin(), x.end(), [](double v) { return std::isfinite(v); });
}

Value ratio(double num, double den, Status when_zero) {
  if (!std::isfinite(num) || !std::isfinite(den)) return undefined(Status::non_finite_input);
  return den == 0 ? undefined(when_zero) : Value{num / den};
}

double largest_magnitude(std::span<const double> x) {
  double largest = 0;
  for (const double v : x) largest = std::max(largest, std::fabs(v));
  return largest;
}

}  // namespace asgen::account
