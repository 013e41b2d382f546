#pragma once
// How metric rows are shown: the key figures, all of them, and the summary across segments.

#include <string>
#include <vector>

#include "configs/json/records.hpp"
#include "jobs/app/table.hpp"
#include "results/run_file.hpp"
#include "sim/account/contract.hpp"
#include "sim/account/metrics.hpp"

namespace asgen::app {

/// "train" or "held back".
const char* role_name(results::SegmentRole role);

/// Rows of one simulation of a study.
struct MetricRows {
  std::vector<results::SegmentRow> segments;
  std::vector<account::MetricRow> rows;  ///< one per segment
  account::Contract contract = account::Contract::linear;
};

/// What to print besides the summary.
enum class Columns { key, all };

/// A line on units and grids, a row per segment with the key figures (or a row per metric with all of them), then statistics across
/// segments. Undefined figures show why.
std::string to_text(const MetricRows& rows, Columns columns);

/// {"segments": a row per segment, all metrics, `undefined` naming the undefined ones; "across_segments": see summarise}.
std::string to_json(const MetricRows& rows);

/// Observations of one role, in time order: the across-segment statistics of P&L closed at the book.
struct Observations {
  std::string name;
  std::vector<double> values;
};

/// Table `across_segments`: a row per statistic, a column per set of observations, undefined ones with their reason.
configs::Records summarise(const std::vector<Observations>& observations, const std::string& unit);

/// Numbers that are undefined as the word that says why.
Table with_reasons(const configs::Records& records);

/// A warning line per set whose worst segment loses more than ten times what its median one gains; empty without one.
std::string tail_warnings(const std::vector<Observations>& observations);

}  // namespace asgen::app
