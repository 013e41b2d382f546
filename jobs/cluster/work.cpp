#include "jobs/cluster/work.hpp"

namespace asgen::cluster {

std::vector<UnitResult> Evaluator::evaluate_together(std::span<const WorkUnit> units) const {
  std::vector<UnitResult> results;
  for (const WorkUnit& unit : units) {
    try {
      results.push_back(evaluate(unit));
    } catch (const EvaluatorFailure&) {
      throw;
    } catch (...) {
      results.push_back(failed_result(std::current_exception()));
    }
  }
  return results;
}

std::string describe(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return *e.what() != '\0' ? e.what() : "exception without text";
  } catch (...) {
    return "unknown exception";
  }
}

UnitResult failed_result(const std::exception_ptr& error) {
  UnitResult result;
  result.reason = describe(error);
  return result;
}

}  // namespace asgen::cluster
