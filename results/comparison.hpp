#pragma once
// Winner against default: what `asgen inspect RUN` prints and what /validation holds.

#include <string>
#include <vector>

#include "results/run_file.hpp"

namespace asgen::results {

/// One metric of winner and default on a group of segments.
struct ComparisonRow {
  std::string metric, unit;
  double winner = 0, default_configuration = 0;  // means over the segments of the group; NaN when undefined on all
};

/// Means over the segments of `role`, one row per metric; segments on which a metric is undefined are left out of its mean.
/// Contract: the run has a winner.
std::vector<ComparisonRow> compare(const RunSnapshot& run, SegmentRole role);

/// One segment, side by side.
struct SegmentComparison {
  std::string segment;
  SegmentRole role = SegmentRole::train;
  double winner = 0, default_configuration = 0;
};

/// The metric called `metric` on every segment, in time order. Throws ConfigurationError when the run has no such metric.
std::vector<SegmentComparison> compare_segments(const RunSnapshot& run, const std::string& metric);

/// The verdict on held-back segments, as it is: means, paired difference with its standard error. Contract: the run has a winner.
/// A metric that is better when smaller is compared with its sign turned for `segments_won` only.
enum class Better { larger, smaller };
Validation validate(const RunSnapshot& run, const std::string& metric, Better better);

}  // namespace asgen::results
