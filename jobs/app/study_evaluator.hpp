#pragma once
// Simulates units of work of one study: what a worker does.

#include <memory>
#include <string>

#include "configs/json/study.hpp"
#include "jobs/app/study_market.hpp"
#include "jobs/cluster/work.hpp"

namespace asgen::app {

/// Thread-safe; study and market are shared. Ends the run with the error of a day that cannot be prepared (cluster::EvaluatorFailure).
class StudyEvaluator : public cluster::Evaluator {
 public:
  StudyEvaluator(std::shared_ptr<const configs::Study> study, std::shared_ptr<const StudyMarket> market);

  [[nodiscard]] cluster::UnitResult evaluate(const cluster::WorkUnit& unit) const override;
  [[nodiscard]] std::vector<cluster::UnitResult> evaluate_together(std::span<const cluster::WorkUnit> units) const override;
  /// Measured (tests/bench/README.md): with fewer a stretch of the market serves too few simulations, more gain little.
  [[nodiscard]] std::size_t at_once() const override { return 32; }

 private:
  std::shared_ptr<const configs::Study> study_;
  std::shared_ptr<const StudyMarket> market_;
};

/// What the master sends to its workers: the study's path and text, so that no worker reads another version of it.
std::string start_payload(const std::string& path, const std::string& text);

/// Makes the evaluator of a payload in a process of its own: reads the study; its days are opened when units ask for them.
/// @param cache see DayCache
std::shared_ptr<const cluster::Evaluator> make_evaluator(const std::string& payload, const std::string& cache);

}  // namespace asgen::app
