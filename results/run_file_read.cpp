// Reads run files.
#include <fmt/format.h>

#include "results/run_columns.hpp"
#include "results/run_file.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"

namespace asgen::results {
namespace {

using data::h5::File;

constexpr const char* kAdvice = "give a NAME.h5 that `asgen optimize` wrote";

/// Sets one field of every row; the first column read sizes the rows.
template <class Row, class Values, class Set>
void fill(std::vector<Row>& rows, const Values& values, const Set& set) {
  rows.resize(values.size());
  for (std::size_t i = 0; i < rows.size(); ++i) set(rows[i], values[i]);
}

template <class T>
T scalar(const File& file, const std::string& dataset) {
  return file.read<T>(dataset).at(0);
}

/// Row `i` of a row-major matrix.
template <class T>
std::vector<T> row_of(const std::vector<T>& values, std::size_t i, std::size_t width) {
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(i * width);
  return {begin, begin + static_cast<std::ptrdiff_t>(width)};
}

void read_provenance(const File& file, Provenance& p) {
  p.program_version = file.read_text("/provenance/program_version").at(0);
  p.compiler = file.read_text("/provenance/compiler").at(0);
  p.study_digest = scalar<std::uint64_t>(file, "/provenance/study_digest");
  fill(p.data, file.read_text("/provenance/data_name"), [](DataDigest& d, const std::string& v) { d.name = v; });
  fill(p.data, file.read<std::uint64_t>("/provenance/data_digest"), [](DataDigest& d, std::uint64_t v) { d.digest = v; });
}

void read_axes(const File& file, RunSnapshot& run) {
  fill(run.genes, file.read_text("/genes/name"), [](GeneRow& g, const std::string& v) { g.name = v; });
  fill(run.genes, file.read_text("/genes/scale"), [](GeneRow& g, const std::string& v) { g.scale = v; });
  fill(run.genes, file.read<double>("/genes/min"), [](GeneRow& g, double v) { g.min = v; });
  fill(run.genes, file.read<double>("/genes/max"), [](GeneRow& g, double v) { g.max = v; });
  fill(run.segments, file.read_text("/segments/name"), [](SegmentRow& s, const std::string& v) { s.name = v; });
  fill(run.segments, file.read<std::int64_t>("/segments/from_ns"), [](SegmentRow& s, std::int64_t v) { s.from_ns = v; });
  fill(run.segments, file.read<std::int64_t>("/segments/to_ns"), [](SegmentRow& s, std::int64_t v) { s.to_ns = v; });
  fill(run.segments, file.read<std::uint8_t>("/segments/role"),
       [](SegmentRow& s, std::uint8_t v) { s.role = static_cast<SegmentRole>(v); });
  fill(run.metrics, file.read_text("/metrics/name"), [](MetricColumn& m, const std::string& v) { m.name = v; });
  fill(run.metrics, file.read_text("/metrics/unit"), [](MetricColumn& m, const std::string& v) { m.unit = v; });
}

void read_lineage(const File& file, std::vector<EvaluationRow>& rows) {
  using Row = EvaluationRow;
  fill(rows, file.read<std::uint64_t>("/evaluations/serial"), [](Row& r, std::uint64_t v) { r.serial = v; });
  fill(rows, file.read<std::int32_t>("/evaluations/generation"), [](Row& r, std::int32_t v) { r.generation = v; });
  fill(rows, file.read_text("/evaluations/origin"), [](Row& r, const std::string& v) { r.origin = v; });
  fill(rows, file.read<std::int64_t>("/evaluations/cached_from"), [](Row& r, std::int64_t v) { r.cached_from = v; });
  const auto parents = file.read<std::int64_t>("/evaluations/parents");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const std::int64_t parent : row_of(parents, i, 2)) {
      if (parent >= 0) rows[i].parents.push_back(static_cast<std::uint64_t>(parent));
    }
  }
}

void read_evaluations(const File& file, RunSnapshot& run) {
  using Row = EvaluationRow;
  std::vector<Row>& rows = run.evaluations;
  read_lineage(file, rows);
  fill(rows, file.read<std::uint8_t>("/evaluations/state"),
       [](Row& r, std::uint8_t v) { r.state = static_cast<optimizer::EvaluationState>(v); });
  fill(rows, file.read_text("/evaluations/reason"), [](Row& r, const std::string& v) { r.reason = v; });
  fill(rows, file.read<double>("/evaluations/fitness"), [](Row& r, double v) { r.fitness = v; });
  fill(rows, file.read<double>("/evaluations/violation"), [](Row& r, double v) { r.violation = v; });
  const auto genes = file.read<double>("/evaluations/genes");
  const auto metrics = file.read<double>("/evaluations/metrics");
  const auto mask = file.read<std::uint8_t>("/evaluations/mask");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].genes = row_of(genes, i, run.genes.size());
    rows[i].metrics = row_of(metrics, i, run.segments.size() * run.metrics.size());
    rows[i].mask = row_of(mask, i, run.segments.size());
  }
}

void read_generations(const File& file, std::vector<GenerationRow>& rows) {
  using Row = GenerationRow;
  const auto count = [&](const char* name, std::uint64_t Row::*member) {
    fill(rows, file.read<std::uint64_t>(std::string("/generations/") + name), [member](Row& r, std::uint64_t v) { r.*member = v; });
  };
  const auto number = [&](const char* name, double Row::*member) {
    fill(rows, file.read<double>(std::string("/generations/") + name), [member](Row& r, double v) { r.*member = v; });
  };
  fill(rows, file.read<std::int32_t>("/generations/generation"), [](Row& r, std::int32_t v) { r.generation = v; });
  number("best", &Row::best);
  number("mean", &Row::mean);
  number("median", &Row::median);
  count("evaluations", &Row::evaluations);
  count("cache_hits", &Row::cache_hits);
  count("infeasible", &Row::infeasible);
  count("failed", &Row::failed);
}

