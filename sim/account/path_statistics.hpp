#pragma once
// The intraday figures of an equity path sampled on a grid.

#include <cstddef>
#include <span>

#include "sim/account/statistics.hpp"
#include "sim/account/tails.hpp"

namespace asgen::account {

/// Figures of the changes between samples; the names are those of the metric table.
struct PathStatistics {
  Value sharpe, sortino, skewness, kurtosis;
  Value max_drawdown_rel, ulcer_pct;
  std::size_t buckets = 0;  ///< whole ones; a last partial bucket is left out
  TailLoss tail_95, tail_99;
  Value cornish_fisher_var_95, tail_ratio, worst, worst_tenth;
};

/// Sets the tail figures of the P&L of whole buckets.
/// @param equity at the start and at the end of every bucket
void describe_tails(std::span<const double> equity, PathStatistics& result);

}  // namespace asgen::account
