#include "jobs/cluster/compute_team.hpp"

#include <chrono>
#include <iterator>
#include <utility>

#include "sim/base/contract.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::cluster {
namespace {

UnitResult evaluate_safely(const Evaluator& evaluator, const WorkUnit& unit) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  UnitResult result;
  try {
    result = evaluator.evaluate(unit);
  } catch (const EvaluatorFailure&) {
    throw;
  } catch (...) {
    result = UnitResult{};
    result.reason = describe(std::current_exception());
  }
  result.serial = unit.serial;
  result.segment = unit.segment;
  result.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return result;
}

}  // namespace

std::string describe(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return *e.what() != '\0' ? e.what() : "exception without text";
  } catch (...) {
    return "unknown exception";
  }
}

Outcome outcome_of(const std::exception_ptr& error) {
  Outcome outcome{.text = describe(error)};
  try {
    std::rethrow_exception(error);
  } catch (const EvaluatorFailure& failure) {
    outcome.code = failure.code();
  } catch (const base::Error& fault) {
    outcome.code = fault.code();
  } catch (...) {
    return outcome;
  }
  return outcome;
}

ComputeTeam::ComputeTeam(int threads, std::function<void()> on_output)
    : threads_(threads), on_output_(std::move(on_output)) {}

ComputeTeam::~ComputeTeam() {
  {
    const std::lock_guard lock(mutex_);
    queue_.clear();
    closing_ = true;
  }
  queue_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void ComputeTeam::start(EvaluatorFactory make_evaluator, std::string payload) {
  base::expects(!thread_.joinable(), "a compute team starts once");
  thread_ = std::thread([this, make = std::move(make_evaluator), text = std::move(payload)] { run(make, text); });
}

void ComputeTeam::run(const EvaluatorFactory& make_evaluator, const std::string& payload) {
  try {
    const std::shared_ptr<const Evaluator> evaluator = make_evaluator(payload);
    put_outcome({});
    // One iteration per thread that lasts until the end: idle threads sleep on the queue instead of spinning at a barrier.
    const auto n = static_cast<std::size_t>(threads_);
    base::parallel_for(n, threads_, [&](std::size_t) { serve(*evaluator); });
  } catch (...) {
    put_outcome(outcome_of(std::current_exception()));
  }
}

void ComputeTeam::serve(const Evaluator& evaluator) {
  try {
    while (const auto unit = wait_for_unit()) put_result(evaluate_safely(evaluator, *unit));
  } catch (...) {
    // Told here, as parallel_for reports only when all threads have come back, and the others wait for units.
    {
      const std::lock_guard lock(mutex_);
      --running_;
    }
    put_outcome(outcome_of(std::current_exception()));
  }
}

std::optional<WorkUnit> ComputeTeam::wait_for_unit() {
  std::unique_lock lock(mutex_);
  queue_changed_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  if (queue_.empty()) return std::nullopt;
  WorkUnit unit = std::move(queue_.front());
  queue_.pop_front();
  ++running_;
  return unit;
}

void ComputeTeam::put_result(UnitResult result) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    --running_;
    first = results_.empty();
    results_.push_back(std::move(result));
  }
  if (first) on_output_();
}

void ComputeTeam::put_outcome(Outcome outcome) {
  {
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(std::move(outcome));
  }
  on_output_();
}

std::optional<Outcome> ComputeTeam::take_outcome() {
  const std::lock_guard lock(mutex_);
  if (outcomes_.empty()) return std::nullopt;
  Outcome outcome = std::move(outcomes_.front());
  outcomes_.pop_front();
  return outcome;
}

void ComputeTeam::give(std::vector<WorkUnit> units) {
  {
    const std::lock_guard lock(mutex_);
    std::move(units.begin(), units.end(), std::back_inserter(queue_));
  }
  queue_changed_.notify_all();
}

std::vector<WorkUnit> ComputeTeam::recall() {
  const std::lock_guard lock(mutex_);
  std::vector<WorkUnit> units(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
  queue_.clear();
  return units;
}

std::vector<UnitResult> ComputeTeam::take_results() {
  const std::lock_guard lock(mutex_);
  return std::exchange(results_, {});
}

bool ComputeTeam::idle() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() && running_ == 0 && results_.empty();
}

}  // namespace asgen::cluster
