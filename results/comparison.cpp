#include "results/comparison.hpp"

#include <fmt/format.h>
#include <cmath>
#include <limits>

#include "optimizer/aggregate.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"

namespace asgen::results {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double at(const std::vector<double>& table, const RunSnapshot& run, std::size_t segment, std::size_t metric) {
  return table[segment * run.metrics.size() + metric];
}

double mean_over(const std::vector<double>& table, const RunSnapshot& run, SegmentRole role, std::size_t metric) {
  std::vector<double> values;
  for (std::size_t s = 0; s < run.segments.size(); ++s) {
    const double value = at(table, run, s, metric);
    if (run.segments[s].role == role && std::isfinite(value)) values.push_back(value);
  }
  return values.empty() ? kNone : optimizer::mean(values);
}

std::size_t index_of(const RunSnapshot& run, const std::string& metric) {
  for (std::size_t m = 0; m < run.metrics.size(); ++m) {
    if (run.metrics[m].name == metric) return m;
  }
  throw base::ConfigurationError("metric", fmt::format("= \"{}\" (the run has no such metric)", metric), "use a name of its /metrics/name");
}

}  // namespace

std::vector<ComparisonRow> compare(const RunSnapshot& run, SegmentRole role) {
  base::expects(run.winner.has_value(), "a comparison needs a winner");
  std::vector<ComparisonRow> rows;
  for (std::size_t m = 0; m < run.metrics.size(); ++m) {
    rows.push_back({run.metrics[m].name, run.metrics[m].unit, mean_over(run.winner->metrics, run, role, m),
                    mean_over(run.winner->default_metrics, run, role, m)});
  }
  return rows;
}

std::vector<SegmentComparison> compare_segments(const RunSnapshot& run, const std::string& metric) {
  base::expects(run.winner.has_value(), "a comparison needs a winner");
  const std::size_t m = index_of(run, metric);
  std::vector<SegmentComparison> rows;
  for (std::size_t s = 0; s < run.segments.size(); ++s) {
    rows.push_back(
        {run.segments[s].name, run.segments[s].role, at(run.winner->metrics, run, s, m), at(run.winner->default_metrics, run, s, m)});
  }
  return rows;
}

Validation validate(const RunSnapshot& run, const std::string& metric, Better better) {
  Validation verdict;
  verdict.metric = metric;
  std::vector<double> winner, fallback, difference;
  for (const SegmentComparison& row : compare_segments(run, metric)) {
    if (row.role != SegmentRole::held_back) continue;
    ++verdict.segments;
    winner.push_back(row.winner);
    fallback.push_back(row.default_configuration);
    difference.push_back(row.winner - row.default_configuration);
    const double gain = better == Better::larger ? difference.back() : -difference.back();
    if (gain > 0) ++verdict.segments_won;
  }
  const std::size_t n = difference.size();
  verdict.winner_mean = n == 0 ? kNone : optimizer::mean(winner);
  verdict.default_mean = n == 0 ? kNone : optimizer::mean(fallback);
  verdict.mean_difference = n == 0 ? kNone : optimizer::mean(difference);
  verdict.standard_error = n < 2 ? kNone : optimizer::standard_deviation(difference) / std::sqrt(static_cast<double>(n));
  return verdict;
}

}  // namespace asgen::results
