#pragma once
// The loop of an optimisation: ask the algorithm, have the units simulated, tell it the results, generation by generation.
// With the results of a journal in the pool the same loop replays an interrupted run to where it stopped.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "configs/json/study.hpp"
#include "jobs/app/unit_pool.hpp"
#include "optimizer/algorithm.hpp"
#include "optimizer/archive.hpp"
#include "optimizer/fitness.hpp"

namespace asgen::app {

/// One candidate that was told, with where its result came from.
struct Told {
  optimizer::Candidate candidate;
  optimizer::Evaluation evaluation;
  std::optional<std::uint64_t> cached_from;  ///< serial of the record that answered it
};

class Search {
 public:
  /// `training`: the segments that the search sees. Throws ConfigurationError when objective or genome do not fit the study.
  Search(const configs::Study& study, std::vector<std::uint32_t> training);

  /// Runs until the algorithm has finished (true) or a stop was requested (false). `on_generation` hears after each generation.
  bool run(UnitPool& pool, results::Journal& journal, const std::function<void()>& on_generation);

  [[nodiscard]] const optimizer::Archive& archive() const { return archive_; }
  [[nodiscard]] const std::vector<Told>& told() const { return told_; }
  [[nodiscard]] const optimizer::Algorithm& algorithm() const { return *algorithm_; }
  [[nodiscard]] const optimizer::Objective& objective() const { return objective_; }
  [[nodiscard]] const std::vector<std::uint32_t>& training() const { return training_; }

 private:
  [[nodiscard]] std::vector<cluster::WorkUnit> units_of(const std::vector<optimizer::Candidate>& batch) const;
  optimizer::Record record_of(const optimizer::Candidate& candidate, const UnitPool& pool) const;
  std::vector<optimizer::Evaluation> settle(const std::vector<optimizer::Candidate>& batch, const UnitPool& pool);

  optimizer::Objective objective_;
  std::vector<std::uint32_t> training_;
  std::unique_ptr<optimizer::Algorithm> algorithm_;
  optimizer::Archive archive_;
  std::vector<Told> told_;
};

/// Calls `run` units of one genome on `segments`.
std::vector<cluster::WorkUnit> units_for(std::uint64_t serial, const std::vector<double>& values, const std::vector<std::uint32_t>& segments);

}  // namespace asgen::app
