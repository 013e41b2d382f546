#pragma once
// The metrics of one simulated segment: one table says what each is called, measured in and means; the study reader,
// the run file and `asgen simulate` all read it.
//
// All of them are always in the row: they cost some microseconds a day and a fraction of one a fill, since they are made from the fills,
// from the orders and from sums over grid samples that are made once per tape. Detail::full adds only the path on every tick and the list
// of fills.
//
// "Intraday" figures look inside one segment; statistics across segments (sr_daily, ...) are in across_days.hpp and never in a row.

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "sim/account/contract.hpp"
#include "sim/account/statistics.hpp"

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
  sr_intraday,
  sortino_intraday,
  max_drawdown,
  pnl_to_map,
  quoted_share,
  kappa_zero_share,
  locked_seconds,
  terminal_inventory,
  pnl_closed,
  pnl_open,
  round_trips,
  win_rate,
  longest_holding_s,
  skew_intraday,
  kurtosis_intraday,
  asr_intraday,
  ratio_step_s,
  capital,
  max_drawdown_rel,
  ulcer_pct,
  romad,
  calmar,
  buckets_5min,
  var95_5min,
  cvar95_5min,
  cvar99_5min,
  cornish_fisher_var95_5min,
  tail_ratio_5min,
  worst_5min,
  worst_tenth_5min,
  return_over_map,
  turnover_gross,
  turnover_round_trip,
  inventory_half_life_s,
  mean_reversion_s,
  orders,
  fill_rate_quantity,
  fill_rate_orders,
  buy_fills_per_quoted_hour,
  sell_fills_per_quoted_hour,
  spread_capture_bps,
  markouts_1s,
  markout_1s_bps,
  adverse_1s_bps,
  markouts_5s,
  markout_5s_bps,
  adverse_5s_bps,
  markouts_30s,
  markout_30s_bps,
  adverse_30s_bps,
  markouts_1s_outside,
  markout_1s_inside_bps,
  markout_1s_outside_bps,
  markouts_5s_outside,
  markout_5s_inside_bps,
  markout_5s_outside_bps,
  markouts_30s_outside,
  markout_30s_inside_bps,
  markout_30s_outside_bps,
};
inline constexpr std::size_t kMetricCount = static_cast<std::size_t>(Metric::markout_30s_outside_bps) + 1;

/// Which way a metric is better; `neutral` ones describe and are poor objectives.
enum class Direction { maximise, minimise, neutral };

/// One row of the metric table.
struct MetricInfo {
  Metric metric;
  std::string_view name;     ///< name in studies and run files
  std::string_view unit;     ///< of a linear contract; "quote" and "base" are the two currencies of the instrument
  std::string_view meaning;  ///< one sentence, with the definition where names differ in the field
  Direction direction;
};

/// All metrics, in the order of the enumeration.
std::span<const MetricInfo, kMetricCount> metric_table();

/// The table row of one metric.
const MetricInfo& metric_info(Metric metric);

/// Unit of a metric: on an inverse contract, which is counted in quote and settled in base currency, the two change places; the names
/// volume_base and volume_quote stay true.
std::string_view metric_unit(const MetricInfo& info, Contract contract);

/// The metric of that name, if there is one.
std::optional<Metric> find_metric(std::string_view name);

/// The metrics of one segment; an undefined one (a ratio with zero variance, say) is NaN, and its status says why.
struct MetricRow {
  std::array<double, kMetricCount> values = filled(std::numeric_limits<double>::quiet_NaN());
  std::array<Status, kMetricCount> statuses = filled(Status::not_applicable);

  double& operator[](Metric metric) { return values[static_cast<std::size_t>(metric)]; }
  double operator[](Metric metric) const { return values[static_cast<std::size_t>(metric)]; }
  /// Why a metric is NaN; ok when it is a number.
  [[nodiscard]] Status status(Metric metric) const {
    const auto i = static_cast<std::size_t>(metric);
    return std::isnan(values[i]) ? statuses[i] : Status::ok;
  }
  void set(Metric metric, const Value& value) {
    values[static_cast<std::size_t>(metric)] = value.value;
    statuses[static_cast<std::size_t>(metric)] = value.status;
  }

 private:
  template <class T>
  static constexpr std::array<T, kMetricCount> filled(T value) {
    std::array<T, kMetricCount> row{};
    for (T& v : row) v = value;
    return row;
  }
};

/// Period of the grid on which Sharpe and Sortino sample equity (Falces Marin et al. 2022 sample every 5 s), in seconds.
inline constexpr double kRatioStep_s = 5.0;

/// Number of clock periods between two samples of that grid: the smallest whole number that reaches 5 s, at least 1.
inline std::size_t ratio_step_ticks(double clock_s) {
  return clock_s >= kRatioStep_s ? 1 : static_cast<std::size_t>(std::ceil(kRatioStep_s / clock_s - 1e-9));
}

/// Length of the buckets of the tail figures in seconds, and the smallest whole number of samples that reaches it, at least 1.
inline constexpr double kBucket_s = 300.0;
inline std::size_t bucket_samples(double step_s) {
  return step_s >= kBucket_s ? 1 : static_cast<std::size_t>(std::ceil(kBucket_s / step_s - 1e-9));
}

}  // namespace asgen::account
