#include "jobs/cluster/compute_team.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "sim/base/contract.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::cluster {
namespace {

/// A thread takes several units when they last this long together, s: nobody waits for them, neither at the end nor to stop.
constexpr double kShort = 0.05;

std::vector<UnitResult> evaluate(const Evaluator& evaluator, const std::vector<WorkUnit>& units) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  std::vector<UnitResult> results = evaluator.evaluate_together(units);
  base::ensures(results.size() == units.size(), "an evaluator answers for every unit");
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count() / static_cast<double>(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    results[i].serial = units[i].serial;
    results[i].segment = units[i].segment;
    results[i].seconds = seconds;
  }
  return results;
}

}  // namespace

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
  std::size_t running = 0;
  try {
    for (;;) {
      const std::vector<WorkUnit> units = wait_for_units(evaluator.at_once());
      if (units.empty()) return;
      running = units.size();
      put_results(evaluate(evaluator, units));
      running = 0;
    }
  } catch (...) {
    // Told here, as parallel_for reports only when all threads have come back, and the others wait for units.
    {
      const std::lock_guard lock(mutex_);
      running_ -= running;
    }
    put_outcome(outcome_of(std::current_exception()));
  }
}

/// Nothing when there will be no more.
std::vector<WorkUnit> ComputeTeam::wait_for_units(std::size_t most) {
  std::unique_lock lock(mutex_);
  queue_changed_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  if (queue_.empty()) return {};
  const auto short_enough = static_cast<std::size_t>(std::min(kShort / unit_seconds_, static_cast<double>(most)));
  const std::size_t share = queue_.size() / static_cast<std::size_t>(threads_);
  std::vector<WorkUnit> units = take_units(std::max<std::size_t>(1, std::min(short_enough, share)));
  running_ += units.size();
  return units;
}

/// The first unit, and those after it that are of the same segment.
std::vector<WorkUnit> ComputeTeam::take_units(std::size_t most) {
  std::vector<WorkUnit> units;
  units.push_back(std::move(queue_.front()));
  queue_.pop_front();
  const std::uint32_t segment = units.front().segment;
  for (auto unit = queue_.begin(); unit != queue_.end() && units.size() < most;) {
    if (unit->segment != segment) {
      ++unit;
      continue;
    }
    units.push_back(std::move(*unit));
    unit = queue_.erase(unit);
  }
  return units;
}

void ComputeTeam::put_results(std::vector<UnitResult> results) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    running_ -= results.size();
    unit_seconds_ = (unit_seconds_ + results.front().seconds) / 2;
    first = results_.empty();
    std::move(results.begin(), results.end(), std::back_inserter(results_));
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
