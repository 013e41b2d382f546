#pragma once
// The metrics of one simulated segment: one table says what each is called, measured in and means; the study reader,
// the run file and `asgen simulate` all read it.

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace asgen::account {

/// Index of a metric in a row; the order is the order of columns in the run file, so new ones go to the end.
enum class Metric : std::size_t {
  pnl_close_at_book,
  pnl_mark_mid,
  equity_change,
  fees,
  funding,
  fills,
  buys,
  sells,
  volume_base,
  volume_quote,
  max_abs_inventory,
  mean_abs_inventory,
  sharpe,
  sortino,
  max_drawdown,
  pnl_to_map,
  quoted_share,
  kappa_zero_share,
  locked_seconds,
  terminal_inventory,
};
inline constexpr std::size_t kMetricCount = static_cast<std::size_t>(Metric::terminal_inventory) + 1;

/// Which way a metric is better; `neutral` ones describe and are poor objectives.
enum class Direction { maximise, minimise, neutral };

/// One row of the metric table.
struct MetricInfo {
  Metric metric;
  std::string_view name;     ///< name in studies and run files
  std::string_view unit;     ///< "quote" and "base" are the two currencies of the instrument
  std::string_view meaning;  ///< one sentence, with the definition where names differ in the field
  Direction direction;
};

/// All metrics, in the order of the enumeration.
std::span<const MetricInfo, kMetricCount> metric_table();

/// The table row of one metric.
const MetricInfo& metric_info(Metric metric);

/// The metric of that name, if there is one.
std::optional<Metric> find_metric(std::string_view name);

/// The metrics of one segment; an undefined one (a ratio with zero variance, say) is NaN.
struct MetricRow {
  std::array<double, kMetricCount> values = filled(std::numeric_limits<double>::quiet_NaN());

  double& operator[](Metric metric) { return values[static_cast<std::size_t>(metric)]; }
  double operator[](Metric metric) const { return values[static_cast<std::size_t>(metric)]; }

 private:
  static constexpr std::array<double, kMetricCount> filled(double value) {
    std::array<double, kMetricCount> row{};
    for (double& v : row) v = value;
    return row;
  }
};

/// Period of the grid on which Sharpe and Sortino sample equity (Falces Marin et al. 2022 sample every 5 s), in seconds.
inline constexpr double kRatioStep_s = 5.0;

/// Number of clock periods between two samples of that grid: the smallest whole number that reaches 5 s, at least 1.
inline std::size_t ratio_step_ticks(double clock_s) {
  return clock_s >= kRatioStep_s ? 1 : static_cast<std::size_t>(std::ceil(kRatioStep_s / clock_s - 1e-9));
}

}  // namespace asgen::account
