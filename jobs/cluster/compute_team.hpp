#pragma once
// The computing half of a worker: one thread that makes the evaluator, then owns the team that works the queue off.

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "jobs/cluster/work.hpp"

namespace asgen::cluster {

/// How a start, or the team, has ended: empty text = well.
struct Outcome {
  std::string text{};
  base::ExitCode code = base::ExitCode::cluster_failure;
};
/// The outcome that an exception in flight is.
Outcome outcome_of(const std::exception_ptr& error);

/// Evaluates units on `threads` threads. The talking thread calls the public functions; none of them waits for a unit.
/// Team threads take units from one queue, so blocks have no barrier between them: single ones, so that a long unit delays no other, or
/// several of one segment while units are so short that this does not matter and the evaluator is faster so.
class ComputeTeam {
 public:
  /// @param on_output called from team threads when results or the outcome of the start can be fetched
  ComputeTeam(int threads, std::function<void()> on_output);
  /// Forgets units not begun and waits for those under way.
  ~ComputeTeam();
  ComputeTeam(const ComputeTeam&) = delete;
  ComputeTeam& operator=(const ComputeTeam&) = delete;

  /// Makes the evaluator on the compute thread; once.
  void start(EvaluatorFactory make_evaluator, std::string payload);
  /// Outcome of the start, or a later failure of the team itself: empty text = ready. Each is given once.
  std::optional<Outcome> take_outcome();

  void give(std::vector<WorkUnit> units);
  /// Units not begun; they leave the queue.
  std::vector<WorkUnit> recall();
  std::vector<UnitResult> take_results();
  /// True when no unit waits or runs and no result waits to be fetched.
  [[nodiscard]] bool idle() const;

 private:
  void run(const EvaluatorFactory& make_evaluator, const std::string& payload);
  void serve(const Evaluator& evaluator);
  std::vector<WorkUnit> wait_for_units(std::size_t most);
  std::vector<WorkUnit> take_units(std::size_t most);
  void put_results(std::vector<UnitResult> results);
  void put_outcome(Outcome outcome);

  const int threads_;
  const std::function<void()> on_output_;
  mutable std::mutex mutex_;
  std::condition_variable queue_changed_;
  std::deque<WorkUnit> queue_;
  std::vector<UnitResult> results_;
  std::deque<Outcome> outcomes_;
  std::size_t running_ = 0;    ///< units
  double unit_seconds_ = 0.1;  ///< of late
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace asgen::cluster
