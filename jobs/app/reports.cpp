#include "jobs/app/reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "configs/json/records.hpp"
#include "jobs/app/metric_tables.hpp"
#include "results/comparison.hpp"

namespace asgen::app {
namespace {

constexpr std::size_t kMostSegmentsShown = 24;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double metric_at(const std::vector<double>& metrics, std::size_t segment, std::size_t columns, account::Metric metric) {
  const std::size_t index = segment * columns + static_cast<std::size_t>(metric);
  return index < metrics.size() ? metrics[index] : kNan;
}

account::Metric objective_metric(const results::RunSnapshot& snapshot) {
  return configs::parse_study(snapshot.study, "/study").objective.metric;
}

Table gene_table(const results::RunSnapshot& snapshot, const configs::Study& study) {
  Table table{{"gene", "winner", "default", "from", "to"}, {}};
  for (std::size_t g = 0; g < snapshot.genes.size(); ++g) {
    const auto info = strategy::find_parameter(snapshot.genes[g].name);
    table.rows.push_back({snapshot.genes[g].name, snapshot.winner->values[g], info ? study.strategy.parameters.*info->member : kNan,
                          snapshot.genes[g].min, snapshot.genes[g].max});
  }
  return table;
}

// The objective's metric first, each once.
std::vector<account::Metric> metrics_per_segment(account::Metric objective) {
  std::vector<account::Metric> shown{objective};
  for (const account::Metric metric : {account::Metric::fills, account::Metric::max_abs_inventory, account::Metric::max_drawdown}) {
    if (metric != objective) shown.push_back(metric);
  }
  return shown;
}

Table segment_table(const results::RunSnapshot& snapshot, account::Metric metric) {
  Table table{{"segment", "role"}, {}};
  for (const account::Metric shown : metrics_per_segment(metric)) {
    table.columns.push_back(std::string(account::metric_info(shown).name) + ": winner");
    table.columns.emplace_back("default");
  }
  const std::size_t columns = snapshot.metrics.size();
  for (std::size_t s = 0; s < snapshot.segments.size(); ++s) {
    std::vector<Cell> row{snapshot.segments[s].name, role_name(snapshot.segments[s].role)};
    for (const account::Metric shown : metrics_per_segment(metric)) {
      row.emplace_back(metric_at(snapshot.winner->metrics, s, columns, shown));
      row.emplace_back(metric_at(snapshot.winner->default_metrics, s, columns, shown));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

// In JSON every column needs a name of its own; on the terminal "default" stands beside each winner.
Table with_unique_names(Table table, account::Metric metric) {
  table.columns = {"segment", "role"};
  for (const account::Metric shown : metrics_per_segment(metric)) {
    for (const char* who : {"winner", "default"}) table.columns.push_back(fmt::format("{}_{}", account::metric_info(shown).name, who));
  }
  return table;
}

// Means over the segments of each role: every metric, winner beside default.
Table mean_table(const results::RunSnapshot& snapshot) {
  Table table{{"mean per segment", "unit", "train: winner", "default"}, {}};
  for (const results::ComparisonRow& row : results::compare(snapshot, results::SegmentRole::train)) {
    table.rows.push_back({row.metric, row.unit, row.winner, row.default_configuration});
  }
  if (!snapshot.validation) return table;
  table.columns.insert(table.columns.end(), {"held back: winner", "default"});
  const std::vector<results::ComparisonRow> held_back = results::compare(snapshot, results::SegmentRole::held_back);
  for (std::size_t i = 0; i < held_back.size(); ++i) {
    table.rows[i].emplace_back(held_back[i].winner);
    table.rows[i].emplace_back(held_back[i].default_configuration);
  }
  return table;
}

/// Winner and default on the training segments, then on the held-back ones.
std::vector<Observations> observations_of(const results::RunSnapshot& snapshot) {
  std::vector<Observations> observations;
  const std::size_t columns = snapshot.metrics.size();
  for (const results::SegmentRole role : {results::SegmentRole::train, results::SegmentRole::held_back}) {
    Observations winner{std::string(role == results::SegmentRole::train ? "train" : "held_back") + "_winner", {}};
    Observations other{std::string(role == results::SegmentRole::train ? "train" : "held_back") + "_default", {}};
    for (std::size_t s = 0; s < snapshot.segments.size(); ++s) {
      if (snapshot.segments[s].role != role) continue;
      winner.values.push_back(metric_at(snapshot.winner->metrics, s, columns, account::Metric::pnl_close_at_book));
      other.values.push_back(metric_at(snapshot.winner->default_metrics, s, columns, account::Metric::pnl_close_at_book));
    }
    if (winner.values.empty()) continue;
    observations.push_back(std::move(winner));
    observations.push_back(std::move(other));
  }
  return observations;
}

void print_json(const results::RunSnapshot& snapshot, account::Metric metric) {
  const Table segments = with_unique_names(segment_table(snapshot, metric), metric);
  const configs::Records summary = summarise(observations_of(snapshot), "as the metric");
  std::fputs(configs::tables_to_json({{"segments", segments.columns, segments.rows, {}}, summary}).c_str(), stdout);
}

void print_verdict(const results::RunSnapshot& snapshot) {
  const results::Winner& winner = *snapshot.winner;
  std::printf("fitness on training segments: winner %.6g, default %.6g\n", winner.train_fitness, winner.default_train_fitness);
  if (!snapshot.validation) return;
  const results::Validation& held_back = *snapshot.validation;
  std::printf("held back: winner - default = %.6g (standard error %.3g, n = %u) of %s per segment; better on %u of %u\n", held_back.mean_difference,
              held_back.standard_error, held_back.segments, held_back.metric.c_str(), held_back.segments_won, held_back.segments);
}

void print_counts(const results::RunSnapshot& snapshot) {
  std::size_t ok = 0, infeasible = 0, failed = 0, cached = 0;
  for (const results::EvaluationRow& row : snapshot.evaluations) {
    ok += row.state == optimizer::EvaluationState::ok;
    infeasible += row.state == optimizer::EvaluationState::infeasible;
    failed += row.state == optimizer::EvaluationState::failed;
    cached += row.cached_from >= 0;
  }
  std::printf("%zu evaluations in %zu generations: %zu ok, %zu infeasible, %zu failed; %zu answered from the cache\n",
              snapshot.evaluations.size(), snapshot.generations.size(), ok, infeasible, failed, cached);
}

}  // namespace

std::string describe(const optimizer::AggregateOptions& aggregate) {
  const std::string name(optimizer::name(aggregate.kind));
  switch (aggregate.kind) {
    case optimizer::AggregateKind::mean_minus_std: return fmt::format("{}(lambda = {})", name, aggregate.lambda);
    case optimizer::AggregateKind::cvar: return fmt::format("{}(alpha = {})", name, aggregate.alpha);
    case optimizer::AggregateKind::mean_cvar: return fmt::format("{}(w = {}, alpha = {})", name, aggregate.weight, aggregate.alpha);
    case optimizer::AggregateKind::certainty_equivalent: return fmt::format("{}(gamma = {})", name, aggregate.gamma);
    default: return name;
  }
}

std::string describe_objective(const configs::Study& study, std::size_t segments) {
  const account::MetricInfo& info = account::metric_info(study.objective.metric);
  return fmt::format("{}s {} of {} over n = {} segments", info.direction == account::Direction::minimise ? "minimise" : "maximise",
                     describe(study.objective.aggregate), info.name, segments);
}

void print_run(const results::RunSnapshot& snapshot, bool json) {
  if (!snapshot.winner) {
    if (!json) print_counts(snapshot);
    std::fputs(json ? "{\"segments\": [], \"across_segments\": []}\n" : "no winner yet\n", stdout);
    return;
  }
  const configs::Study study = configs::parse_study(snapshot.study, "/study");
  const account::Metric metric = objective_metric(snapshot);
  if (json) return print_json(snapshot, metric);
  print_counts(snapshot);
  std::printf("%s\n\n", describe_objective(study, static_cast<std::size_t>(std::count_if(snapshot.segments.begin(), snapshot.segments.end(), [](const auto& s) {
                          return s.role == results::SegmentRole::train;
                        }))).c_str());
  print(gene_table(snapshot, study), false);
  std::puts("");
  if (snapshot.segments.size() <= kMostSegmentsShown) {
    print(segment_table(snapshot, metric), false);
  } else {
    std::printf("(%zu segments: asgen inspect RUN --json lists them)\n", snapshot.segments.size());
  }
  std::puts("");
  print(mean_table(snapshot), false);
  std::printf("\npnl_close_at_book, one observation per segment:\n");
  print(with_reasons(summarise(observations_of(snapshot), "as the metric")), false);
  std::fputs(tail_warnings(observations_of(snapshot)).c_str(), stdout);
  std::puts("");
  print_verdict(snapshot);
}

}  // namespace asgen::app
