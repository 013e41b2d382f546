#pragma once
// A study: one file says everything about a run. Plain structs, composed of the rooms' option structs, with defaults;
// read_study fills them from JSON and checks them, to_json writes every value back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "optimizer/aggregate.hpp"
#include "optimizer/algorithm.hpp"
#include "optimizer/genome.hpp"
#include "sim/account/metrics.hpp"
#include "sim/data/import.hpp"
#include "sim/data/synthetic.hpp"
#include "sim/market/instrument.hpp"
#include "sim/simulate/options.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::configs {

enum class Target { asgen, hummingbot };

/// One recorded feed to import: a book (or quotes) file and a trades file, with how to read them.
struct RawFeed {
  std::string book;    // path of incremental_book_L2, book_ticker or quotes CSV
  std::string trades;  // path of the trades CSV
  data::ImportOptions options;
};

/// Synthetic days: training days 0..days-1 and, after them, days that only `compare` sees.
struct SynthDays {
  data::SynthOptions options;
  std::uint64_t seed = 1;
  std::uint32_t days = 1;         // day indices 0 .. days-1
  std::uint32_t unseen_days = 0;  // day indices days .. days+unseen_days-1
};

/// Section `data`: exactly one of the three kinds.
struct DataSection {
  std::vector<std::string> days;  // day files
  std::vector<RawFeed> raw;       // recorded feeds, imported and cached when needed
  std::optional<SynthDays> synth;
};

/// Section `simulation` beyond what a simulation itself needs: the clock and how days are cut into segments.
struct SimulationSection {
  double clock_s = 1;                // decision clock, s
  double warmup_s = 0;               // not traded before each slice; cut from a held-back segment that follows a training one
  double slice_hours = 0;            // 0: one segment per day
  std::optional<std::string> from;   // first instant traded, "YYYY-MM-DDTHH:MM:SSZ" or "HH:MM:SS" of each day
  std::optional<std::string> to;     // end of trading, exclusive
  double gap_s = 10;                 // longer than this without any row is a gap
  simulate::SimulationOptions options;
};

/// A condition on an evaluation's segments; a genome that breaks it is infeasible by how far it does.
struct FeasibilityRule {
  account::Metric metric;
  enum class Kind { at_least, at_most } kind = Kind::at_least;
  double bound = 0;
};

struct ObjectiveSection {
  account::Metric metric = account::Metric::pnl_close_at_book;
  optimizer::Aggregate aggregate;  // mean_cvar(0.5, 0.75)
  std::vector<FeasibilityRule> feasibility;
};

struct OptimizerSection {
  optimizer::AlgorithmOptions algorithm;
  std::uint64_t seed = 1;
};

/// Which segments the search never sees: the last `held_back` ones, or those named.
struct ValidationSection {
  std::uint32_t held_back = 0;
  std::vector<std::string> held_back_segments;
};

struct Study {
  Target target = Target::asgen;
  DataSection data;
  market::Instrument instrument;
  std::string exchange, market;  // section instrument: names that Hummingbot's file needs
  SimulationSection simulation;
  strategy::Settings strategy;   // the default configuration: no gene applied
  std::vector<optimizer::Gene> genome;
  ObjectiveSection objective;
  OptimizerSection optimizer;
  ValidationSection validation;
  std::string results_folder = "results/runs";  // relative to the current directory

  std::string name;    // the study's file name without .json
  std::string folder;  // folder of the study's file; relative data paths start here
};

/// Reads and checks a study. Relative paths under `data` are relative to the study's file. Throws ConfigurationError with the
/// grammar "FILE: /json/pointer = value (why); what to do".
Study read_study(const std::string& path);

/// Same from text; `path` names the file in messages and gives name and folder.
Study parse_study(const std::string& text, const std::string& path);

/// The resolved study: every value explicit; reading it back gives the same study. Ends with a newline.
std::string to_json(const Study& study);

/// to_json without the section `results`: two runs with equal identity give equal evaluations on equal data.
std::string study_identity(const Study& study);

/// base::hash_text of study_identity.
std::uint64_t study_digest(const Study& study);

/// `path` as the study means it: unchanged when absolute, else under the study's folder.
std::string resolve_path(const Study& study, const std::string& path);

/// Field-by-field difference of two JSON documents: "/genome/kappa/min: 1 -> 2", one line each, in pointer order.
std::vector<std::string> json_differences(const std::string& before, const std::string& after);

/// Strategy settings with gene values applied, in genome order; integer genes are whole numbers already.
strategy::Settings apply_genes(const Study& study, const std::vector<double>& values);

/// A complete strategy section, JSON, every value explicit.
std::string strategy_to_json(const strategy::Settings& settings);

/// Reads a strategy section. `where` names file or dataset in messages.
strategy::Settings strategy_from_json(const std::string& text, const std::string& where, Target target);

/// JSON Schema (draft 2020-12) of a study, from the same tables as the reader.
std::string study_schema();

}  // namespace asgen::configs
