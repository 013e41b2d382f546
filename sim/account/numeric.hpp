#pragma once
// Sums and checks that all statistics of this room share.

#include <cmath>
#include <cstddef>
#include <span>

#include "sim/account/statistics.hpp"

namespace asgen::account {

/// No NaN, no infinity.
bool all_finite(std::span<const double> x);

/// A statistic that is not defined, and why.
inline Value undefined(Status status) { return {std::numeric_limits<double>::quiet_NaN(), status}; }

/// num / den; zero_denominator when den is 0, non_finite_input when either is not finite.
Value ratio(double num, double den, Status when_zero = Status::zero_denominator);

/// Sum of f(x_i) with Neumaier's compensation (1974), in index order.
template <class F>
double sum_of(std::span<const double> x, F f) {
  double sum = 0, lost = 0;
  for (const double v : x) {
    const double term = f(v);
    const double next = sum + term;
    lost += std::fabs(sum) >= std::fabs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }
  return sum + lost;
}

/// Mean of a non-empty sample.
inline double plain_mean(std::span<const double> x) { return compensated_sum(x) / static_cast<double>(x.size()); }

/// max |x_i|; 0 when empty.
double largest_magnitude(std::span<const double> x);

}  // namespace asgen::account
