#pragma once
// Statistics across segments: one observation a segment, in the order of time. They are kept apart from the intraday figures of a
// metric row, and named apart ("_daily").

#include <span>
#include <string_view>
#include <vector>

#include "sim/account/statistics.hpp"

namespace asgen::account {

/// One figure of the summary.
struct Figure {
  std::string_view name;
  std::string_view unit;  ///< "observed" is the unit of the observations
  Value value;
};

/// Summary of one observation per segment, a P&L say. With n observations a CVaR at level alpha is the worst one while
/// n (1 - alpha) < 1, and kurtosis cannot pass n - 2 + 1/(n - 1): tails are better read from the pooled buckets of the row.
std::vector<Figure> describe_days(std::span<const double> observed);

/// Warning signs of a maker that sells its tail (a high win rate, then ruin): the worst segment loses more than ten times what the
/// median one gains.
bool sells_the_tail(std::span<const double> observed);

}  // namespace asgen::account