void read_paths(const File& file, Winner& winner) {
  winner.path_step_s = scalar<double>(file, "/winner/path/step_s");
  const auto segment = file.read<std::uint32_t>("/winner/path/segment");
  const auto time = file.read<std::int64_t>("/winner/path/time_ns");
  const auto equity = file.read<double>("/winner/path/equity");
  const auto inventory = file.read<double>("/winner/path/inventory");
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (winner.paths.empty() || winner.paths.back().segment != segment[i])
      winner.paths.push_back({.segment = segment[i], .time_ns = {}, .equity = {}, .inventory = {}});
    winner.paths.back().time_ns.push_back(time[i]);
    winner.paths.back().equity.push_back(equity[i]);
    winner.paths.back().inventory.push_back(inventory[i]);
  }
}

Winner read_winner(const File& file) {
  Winner w;
  w.serial = scalar<std::uint64_t>(file, "/winner/serial");
  w.values = file.read<double>("/winner/values");
  w.strategy = file.read_text("/winner/strategy").at(0);
  w.metrics = file.read<double>("/winner/metrics");
  w.default_metrics = file.read<double>("/winner/default_metrics");
  w.train_fitness = scalar<double>(file, "/winner/train_fitness");
  w.default_train_fitness = scalar<double>(file, "/winner/default_train_fitness");
  w.held_back_fitness = scalar<double>(file, "/winner/held_back_fitness");
  w.default_held_back_fitness = scalar<double>(file, "/winner/default_held_back_fitness");
  read_paths(file, w);
  return w;
}

Validation read_validation(const File& file) {
  Validation v;
  v.metric = file.read_text("/validation/metric").at(0);
  v.segments = scalar<std::uint32_t>(file, "/validation/segments");
  v.winner_mean = scalar<double>(file, "/validation/winner_mean");
  v.default_mean = scalar<double>(file, "/validation/default_mean");
  v.mean_difference = scalar<double>(file, "/validation/mean_difference");
  v.standard_error = scalar<double>(file, "/validation/standard_error");
  v.segments_won = scalar<std::uint32_t>(file, "/validation/segments_won");
  return v;
}

void read_execution(const File& file, Execution& e) {
  e.started_ns = scalar<std::int64_t>(file, "/execution/started_ns");
  e.elapsed_s = scalar<double>(file, "/execution/elapsed_s");
  e.finished = scalar<std::uint8_t>(file, "/execution/finished") != 0;
  fill(e.units, file.read<std::uint64_t>("/execution/units/serial"), [](ExecutionUnit& u, std::uint64_t v) { u.serial = v; });
  fill(e.units, file.read<std::uint32_t>("/execution/units/segment"), [](ExecutionUnit& u, std::uint32_t v) { u.segment = v; });
  fill(e.units, file.read<double>("/execution/units/seconds"), [](ExecutionUnit& u, double v) { u.seconds = v; });
  fill(e.units, file.read<std::int32_t>("/execution/units/rank"), [](ExecutionUnit& u, std::int32_t v) { u.rank = v; });
  fill(e.ranks, file.read<std::int32_t>("/execution/ranks/rank"), [](ExecutionRank& r, std::int32_t v) { r.rank = v; });
  fill(e.ranks, file.read_text("/execution/ranks/host"), [](ExecutionRank& r, const std::string& v) { r.host = v; });
  fill(e.ranks, file.read<std::int32_t>("/execution/ranks/threads"), [](ExecutionRank& r, std::int32_t v) { r.threads = v; });
  fill(e.ranks, file.read<std::uint64_t>("/execution/ranks/units"), [](ExecutionRank& r, std::uint64_t v) { r.units = v; });
  fill(e.ranks, file.read<double>("/execution/ranks/busy_s"), [](ExecutionRank& r, double v) { r.busy_s = v; });
}

bool says_run(const File& file) { return file.has_attribute("/", "format") && file.text_attribute("/", "format") == kRunFormat; }

void check_format(const File& file) {
  if (!says_run(file)) throw base::DataError(file.path(), "is not a run file (no attribute format = \"asgen-run\")", kAdvice);
  if (const auto version = file.int_attribute("/", "version"); version != kRunVersion) {
    throw base::DataError(file.path(), fmt::format("is a run file of version {} (this program reads version {})", version, kRunVersion),
                          "read it with the version of asgen named in /provenance/program_version");
  }
}

}  // namespace

RunSnapshot read_run_file(const std::string& path) {
  const File file = File::open(path);
  check_format(file);
  RunSnapshot run;
  run.study = file.read_text("/study").at(0);
  read_provenance(file, run.provenance);
  read_axes(file, run);
  read_evaluations(file, run);
  read_generations(file, run.generations);
  if (file.exists("/winner")) run.winner = read_winner(file);
  if (file.exists("/validation")) run.validation = read_validation(file);
  read_execution(file, run.execution);
  return run;
}

bool is_run_file(const std::string& path) {
  try {
    return says_run(File::open(path));
  } catch (const base::Error&) {
    return false;
  }
}

}  // namespace asgen::results
