// Writes run files.
#include <algorithm>
#include <cmath>
#include <limits>

#include "results/run_columns.hpp"
#include "results/run_file.hpp"
#include "sim/account/metrics.hpp"
#include "sim/base/contract.hpp"

namespace asgen::results {
namespace {

using optimizer::EvaluationState;

const std::string kGene = "/genes/name", kSegment = "/segments/name", kMetric = "/metrics/name";
const std::string kSerial = "/evaluations/serial", kGeneration = "/generations/generation";

void write_provenance(ColumnWriter& out, const Provenance& p) {
  out.scalar("/provenance/program_version", p.program_version, {"", "version of asgen that wrote this file"});
  out.scalar("/provenance/compiler", p.compiler, {"", "compiler that built it"});
  out.scalar("/provenance/study_digest", p.study_digest, {"", "FNV-1a digest of the resolved study without description and folders"});
  out.write("/provenance/data_name", column(p.data, [](const DataDigest& d) { return d.name; }),
            {"", "input days as the study names them"});
  out.scale("/provenance/data_name", "day");
  out.write("/provenance/data_digest", column(p.data, [](const DataDigest& d) { return d.digest; }),
            {"", "digest of each input day: of its file, or of what a synthetic day is made from", {"/provenance/data_name"}});
}

void write_axes(ColumnWriter& out, const RunSnapshot& run) {
  out.write(kGene, column(run.genes, [](const GeneRow& g) { return g.name; }), {"", "strategy keys that were varied"});
  out.scale(kGene, "gene");
  out.write("/genes/scale", column(run.genes, [](const GeneRow& g) { return g.scale; }), {"", "linear, log, integer or choice", {kGene}});
  out.write("/genes/min", column(run.genes, [](const GeneRow& g) { return g.min; }), {"as the key", "smallest value", {kGene}});
  out.write("/genes/max", column(run.genes, [](const GeneRow& g) { return g.max; }), {"as the key", "largest value", {kGene}});
  out.write(kSegment, column(run.segments, [](const SegmentRow& s) { return s.name; }), {"", "segments in time order"});
  out.scale(kSegment, "segment");
  out.write("/segments/from_ns", column(run.segments, [](const SegmentRow& s) { return s.from_ns; }),
            {"ns", "first instant, since 1970-01-01 UTC", {kSegment}});
  out.write("/segments/to_ns", column(run.segments, [](const SegmentRow& s) { return s.to_ns; }),
            {"ns", "end, exclusive, since 1970-01-01 UTC", {kSegment}});
  out.write("/segments/role", column(run.segments, [](const SegmentRow& s) { return static_cast<std::uint8_t>(s.role); }),
            {"", "0 train: the search saw it; 1 held back: it did not", {kSegment}});
  out.write(kMetric, column(run.metrics, [](const MetricColumn& m) { return m.name; }), {"", "metrics of one simulated segment"});
  out.scale(kMetric, "metric");
  out.write("/metrics/unit", column(run.metrics, [](const MetricColumn& m) { return m.unit; }), {"", "unit of each metric", {kMetric}});
}

/// Two columns, -1 where there is no parent.
std::vector<std::int64_t> parents_of(const std::vector<EvaluationRow>& rows) {
  std::vector<std::int64_t> parents;
  for (const EvaluationRow& row : rows) {
    for (std::size_t i = 0; i < 2; ++i) parents.push_back(i < row.parents.size() ? static_cast<std::int64_t>(row.parents[i]) : -1);
  }
  return parents;
}

void write_lineage(ColumnWriter& out, const std::vector<EvaluationRow>& rows) {
  using Row = EvaluationRow;
  out.write(kSerial, column(rows, [](const Row& r) { return r.serial; }), {"", "serial number of the candidate, in the order asked"});
  out.scale(kSerial, "serial");
  out.write("/evaluations/generation", column(rows, [](const Row& r) { return r.generation; }),
            {"", "batch in which it was asked for", {kSerial}});
  out.write("/evaluations/parents", parents_of(rows), {rows.size(), 2}, {"", "serials of its parents, -1: none", {kSerial, ""}});
  out.write("/evaluations/origin", column(rows, [](const Row& r) { return r.origin; }), {"", "operator that made it", {kSerial}});
  out.write("/evaluations/cached_from", column(rows, [](const Row& r) { return r.cached_from; }),
            {"", "serial of the equal genome whose result was reused, -1: simulated", {kSerial}});
}

void write_evaluations(ColumnWriter& out, const RunSnapshot& run) {
  using Row = EvaluationRow;
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  const auto& rows = run.evaluations;
  const std::size_t n = rows.size(), segments = run.segments.size(), metrics = run.metrics.size();
  write_lineage(out, rows);
  out.write("/evaluations/genes",
            matrix(
                rows, [](const Row& r) -> const auto& { return r.genes; }),
            {n, run.genes.size()}, {"as the key", "decoded gene values", {kSerial, kGene}});
  out.write("/evaluations/state", column(rows, [](const Row& r) { return static_cast<std::uint8_t>(r.state); }),
            {"", "0 ok, 1 infeasible, 2 pruned, 3 failed", {kSerial}});
  out.write("/evaluations/reason", column(rows, [](const Row& r) { return r.reason; }), {"", "why it is not ok, else empty", {kSerial}});
  out.write("/evaluations/fitness", column(rows, [](const Row& r) { return r.state == EvaluationState::ok ? r.fitness : kUndefined; }),
            {"as the objective", "larger is better; NaN unless ok", {kSerial}});
  out.write("/evaluations/violation", column(rows, [](const Row& r) { return r.state == EvaluationState::infeasible ? r.violation : 0.0; }),
            {"1", "how far from feasible, relative to the limits; 0 unless infeasible", {kSerial}});
  out.write("/evaluations/metrics",
            matrix(
                rows, [](const Row& r) -> const auto& { return r.metrics; }),
            {n, segments, metrics},
            {"see /metrics/unit", "metrics per segment; NaN where undefined or not run", {kSerial, kSegment, kMetric}});
  out.write("/evaluations/mask",
            matrix(
                rows, [](const Row& r) -> const auto& { return r.mask; }),
            {n, segments}, {"", "1 where the segment was simulated", {kSerial, kSegment}});
}

void write_generations(ColumnWriter& out, const std::vector<GenerationRow>& rows) {
  using Row = GenerationRow;
  out.write(kGeneration, column(rows, [](const Row& r) { return r.generation; }), {"", "number of the generation"});
  out.scale(kGeneration, "generation");
  out.write("/generations/best", column(rows, [](const Row& r) { return r.best; }),
            {"as the objective", "best fitness so far; NaN: none is ok", {kGeneration}});
  out.write("/generations/mean", column(rows, [](const Row& r) { return r.mean; }),
            {"as the objective", "mean fitness of its new ok evaluations", {kGeneration}});
  out.write("/generations/median", column(rows, [](const Row& r) { return r.median; }),
            {"as the objective", "median fitness of its new ok evaluations", {kGeneration}});
  out.write("/generations/evaluations", column(rows, [](const Row& r) { return r.evaluations; }),
            {"", "new evaluations in it", {kGeneration}});
  out.write("/generations/cache_hits", column(rows, [](const Row& r) { return r.cache_hits; }),
            {"", "candidates answered from the archive", {kGeneration}});
  out.write("/generations/infeasible", column(rows, [](const Row& r) { return r.infeasible; }),
            {"", "new evaluations that break a rule", {kGeneration}});
  out.write("/generations/failed", column(rows, [](const Row& r) { return r.failed; }),
            {"", "new evaluations that failed or were pruned", {kGeneration}});
}

void write_paths(ColumnWriter& out, const Winner& winner) {
  std::vector<std::uint32_t> segment;
  for (const PathSample& path : winner.paths) segment.insert(segment.end(), path.time_ns.size(), path.segment);
  out.scalar("/winner/path/step_s", winner.path_step_s, {"s", "grid of the path"});
  out.write("/winner/path/segment", segment, {"", "index into /segments"});
  out.write("/winner/path/time_ns",
            matrix(
                winner.paths, [](const PathSample& p) -> const auto& { return p.time_ns; }),
            {"ns", "since 1970-01-01 UTC"});
  out.write("/winner/path/equity",
            matrix(
                winner.paths, [](const PathSample& p) -> const auto& { return p.equity; }),
            {"quote currency", "excess equity of the winner, marked at the mid"});
  out.write("/winner/path/inventory",
            matrix(
                winner.paths, [](const PathSample& p) -> const auto& { return p.inventory; }),
            {"base units", "inventory of the winner minus the initial one"});
}

void write_winner(ColumnWriter& out, const RunSnapshot& run) {
  const Winner& w = *run.winner;
  const data::h5::Shape table = {run.segments.size(), run.metrics.size()};
  out.scalar("/winner/serial", w.serial, {"", "serial of the best evaluation"});
  out.write("/winner/values", w.values, {"as the key", "its gene values", {kGene}});
  out.scalar("/winner/strategy", w.strategy, {"", "its complete strategy section, JSON"});
  out.write("/winner/metrics", w.metrics, table, {"see /metrics/unit", "its metrics on every segment", {kSegment, kMetric}});
  out.write("/winner/default_metrics", w.default_metrics, table,
            {"see /metrics/unit", "metrics of the default configuration on every segment", {kSegment, kMetric}});
  out.scalar("/winner/train_fitness", w.train_fitness, {"as the objective", "winner on the training segments"});
  out.scalar("/winner/default_train_fitness", w.default_train_fitness,
             {"as the objective", "default configuration on the training segments"});
  out.scalar("/winner/held_back_fitness", w.held_back_fitness,
             {"as the objective", "winner on the held-back segments; NaN where undefined"});
  out.scalar("/winner/default_held_back_fitness", w.default_held_back_fitness,
             {"as the objective", "default configuration on the held-back segments; NaN where undefined"});
  write_paths(out, w);
}

void write_validation(ColumnWriter& out, const Validation& v) {
  out.scalar("/validation/metric", v.metric, {"", "metric that is compared"});
  out.scalar("/validation/segments", v.segments, {"", "held-back segments"});
  out.scalar("/validation/winner_mean", v.winner_mean, {"as the metric", "mean of the winner on held-back segments"});
  out.scalar("/validation/default_mean", v.default_mean, {"as the metric", "mean of the default configuration there"});
  out.scalar("/validation/mean_difference", v.mean_difference, {"as the metric", "mean of winner minus default, segment by segment"});
  out.scalar("/validation/standard_error", v.standard_error,
             {"as the metric", "standard error of the mean difference; NaN with fewer than 2 segments"});
  out.scalar("/validation/segments_won", v.segments_won, {"", "held-back segments on which the winner was better"});
}

void write_execution(ColumnWriter& out, const Execution& e) {
  using Unit = ExecutionUnit;
  using Rank = ExecutionRank;
  out.scalar("/execution/started_ns", e.started_ns, {"ns", "start of the run, since 1970-01-01 UTC"});
  out.scalar("/execution/elapsed_s", e.elapsed_s, {"s", "time from start to this snapshot"});
  out.scalar("/execution/finished", static_cast<std::uint8_t>(e.finished), {"", "1 when the search came to its end"});
  out.write("/execution/units/serial", column(e.units, [](const Unit& u) { return u.serial; }), {"", "candidate of each simulated unit"});
  out.write("/execution/units/segment", column(e.units, [](const Unit& u) { return u.segment; }), {"", "index into /segments"});
  out.write("/execution/units/seconds", column(e.units, [](const Unit& u) { return u.seconds; }), {"s", "time that it took; units that a thread simulated side by side share theirs equally"});
  out.write("/execution/units/rank", column(e.units, [](const Unit& u) { return u.rank; }), {"", "rank that simulated it"});
  out.write("/execution/ranks/rank", column(e.ranks, [](const Rank& r) { return r.rank; }), {"", "ranks of the run"});
  out.scale("/execution/ranks/rank", "rank");
  const std::string axis = "/execution/ranks/rank";
  out.write("/execution/ranks/host", column(e.ranks, [](const Rank& r) { return r.host; }), {"", "host of the rank", {axis}});
  out.write("/execution/ranks/threads", column(e.ranks, [](const Rank& r) { return r.threads; }), {"", "threads of the rank", {axis}});
  out.write("/execution/ranks/units", column(e.ranks, [](const Rank& r) { return r.units; }), {"", "units that it simulated", {axis}});
  out.write("/execution/ranks/busy_s", column(e.ranks, [](const Rank& r) { return r.busy_s; }),
            {"s", "time that it spent simulating, summed over threads", {axis}});
}

}  // namespace

EvaluationRow to_row(const optimizer::Record& record) {
  EvaluationRow row;
  row.serial = record.candidate.serial;
  row.generation = record.candidate.generation;
  row.genes = record.candidate.values;
  row.parents = record.candidate.parents;
  row.origin = record.candidate.origin;
  row.state = record.evaluation.state;
  row.reason = record.reason;
  row.fitness = record.evaluation.fitness;
  row.violation = record.evaluation.violation;
  row.metrics = record.metrics;
  row.mask = record.run;
  return row;
}

std::vector<MetricColumn> metric_columns() {
  std::vector<MetricColumn> columns;
  for (const account::MetricInfo& info : account::metric_table()) columns.push_back({std::string(info.name), std::string(info.unit)});
  return columns;
}

void write_run_file(const std::string& path, const RunSnapshot& run) {
  auto file = data::h5::File::create(path);
  file.set_attribute("/", "format", kRunFormat);
  file.set_attribute("/", "version", static_cast<std::int64_t>(kRunVersion));
  ColumnWriter out(file);
  out.scalar("/study", run.study, {"", "the resolved study, JSON"});
  write_provenance(out, run.provenance);
  write_axes(out, run);
  write_evaluations(out, run);
  write_generations(out, run.generations);
  if (run.winner) write_winner(out, run);
  if (run.validation) write_validation(out, *run.validation);
  write_execution(out, run.execution);
  file.publish();
}

}  // namespace asgen::results
