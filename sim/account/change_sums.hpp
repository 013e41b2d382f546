#pragma once
// Ratios and moments of the changes of a path, from sums of their powers.

#include <cstddef>

#include "sim/account/sample_index.hpp"
#include "sim/account/statistics.hpp"

namespace asgen::account {

/// Sharpe, Sortino (target 0, all observations), skewness and kurtosis, with the definitions of statistics.hpp.
struct SeriesStatistics {
  Value sharpe, sortino, skewness, kurtosis;
  double mean = 0, deviation = 0;  ///< where sharpe is defined
};

/// Sums of x, x^2, x^3, x^4 and min(x, 0)^2: central moments come from them without a second pass, since the mean of a path's changes is
/// small beside their deviation.
class ChangeSums {
 public:
  void add(double x) {
    const double square = x * x;
    ++count_;
    sum_ += x;
    squares_ += square;
    cubes_ += square * x;
    fourths_ += square * square;
    below_ += x < 0 ? square : 0;
  }
  /// Adds `count` changes of 0.
  void add_zeros(std::size_t count) { count_ += count; }
  /// Adds `count` changes scale * d with the sums of the powers of d; `total` is the sum of d.
  void add_scaled(double scale, const ChangePowers& powers, std::int64_t total, std::size_t count) {
    const double square = scale * scale;
    count_ += count;
    sum_ += scale * static_cast<double>(total);
    squares_ += square * static_cast<double>(powers.squares);
    cubes_ += square * scale * powers.cubes;
    fourths_ += square * square * powers.fourths;
    below_ += square * static_cast<double>(scale < 0 ? powers.rises : powers.squares - powers.rises);
  }

  /// zero_variance means here a variance below 1e-12 of the mean square, which is what the sums resolve.
  [[nodiscard]] SeriesStatistics describe() const;

 private:
  std::size_t count_ = 0;
  double sum_ = 0, squares_ = 0, cubes_ = 0, fourths_ = 0, below_ = 0;
};

}  // namespace asgen::account
