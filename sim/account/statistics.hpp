#pragma once
// Performance statistics as pure functions. Every result carries a status, so an undefined ratio is a value with a
// reason and never a silent NaN. Conventions: compensated sums in index order; zero variance means a standard
// deviation <= 1e-12 of the largest magnitude; any NaN or infinite input makes the whole result undefined.

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace asgen::account {

/// Why a statistic is or is not defined.
enum class Status {
  ok,
  too_few,
  non_finite_input,
  zero_variance,
  no_downside,
  zero_map,
  zero_duration,
  zero_drawdown,
  zero_denominator,
  capital_not_positive,
  not_mean_reverting,
  faster_than_sampling,  ///< the value is the limit 0, not NaN
  not_counted,           ///< simulations of a search leave orders out that come to nothing; `asgen simulate` counts them
  not_applicable,        ///< the segment has nothing that the metric is about
};

/// Name of a status as it appears in reports ("zero_variance").
std::string_view status_name(Status status);

/// A statistic: `value` is NaN unless `status` is ok.
struct Value {
  double value = std::numeric_limits<double>::quiet_NaN();
  Status status = Status::ok;
};

/// Sum with Neumaier's compensation (1974), in index order.
double compensated_sum(std::span<const double> x);

/// Arithmetic mean; too_few when empty.
Value mean(std::span<const double> x);

/// Sample standard deviation (n - 1); too_few when n < 2, zero_variance as stated above.
Value standard_deviation(std::span<const double> x);

/// Sharpe ratio (mean - risk_free) / standard deviation, times sqrt(periods); risk_free is per period (Sharpe 1994).
Value sharpe(std::span<const double> pnl, double risk_free = 0, double periods = 1);

/// What the downside deviation of a Sortino ratio divides by.
enum class DownsideConvention {
  full,     ///< all observations (Sortino and Price 1994); the default everywhere
  subset,   ///< observations below the target only
  std_neg,  ///< sample standard deviation of the values below the target
};

/// Sortino ratio (mean - target) / downside deviation, times sqrt(periods); no_downside when nothing is below the target.
Value sortino(std::span<const double> pnl, double target = 0, double periods = 1, DownsideConvention convention = DownsideConvention::full);

/// Largest fall of the cumulated sum of `pnl` from its running peak, the start 0 counted as the first peak.
Value max_drawdown_abs(std::span<const double> pnl);

/// Sample moments: skewness g1 and non-excess kurtosis (normal = 3) from 1/n moments; the adjusted ones are G1 and G2
/// (Joanes and Gill 1998), for display, and need 3 and 4 observations.
struct Moments {
  Value mean, standard_deviation, skewness, kurtosis, adjusted_skewness, adjusted_excess_kurtosis;
};
/// All moments of one sample; the statuses are those of standard_deviation.
Moments moments(std::span<const double> x);

/// A piecewise constant inventory: inventory[i] holds from times[i] until times[i + 1], the last until t_end.
struct InventoryPath {
  std::span<const double> times;      ///< seconds, not decreasing
  std::span<const double> inventory;  ///< same length as times
  double t_end = 0;                   ///< seconds
};

/// Time-weighted mean of |inventory|; zero_duration when no time passes, too_few when empty.
Value mean_absolute_position(const InventoryPath& path);

/// P&L over mean absolute position; zero_map when the position was always zero.
Value pnl_to_map(double pnl, const Value& map);

}  // namespace asgen::account
