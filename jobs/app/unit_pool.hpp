#pragma once
// Answers units of work from the journal or hands them to the cluster; a new result is stored before anybody uses it.

#include <functional>
#include <map>
#include <span>
#include <utility>

#include "jobs/cluster/master.hpp"
#include "results/journal.hpp"

namespace asgen::app {

class UnitPool {
 public:
  /// `on_progress` is called while results come in. Master and journal outlive the pool.
  UnitPool(cluster::Master& master, results::Journal& journal, std::function<void()> on_progress);

  /// Runs all units that are not known yet. False when a stop was requested: units under way were finished and stored, the rest were
  /// given back. Throws ClusterError, StorageError.
  bool run(std::span<const cluster::WorkUnit> units);

  /// Result of a unit that has been run.
  [[nodiscard]] const results::UnitRecord& result(std::uint64_t serial, std::uint32_t segment) const;

  /// All results, by serial, then segment.
  [[nodiscard]] const std::map<std::pair<std::uint64_t, std::uint32_t>, results::UnitRecord>& results() const { return results_; }
  /// Units simulated by this process's cluster (results from the journal not counted).
  [[nodiscard]] std::uint64_t simulated() const { return simulated_; }

 private:
  void store(cluster::UnitResult&& result);

  cluster::Master& master_;
  results::Journal& journal_;
  std::function<void()> on_progress_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, results::UnitRecord> results_;
  std::uint64_t simulated_ = 0;
};

}  // namespace asgen::app
