#pragma once
// A study: one file says everything about a run. Plain structs, composed of the rooms' option structs, with defaults;
// read_study fills them from JSON and checks them, to_json writes every value back.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "optimizer/algorithm.hpp"
#include "optimizer/fitness.hpp"
#include "optimizer/genome_space.hpp"
#include "sim/account/metrics.hpp"
#include "sim/base/units.hpp"
#include "sim/data/import.hpp"
#include "sim/data/synth.hpp"
#include "sim/simulate/options.hpp"
#include "sim/simulate/segment.hpp"
#include "sim/simulate/slices.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::configs {

enum class Target { asgen, hummingbot };

/// Synthetic days 0 .. days-1; those that only `compare` sees follow them (ValidationSection::unseen_days).
struct SynthDays {
  data::SynthOptions options;
  std::uint64_t seed = 1;
  std::uint32_t days = 1;
};

/// Section `data`: exactly one of days, raw, synth.
struct DataSection {
  std::vector<std::string> days;         // day files
  std::vector<data::ImportOptions> raw;  // recorded feeds (`files`), imported and cached when needed; output_folder is not used
  std::optional<SynthDays> synth;
  std::string cache = "results/days";  // where imported and synthetic days are kept; relative to the current directory
};

/// Section `simulation`, with the instrument of section `instrument`.
struct SimulationSection {
  base::Nanos clock{base::kNanosPerSecond};  // decision clock
  simulate::SimulationOptions options;       // queue, fill rule, latencies, instrument, initial balances
  std::string latency_file;                  // for measured latency; read by load_latency
  base::Nanos latency_offset{0};
  simulate::SliceOptions slices;             // slice_hours, from, to, warmup
  simulate::Start start = simulate::Start::warm;
};

/// Section `objective`.
struct ObjectiveSection {
  account::Metric metric = account::Metric::pnl_close_at_book;
  optimizer::AggregateOptions aggregate;           // mean_cvar, weight 0.5, alpha 0.75
  std::vector<optimizer::Constraint> feasibility;  // metric = column of account::metric_table()
};

/// Section `validation`: which segments the search never sees.
struct ValidationSection {
  std::uint32_t held_back = 0;                  // the last segments
  std::vector<std::string> held_back_segments;  // or these, by name
  std::uint32_t unseen_days = 0;                // synthetic days after the training days, for `compare`
};

struct Study {
  std::string description;
  Target target = Target::asgen;
  DataSection data;
  std::string exchange, market;  // section instrument: names that Hummingbot's file needs
  SimulationSection simulation;
  strategy::Settings strategy;          // the default configuration: no gene applied
  std::vector<optimizer::Gene> genome;  // in the order of strategy::parameter_table()
  ObjectiveSection objective;
  optimizer::AlgorithmOptions optimizer;  // resolved: every size is explicit; default_values is left empty
  std::uint64_t seed = 1;                 // section optimizer
  ValidationSection validation;
  std::string results_folder = "results/runs";  // relative to the current directory

  std::string path;    // the study's file; in messages
  std::string name;    // its file name without .json
  std::string folder;  // its folder; relative paths under `data` start here
};

/// Reads and checks a study, and the files that its simulations need. Throws ConfigurationError with the grammar "FILE: /json/pointer = value (why); what to do".
Study read_study(const std::string& path);

/// Same from text, without those files; `path` names the file in messages and gives name and folder.
Study parse_study(const std::string& text, const std::string& path);

/// Reads the file of measured latencies that a study names, if it does and has not been read. Throws as parse_latency_rows.
void load_latency(Study& study);

/// Identifies the measured latencies that were loaded; 0 when there are none.
std::uint64_t latency_fingerprint(const Study& study);

/// The resolved study: every value explicit; reading it back gives the same study. Ends with a line feed.
std::string to_json(const Study& study);

/// to_json without description, output and cache folders: runs of equal identity on equal data give equal evaluations.
std::string study_identity(const Study& study);

/// base::hash_text of study_identity.
std::uint64_t study_digest(const Study& study);

/// `path` of section data as the study means it: unchanged when absolute, else under the study's folder.
std::string resolve_path(const Study& study, const std::string& path);

/// The search space: genes with the fixed keys of the strategy for their conditions. Throws ConfigurationError when there is none.
optimizer::GenomeSpace genome_space(const Study& study);

/// The default configuration's value of every gene, in genome order.
std::vector<double> default_gene_values(const Study& study);

/// Strategy settings with gene values applied, in genome order. Precondition: one value per gene.
strategy::Settings apply_genes(const Study& study, std::span<const double> values);

/// The objective in the optimiser's terms. Throws ConfigurationError (naming the study) when its aggregate does not suit
/// `training_segments`, e.g. an alpha with n(1 - alpha) < 2.
optimizer::Objective make_objective(const Study& study, std::size_t training_segments);

/// JSON Schema (draft 2020-12) of a study, from the same descriptions as the reader. Ends with a line feed.
std::string study_schema();

}  // namespace asgen::configs
