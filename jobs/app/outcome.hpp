#pragma once
// What a search leaves behind: the winner held against the default configuration, the run file, the tuned configuration.

#include <chrono>
#include <optional>
#include <string>

#include "jobs/app/search.hpp"
#include "jobs/app/study_market.hpp"
#include "jobs/cluster/master.hpp"
#include "results/run_file.hpp"

namespace asgen::app {

/// Serial under which the default configuration's units are journalled; no candidate reaches it.
inline constexpr std::uint64_t kDefaultSerial = ~std::uint64_t{0};

/// Paths of a run's outputs.
struct RunPaths {
  explicit RunPaths(const configs::Study& study);
  std::string journal, run_file, tuned_json, tuned_yml;
};

/// All that a snapshot is made from.
struct RunState {
  const configs::Study& study;
  const StudyMarket& market;
  const std::vector<results::DataDigest>& data;
  const Search& search;
  const UnitPool& pool;
  cluster::Master& master;
  int threads;
  std::chrono::system_clock::time_point started;
};

/// Runs the winner and the default configuration on all segments, and the winner's paths; nothing when a stop was requested meanwhile
/// or no genome is feasible.
std::optional<results::Winner> judge_winner(const RunState& state, UnitPool& pool);

/// The run so far.
results::RunSnapshot snapshot_of(const RunState& state, const std::optional<results::Winner>& winner, bool finished);

/// Writes tuned.json and, for target hummingbot, tuned.yml; returns why tuned.yml was not written, or nothing.
std::optional<std::string> write_tuned(const configs::Study& study, const RunPaths& paths, const results::Winner& winner);

}  // namespace asgen::app
