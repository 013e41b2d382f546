#pragma once
// All intraday figures of an equity path sampled on a grid, in two passes over the samples.

#include <cstddef>
#include <span>

#include "sim/account/statistics.hpp"
#include "sim/account/tails.hpp"

namespace asgen::account {

/// How a path was sampled, and on what capital.
struct PathScale {
  double step_s = 5;                ///< time between two samples
  std::size_t bucket_samples = 60;  ///< samples per bucket of the tail figures
  double capital = 0;               ///< of relative figures [settlement]; undefined when not positive
};

/// Figures of the changes between samples; the names are those of the metric table.
struct PathStatistics {
  Value sharpe, sortino, skewness, kurtosis;
  Value max_drawdown_rel, ulcer_pct;
  std::size_t buckets = 0;  ///< whole ones; a last partial bucket is left out
  TailLoss tail_95, tail_99;
  Value cornish_fisher_var_95, tail_ratio, worst, worst_tenth;
};

/// @param equity at the start (0) and at every sample
PathStatistics describe_path(std::span<const double> equity, const PathScale& scale);

/// Sharpe, Sortino (target 0, all observations), skewness and kurtosis of a long series: equal to the functions of statistics.hpp but for
/// rounding, several times faster (sums run in eight lanes per block, blocks are added with compensation).
struct SeriesStatistics {
  Value sharpe, sortino, skewness, kurtosis;
};
SeriesStatistics describe_series(std::span<const double> changes);

}  // namespace asgen::account
