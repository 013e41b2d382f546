#pragma once
// NAME.h5: a self-describing snapshot of a run (DESIGN section 5). Plain structs in, HDF5 out, and back. results/format.md
// documents every dataset. /evaluations holds nothing that depends on time, rank or host: its bytes follow from study and data.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "optimizer/archive.hpp"
#include "results/journal.hpp"

namespace asgen::results {

inline constexpr const char* kRunFormat = "asgen-run";
inline constexpr int kRunVersion = 1;

struct Provenance {
  std::string program_version;
  std::string compiler;
  std::uint64_t study_digest = 0;
  std::vector<DataDigest> data;
};

enum class SegmentRole : std::uint8_t { train = 0, held_back = 1 };

struct SegmentRow {
  std::string name;
  std::int64_t from_ns = 0, to_ns = 0;  // [from, to) since the Unix epoch
  SegmentRole role = SegmentRole::train;
};

struct GeneRow {
  std::string name;
  std::string scale;  // linear, log, integer, choice
  double min = 0, max = 0;
};

struct MetricColumn {
  std::string name, unit;
};

/// One told candidate. Rows stand in serial order.
struct EvaluationRow {
  std::uint64_t serial = 0;
  std::int32_t generation = 0;
  std::vector<double> genes;           // decoded values, one per gene
  std::vector<std::uint64_t> parents;  // serials; the first two are stored
  std::string origin;                  // operator that made it: initial, crossover, mutation, ...
  optimizer::EvaluationState state = optimizer::EvaluationState::ok;
  std::string reason;              // why it failed or is infeasible
  double fitness = 0;              // meaningless (stored as NaN) unless ok
  double violation = 0;            // how far from feasible; 0 when feasible
  std::int64_t cached_from = -1;   // serial whose result was reused, -1: simulated
  std::vector<double> metrics;     // segments x metrics, row-major; NaN where not run
  std::vector<std::uint8_t> mask;  // one per segment: 1 = run
};

struct GenerationRow {
  std::int32_t generation = 0;
  double best = 0, mean = 0, median = 0;  // fitness of the ok evaluations told in it; NaN when there is none; best = best so far
  std::uint64_t evaluations = 0, cache_hits = 0, infeasible = 0, failed = 0;
};

/// Equity and inventory on a stated grid, for one segment of one configuration.
struct PathSample {
  std::uint32_t segment = 0;
  std::vector<std::int64_t> time_ns;
  std::vector<double> equity;     // quote currency, marked at mid, minus the value at the segment's start
  std::vector<double> inventory;  // base units
};

struct Winner {
  std::uint64_t serial = 0;
  std::vector<double> values;           // one per gene
  std::string strategy;                 // complete strategy section, JSON
  std::vector<double> metrics;          // segments x metrics, all segments
  std::vector<double> default_metrics;  // likewise, the study's strategy section with no gene applied
  double train_fitness = 0, default_train_fitness = 0;
  double held_back_fitness = 0, default_held_back_fitness = 0;  // same aggregate; NaN when it is not defined there
  double path_step_s = 0;                                       // grid of the paths
  std::vector<PathSample> paths;                                // winner, every segment
};

/// Winner against default on held-back segments, as it is.
struct Validation {
  std::string metric;          // objective metric compared
  std::uint32_t segments = 0;  // held back
  double winner_mean = 0, default_mean = 0;
  double mean_difference = 0;      // winner - default, paired
  double standard_error = 0;       // of the mean difference; NaN with fewer than 2 segments
  std::uint32_t segments_won = 0;  // winner strictly better
};

struct ExecutionUnit {
  std::uint64_t serial = 0;
  std::uint32_t segment = 0;
  double seconds = 0;
  std::int32_t rank = 0;
};

struct ExecutionRank {
  std::int32_t rank = 0;
  std::string host;
  std::int32_t threads = 0;
  std::uint64_t units = 0;
  double busy_s = 0;
};

/// Times, ranks and hosts: recorded, apart, and decide nothing.
struct Execution {
  std::int64_t started_ns = 0;  // Unix epoch
  double elapsed_s = 0;
  bool finished = false;
  std::vector<ExecutionUnit> units;
  std::vector<ExecutionRank> ranks;
};

struct RunSnapshot {
  std::string study;  // resolved study, JSON
  Provenance provenance;
  std::vector<GeneRow> genes;
  std::vector<SegmentRow> segments;
  std::vector<MetricColumn> metrics;
  std::vector<EvaluationRow> evaluations;
  std::vector<GenerationRow> generations;
  std::optional<Winner> winner;
  std::optional<Validation> validation;
  Execution execution;
};

/// A record of the search's archive as a row.
EvaluationRow to_row(const optimizer::Record& record);

/// The rows of account::metric_table().
std::vector<MetricColumn> metric_columns();

/// Writes beside `path` and renames, so readers see the old file or the whole new one. Throws StorageError.
void write_run_file(const std::string& path, const RunSnapshot& snapshot);

/// Reads a run file. Throws DataError when it is missing, no run file, or of another version.
RunSnapshot read_run_file(const std::string& path);

/// True when `path` is an HDF5 file whose root says that it is a run file; false for anything else.
bool is_run_file(const std::string& path);

}  // namespace asgen::results
