#include "optimizer/fitness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace asgen::optimizer {
namespace {

std::string describe(const Constraint& c) {
  const std::string rule = fmt::format("{} {} {}", c.name, c.bound == Bound::at_least ? ">=" : "<=", c.limit);
  return c.share < 1 ? fmt::format("{} on {:.4g} % of segments", rule, 100 * c.share) : rule;
}

std::string broken_rules(const Objective& objective, const SegmentTable& table) {
  std::string text;
  for (const Constraint& c : objective.constraints)
    if (violation(c, table) > 0) text += (text.empty() ? "broken: " : ", ") + describe(c);
  return text;
}

}  // namespace

Assessment assess(const Objective& objective, const SegmentTable& table, std::uint64_t serial) {
  std::vector<double> scores = column(table, objective.metric);
  if (objective.direction == Direction::minimise)
    for (double& x : scores) x = -x;
  const auto undefined = std::count_if(scores.begin(), scores.end(), [](double x) { return !std::isfinite(x); });
  const double broken = violation(objective.constraints, table);
  if (broken > 0) return {{serial, EvaluationState::infeasible, 0, broken}, broken_rules(objective, table)};
  if (undefined > 0)
    return {{serial, EvaluationState::infeasible, 0, static_cast<double>(undefined) / static_cast<double>(scores.size())},
            fmt::format("objective undefined on {} of {} segments", undefined, scores.size())};
  const Aggregated fitness = aggregate(objective.aggregate, scores);
  if (fitness.status == AggregateStatus::too_few) return assess_failure(serial, "too few segments for the aggregate");
  if (fitness.status == AggregateStatus::non_finite) return assess_failure(serial, "the aggregate is not finite");
  return {{serial, EvaluationState::ok, fitness.value, 0}, ""};
}

Assessment assess_failure(std::uint64_t serial, const std::string& reason) { return {{serial, EvaluationState::failed, 0, 0}, reason}; }

}  // namespace asgen::optimizer
