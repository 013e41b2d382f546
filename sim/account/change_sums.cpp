#include "sim/account/change_sums.hpp"

#include <cmath>

#include "sim/account/numeric.hpp"

namespace asgen::account {
namespace {

constexpr double kResolution = 1e-12;  // of a variance, relative to the mean square

SeriesStatistics all_undefined(Status status) { return {undefined(status), undefined(status), undefined(status), undefined(status), 0, 0}; }

}  // namespace

SeriesStatistics ChangeSums::describe() const {
  if (!std::isfinite(squares_)) return all_undefined(Status::non_finite_input);
  if (count_ == 0) return all_undefined(Status::too_few);
  const auto n = static_cast<double>(count_);
  const double mean = sum_ / n, mean_square = squares_ / n;
  const double m2 = mean_square - mean * mean;
  SeriesStatistics result = all_undefined(count_ < 2 ? Status::too_few : Status::zero_variance);
  result.sortino = below_ > 0 ? Value{mean / std::sqrt(below_ / n)} : undefined(Status::no_downside);
  if (count_ < 2 || m2 <= kResolution * mean_square) return result;
  const double m3 = cubes_ / n - mean * (3 * mean_square - 2 * mean * mean);
  const double m4 = fourths_ / n - mean * (4 * cubes_ / n - mean * (6 * mean_square - 3 * mean * mean));
  result.mean = mean;
  result.deviation = std::sqrt(m2 * n / (n - 1));
  result.sharpe = {mean / result.deviation};
  result.skewness = {m3 / (m2 * std::sqrt(m2))};
  result.kurtosis = {m4 / (m2 * m2)};
  return result;
}

}  // namespace asgen::account
