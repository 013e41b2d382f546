#include "jobs/app/outcome.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>
#include <limits>

#include "jobs/app/study_genome.hpp"
#include "jobs/app/version.hpp"
#include "results/comparison.hpp"
#include "results/tuned.hpp"
#include "sim/base/error.hpp"
#include "sim/simulate/simulate.hpp"

namespace asgen::app {
namespace {

using results::SegmentRole;

constexpr std::size_t kPathPoints = 2000;  // enough for a plot of any segment

std::vector<std::uint32_t> all_segments(const StudyMarket& market) {
  std::vector<std::uint32_t> indices(market.size());
  for (std::uint32_t i = 0; i < indices.size(); ++i) indices[i] = i;
  return indices;
}

std::vector<double> metrics_of(const UnitPool& pool, std::uint64_t serial, const StudyMarket& market) {
  std::vector<double> metrics;
  for (const std::uint32_t segment : all_segments(market)) {
    std::vector<double> row = pool.result(serial, segment).metrics;
    row.resize(account::kMetricCount, std::numeric_limits<double>::quiet_NaN());
    metrics.insert(metrics.end(), row.begin(), row.end());
  }
  return metrics;
}

std::vector<double> objective_values(const RunState& state, const std::vector<double>& metrics, SegmentRole role) {
  std::vector<double> values;
  for (const std::uint32_t segment : state.market.with_role(role)) {
    values.push_back(metrics[segment * account::kMetricCount + static_cast<std::size_t>(state.study.objective.metric)]);
  }
  return values;
}

// A minimised metric counts negated, as in the search.
double fitness_on(const RunState& state, const std::vector<double>& metrics, SegmentRole role) {
  std::vector<double> values = objective_values(state, metrics, role);
  const optimizer::Objective& goal = state.search.objective();
  if (goal.direction == optimizer::Direction::minimise) {
    for (double& value : values) value = -value;
  }
  try {
    optimizer::check_aggregate(goal.aggregate, values.size());
  } catch (const base::ConfigurationError&) {
    return std::numeric_limits<double>::quiet_NaN();  // too few segments in this role for the study's aggregate
  }
  return optimizer::aggregate(goal.aggregate, values).value;
}

double path_step_s(const StudyMarket& market, double clock_s) {
  double longest = 0;
  for (const simulate::Segment& segment : market.segments()) longest = std::max(longest, base::seconds(segment.to - segment.from));
  return clock_s * std::max(1.0, std::ceil(longest / clock_s / static_cast<double>(kPathPoints)));
}

results::PathSample sample_path(const simulate::Path& path, std::uint32_t segment, std::size_t every) {
  results::PathSample sample{.segment = segment, .time_ns = {}, .equity = {}, .inventory = {}};
  for (std::size_t i = 0; i < path.time.size(); i += every) {
    sample.time_ns.push_back(path.time[i].count());
    sample.equity.push_back(path.equity[i]);
    sample.inventory.push_back(path.inventory[i]);
  }
  return sample;
}

/// The master of a cluster has simulated nothing so far: its days are opened now, while the workers hear that it lives.
void prepare_days(const RunState& state) {
  std::future<void> done = std::async(std::launch::async, [&] { state.market.prepare_all(state.threads); });
  while (done.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) state.master.poll();
  done.get();
}

std::vector<results::PathSample> sample_paths(const RunState& state, const strategy::Settings& settings, double step_s) {
  std::vector<results::PathSample> samples;
  prepare_days(state);
  const auto every = static_cast<std::size_t>(std::llround(step_s / base::seconds(state.study.simulation.clock)));
  for (const std::uint32_t segment : all_segments(state.market)) {
    const simulate::DayResult day =
        simulate::simulate(state.market.segment(segment), settings, state.study.simulation.options, simulate::Detail::path);
    samples.push_back(sample_path(day.path, segment, every));
    state.master.poll();
  }
  return samples;
}

// The archive knows training segments only; the run file has a place for every segment.
void spread(results::EvaluationRow& row, const optimizer::Record& record, const std::vector<std::uint32_t>& training, std::size_t segments) {
  row.metrics.assign(segments * account::kMetricCount, std::numeric_limits<double>::quiet_NaN());
  row.mask.assign(segments, 0);
  for (std::size_t i = 0; i < training.size(); ++i) {
    std::copy_n(record.metrics.begin() + static_cast<std::ptrdiff_t>(i * account::kMetricCount), account::kMetricCount,
                row.metrics.begin() + static_cast<std::ptrdiff_t>(training[i] * account::kMetricCount));
    row.mask[training[i]] = record.run[i];
  }
}

std::vector<results::EvaluationRow> evaluation_rows(const RunState& state) {
  std::vector<results::EvaluationRow> rows;
  for (const Told& told : state.search.told()) {
    const optimizer::Record& record = *state.search.archive().find(told.candidate.values);
    results::EvaluationRow row = results::to_row(record);
    row.serial = told.candidate.serial;
    row.generation = told.candidate.generation;
    row.parents = told.candidate.parents;
    row.origin = told.candidate.origin;
    row.cached_from = told.cached_from ? static_cast<std::int64_t>(*told.cached_from) : -1;
    spread(row, record, state.search.training(), state.market.size());
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<results::GenerationRow> generation_rows(const Search& search) {
  std::vector<results::GenerationRow> rows;
  for (const optimizer::GenerationSummary& summary : search.archive().generations()) {
    rows.push_back({.generation = summary.generation,
                    .best = summary.best,
                    .mean = summary.mean,
                    .median = summary.median,
                    .evaluations = summary.evaluated,
                    .cache_hits = summary.cached,
                    .infeasible = summary.infeasible,
                    .failed = summary.failed});
  }
  return rows;
}

std::vector<results::GeneRow> gene_rows(const configs::Study& study) {
  std::vector<results::GeneRow> rows;
  for (const optimizer::Gene& gene : study.genome) {
    const bool choice = gene.scale == optimizer::Scale::choice;
    rows.push_back({gene.name, std::string(optimizer::name(gene.scale)), choice ? *std::ranges::min_element(gene.choices) : gene.min,
                    choice ? *std::ranges::max_element(gene.choices) : gene.max});
  }
  return rows;
}

results::Execution execution_of(const RunState& state, bool finished) {
  const auto now = std::chrono::system_clock::now();
  results::Execution execution{.started_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(state.started.time_since_epoch()).count(),
                               .elapsed_s = std::chrono::duration<double>(now - state.started).count(),
                               .finished = finished,
                               .units = {},
                               .ranks = {}};
  for (const auto& [key, unit] : state.pool.results()) execution.units.push_back({unit.serial, unit.segment, unit.seconds, unit.rank});
  for (const cluster::WorkerRecord& worker : state.master.stats().workers) {
    execution.ranks.push_back({worker.rank, worker.host, worker.threads, worker.units, worker.busy_seconds});
  }
  return execution;
}

}  // namespace

RunPaths::RunPaths(const configs::Study& study) {
  const std::string stem = study.results_folder + "/" + study.name;
  journal = stem + ".journal";
  run_file = stem + ".h5";
  tuned_json = stem + ".tuned.json";
  tuned_yml = stem + ".tuned.yml";
}

std::optional<results::Winner> judge_winner(const RunState& state, UnitPool& pool) {
  const optimizer::Record* best = state.search.archive().best();
  if (best == nullptr) return std::nullopt;
  const std::vector<std::uint32_t> everywhere = all_segments(state.market);
  std::vector<cluster::WorkUnit> units = units_for(best->candidate.serial, best->candidate.values, everywhere);
  for (cluster::WorkUnit& unit : units_for(kDefaultSerial, configs::default_gene_values(state.study), everywhere)) units.push_back(std::move(unit));
  if (!pool.run(units)) return std::nullopt;

  const strategy::Settings settings = configs::apply_genes(state.study, best->candidate.values);
  results::Winner winner{.serial = best->candidate.serial,
                         .values = best->candidate.values,
                         .strategy = configs::strategy_to_json(settings, state.study.target),
                         .metrics = metrics_of(pool, best->candidate.serial, state.market),
                         .default_metrics = metrics_of(pool, kDefaultSerial, state.market),
                         .path_step_s = path_step_s(state.market, base::seconds(state.study.simulation.clock)),
                         .paths = {}};
  winner.train_fitness = fitness_on(state, winner.metrics, SegmentRole::train);
  winner.default_train_fitness = fitness_on(state, winner.default_metrics, SegmentRole::train);
  winner.held_back_fitness = fitness_on(state, winner.metrics, SegmentRole::held_back);
  winner.default_held_back_fitness = fitness_on(state, winner.default_metrics, SegmentRole::held_back);
  winner.paths = sample_paths(state, settings, winner.path_step_s);
  return winner;
}

results::RunSnapshot snapshot_of(const RunState& state, const std::optional<results::Winner>& winner, bool finished) {
  results::RunSnapshot snapshot{.study = configs::to_json(state.study),
                                .provenance = {version(), compiler(), configs::study_digest(state.study), state.data},
                                .genes = gene_rows(state.study),
                                .segments = segment_rows(state.market),
                                .metrics = results::metric_columns(),
                                .evaluations = evaluation_rows(state),
                                .generations = generation_rows(state.search),
                                .winner = winner,
                                .validation = std::nullopt,
                                .execution = execution_of(state, finished)};
  if (winner && !state.market.with_role(SegmentRole::held_back).empty()) {
    const bool larger = state.search.objective().direction == optimizer::Direction::maximise;
    snapshot.validation = results::validate(snapshot, std::string(account::metric_info(state.study.objective.metric).name),
                                            larger ? results::Better::larger : results::Better::smaller);
  }
  return snapshot;
}

std::optional<std::string> write_tuned(const configs::Study& study, const RunPaths& paths, const results::Winner& winner) {
  const strategy::Settings settings = configs::strategy_from_json(winner.strategy, paths.tuned_json, study.target);
  results::write_tuned_json(paths.tuned_json, {study.target, settings});
  if (study.target != configs::Target::hummingbot) return std::nullopt;
  return results::write_tuned_yml(paths.tuned_yml, settings, {study.exchange, study.market});
}

}  // namespace asgen::app
