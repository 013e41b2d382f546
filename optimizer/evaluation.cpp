#include "optimizer/evaluation.hpp"

#include <cmath>
#include <limits>

namespace asgen::optimizer {

std::string_view name(EvaluationState state) {
  switch (state) {
    case EvaluationState::ok:
      return "ok";
    case EvaluationState::infeasible:
      return "infeasible";
    case EvaluationState::pruned:
      return "pruned";
    case EvaluationState::failed:
      return "failed";
  }
  return "unknown";
}

Evaluation sanitise(Evaluation e) {
  if (e.state == EvaluationState::ok && !std::isfinite(e.fitness)) e.state = EvaluationState::failed;
  if (e.state != EvaluationState::ok) e.fitness = 0;
  if (e.state != EvaluationState::infeasible) e.violation = 0;
  if (std::isnan(e.violation)) e.violation = std::numeric_limits<double>::infinity();
  return e;
}

bool better(const Evaluation& a, const Evaluation& b) {
  if (a.state != b.state) return a.state < b.state;
  if (a.fitness != b.fitness) return a.fitness > b.fitness;
  if (a.violation != b.violation) return a.violation < b.violation;
  return a.serial < b.serial;
}

}  // namespace asgen::optimizer
