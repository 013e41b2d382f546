#pragma once
// What travels between master and workers, and what a worker does with it.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace asgen::cluster {

/// Genome x segment: the unit that is handed out. (serial, segment) identifies it.
struct WorkUnit {
  std::uint64_t serial = 0;
  std::uint32_t segment = 0;
  std::vector<double> genes{};  ///< decoded values, in the study's units
};

/// Outcome of one unit. `seconds` and `rank` are for /execution only and decide nothing.
struct UnitResult {
  std::uint64_t serial = 0;
  std::uint32_t segment = 0;
  bool ok = false;
  std::string reason{};  ///< why it failed; empty when ok
  std::vector<double> metrics{};
  double seconds = 0;  ///< compute time, s (set by the worker)
  int rank = -1;       ///< set by the master
};

/// Thrown by an evaluator when it can evaluate nothing any more, through no fault of the unit; ends the run with this text and code.
class EvaluatorFailure : public std::runtime_error {
 public:
  EvaluatorFailure(base::ExitCode code, const std::string& text) : std::runtime_error(text), code_(code) {}
  [[nodiscard]] base::ExitCode code() const { return code_; }

 private:
  base::ExitCode code_;
};

/// Computes units. Must be pure and callable from several threads at once.
class Evaluator {
 public:
  virtual ~Evaluator() = default;
  /// Result of `unit`; an exception thrown here becomes a result with ok = false and its text as the reason, but an
  /// EvaluatorFailure ends the run.
  /// serial, segment, seconds and rank are filled in by the worker.
  [[nodiscard]] virtual UnitResult evaluate(const WorkUnit& unit) const = 0;
  /// Results of some units of one segment, in their order, each as evaluate() gives it and exceptions as failed results: an evaluator for
  /// which together is faster than one by one says so here, and in `at_once`.
  [[nodiscard]] virtual std::vector<UnitResult> evaluate_together(std::span<const WorkUnit> units) const;
  /// How many units of one segment a thread should take at once, >= 1.
  [[nodiscard]] virtual std::size_t at_once() const { return 1; }
};

/// Text of an exception in flight, whatever it is.
std::string describe(const std::exception_ptr& error);

/// The result that an exception in flight is.
UnitResult failed_result(const std::exception_ptr& error);

/// Makes the evaluator from the payload of Master::start (the study's text), once per worker, on its compute thread.
/// An exception thrown here reaches the master as a ClusterError with rank and text.
using EvaluatorFactory = std::function<std::shared_ptr<const Evaluator>(const std::string& payload)>;

}  // namespace asgen::cluster
