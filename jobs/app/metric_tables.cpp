#include "jobs/app/metric_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "sim/account/across_days.hpp"

namespace asgen::app {
namespace {

using account::Metric;

constexpr std::size_t kSegmentsAbreast = 5;

constexpr std::array kKeyMetrics{Metric::pnl_close_at_book, Metric::pnl_mark_mid,       Metric::fills,        Metric::win_rate,
                                 Metric::max_abs_inventory, Metric::mean_abs_inventory, Metric::max_drawdown, Metric::sr_intraday,
                                 Metric::cvar95_5min,       Metric::spread_capture_bps, Metric::markout_5s_bps};

/// A number, or why there is none.
Cell cell_of(const account::MetricRow& row, Metric metric) {
  if (!std::isnan(row[metric])) return row[metric];
  return std::string(account::status_name(row.status(metric)));
}

Table key_table(const MetricRows& rows) {
  Table table{{"segment", "role"}, {}};
  for (const Metric metric : kKeyMetrics) table.columns.emplace_back(account::metric_info(metric).name);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    std::vector<Cell> line{rows.segments[i].name, role_name(rows.segments[i].role)};
    for (const Metric metric : kKeyMetrics) line.push_back(cell_of(rows.rows[i], metric));
    table.rows.push_back(std::move(line));
  }
  return table;
}

/// All metrics of segments [first, last), a row per metric.
Table upright_table(const MetricRows& rows, std::size_t first, std::size_t last) {
  Table table{{"metric", "unit"}, {}};
  for (std::size_t i = first; i < last; ++i) table.columns.push_back(rows.segments[i].name);
  for (const account::MetricInfo& info : account::metric_table()) {
    std::vector<Cell> line{std::string(info.name), std::string(account::metric_unit(info, rows.contract))};
    for (std::size_t i = first; i < last; ++i) line.push_back(cell_of(rows.rows[i], info.metric));
    table.rows.push_back(std::move(line));
  }
  return table;
}

std::string describe_units(const MetricRows& rows) {
  const bool linear = rows.contract == account::Contract::linear;
  const double step_s = rows.rows.empty() ? account::kRatioStep_s : rows.rows.front()[Metric::ratio_step_s];
  const double bucket_s = static_cast<double>(account::bucket_samples(step_s)) * step_s;
  return fmt::format("P&L and drawdown in {} currency, inventory in {} currency; ratios sampled every {} s, tails over {} s\n",
                     linear ? "quote" : "base", linear ? "base" : "quote", step_s, bucket_s);
}

std::vector<Observations> observations_of(const MetricRows& rows) {
  Observations all{"all", {}}, train{"train", {}}, held_back{"held_back", {}};
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const double pnl = rows.rows[i][Metric::pnl_close_at_book];
    all.values.push_back(pnl);
    (rows.segments[i].role == results::SegmentRole::train ? train : held_back).values.push_back(pnl);
  }
  if (train.values.empty() || held_back.values.empty()) return {all};
  return {all, train, held_back};
}

std::string pnl_unit(const MetricRows& rows) {
  return std::string(account::metric_unit(account::metric_info(Metric::pnl_close_at_book), rows.contract));
}

std::map<std::string, std::string> undefined_of(const account::MetricRow& row) {
  std::map<std::string, std::string> names;
  for (const account::MetricInfo& info : account::metric_table()) {
    if (std::isnan(row[info.metric])) names.emplace(info.name, account::status_name(row.status(info.metric)));
  }
  return names;
}

/// A row per segment, a column per metric.
configs::Records all_records(const MetricRows& rows) {
  configs::Records table{"segments", {"segment", "role"}, {}, {}};
  for (const account::MetricInfo& info : account::metric_table()) table.columns.emplace_back(info.name);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    std::vector<Cell> line{rows.segments[i].name, role_name(rows.segments[i].role)};
    for (const account::MetricInfo& info : account::metric_table()) line.emplace_back(rows.rows[i][info.metric]);
    table.rows.push_back(std::move(line));
    table.undefined.push_back(undefined_of(rows.rows[i]));
  }
  return table;
}

}  // namespace

const char* role_name(results::SegmentRole role) { return role == results::SegmentRole::train ? "train" : "held back"; }

configs::Records summarise(const std::vector<Observations>& observations, const std::string& unit) {
  configs::Records table{"across_segments", {"statistic", "unit"}, {}, {}};
  for (const Observations& o : observations) {
    table.columns.push_back(o.name);
    const std::vector<account::Figure> figures = account::describe_days(o.values);
    table.rows.resize(figures.size());
    table.undefined.resize(figures.size());
    for (std::size_t f = 0; f < figures.size(); ++f) {
      const account::Figure& figure = figures[f];
      if (table.rows[f].empty()) table.rows[f] = {std::string(figure.name), figure.unit == "observed" ? unit : std::string(figure.unit)};
      table.rows[f].emplace_back(figure.value.value);
      if (figure.value.status != account::Status::ok) table.undefined[f].emplace(o.name, account::status_name(figure.value.status));
    }
  }
  return table;
}

Table with_reasons(const configs::Records& records) {
  Table table{records.columns, records.rows};
  for (std::size_t r = 0; r < records.undefined.size(); ++r) {
    for (const auto& [column, reason] : records.undefined[r]) {
      const auto found = std::find(records.columns.begin(), records.columns.end(), column);
      table.rows[r][static_cast<std::size_t>(found - records.columns.begin())] = reason;
    }
  }
  return table;
}

std::string tail_warnings(const std::vector<Observations>& observations) {
  std::string text;
  for (const Observations& o : observations) {
    if (!account::sells_the_tail(o.values)) continue;
    text += fmt::format("warning: the worst segment of {} loses more than ten times what the median one gains: a maker that sells its tail\n",
                        o.name);
  }
  return text;
}

std::string to_text(const MetricRows& rows, Columns columns) {
  std::string text = describe_units(rows) + "\n";
  if (columns == Columns::key) text += to_text(key_table(rows));
  for (std::size_t first = 0; columns == Columns::all && first < rows.rows.size(); first += kSegmentsAbreast) {
    text += (first == 0 ? "" : "\n") + to_text(upright_table(rows, first, std::min(first + kSegmentsAbreast, rows.rows.size())));
  }
  const std::vector<Observations> observations = observations_of(rows);
  return text + "\npnl_close_at_book, one observation per segment:\n" + to_text(with_reasons(summarise(observations, pnl_unit(rows)))) +
         tail_warnings(observations);
}

std::string to_json(const MetricRows& rows) {
  return configs::tables_to_json({all_records(rows), summarise(observations_of(rows), pnl_unit(rows))});
}

}  // namespace asgen::app
