#pragma once
// What an algorithm asks for and what it is told, and the one order among results.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace asgen::optimizer {

/// Outcome of an evaluation. A state, not a number: only `ok` has a fitness, only `infeasible` a violation.
enum class EvaluationState : std::uint8_t { ok = 0, infeasible = 1, pruned = 2, failed = 3 };

/// "ok", "infeasible", "pruned", "failed".
std::string_view name(EvaluationState state);

/// A genome to be evaluated.
struct Candidate {
  std::uint64_t serial = 0;      ///< 0, 1, 2, ... in the order asked
  std::vector<double> unit{};    ///< coordinates in the unit cube
  std::vector<double> values{};  ///< decoded values, in the order of the genes
  int generation = 0;
  std::vector<std::uint64_t> parents{};  ///< serials
  std::string origin{};                  ///< operator that made it, such as "default", "latin_hypercube", "sbx"
};

/// Result of a candidate.
struct Evaluation {
  std::uint64_t serial = 0;
  EvaluationState state = EvaluationState::failed;
  double fitness = 0;    ///< larger is better; meaningless unless ok
  double violation = 0;  ///< > 0, how far from feasible; meaningless unless infeasible
};

/// A candidate with its result.
struct Individual {
  Candidate candidate{};
  Evaluation evaluation{};
};

/// Makes comparisons safe: ok with a fitness that is not finite becomes failed, a NaN violation +infinity.
Evaluation sanitise(Evaluation evaluation);

/// Strict weak order of sanitised results, total because serials differ: ok by falling fitness, then infeasible by
/// rising violation, then pruned, then failed; ties by rising serial.
bool better(const Evaluation& a, const Evaluation& b);

}  // namespace asgen::optimizer
