#include "optimizer/fitness.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace asgen::optimizer;

namespace {

const std::vector<double> kMetrics{10, 5, 20, 6, -3, 7, 9, 8};  // columns: P&L, fills
const SegmentTable kTable{kMetrics, 2, {}};

Objective objective(AggregateKind kind) { return {.metric = 0, .aggregate = {.kind = kind, .alpha = 0.5}}; }

}  // namespace

TEST_CASE("the fitness is the aggregate of one metric over the segments") {
  const Assessment a = assess(objective(AggregateKind::mean), kTable, 17);
  CHECK(a.evaluation.serial == 17);
  CHECK(a.evaluation.state == EvaluationState::ok);
  CHECK(a.evaluation.fitness == 9);
  CHECK(a.reason == "");
}

TEST_CASE("a minimised metric has its tail on the side of the large values") {
  Objective o = objective(AggregateKind::cvar);
  CHECK(assess(o, kTable, 0).evaluation.fitness == doctest::Approx(3));
  o.direction = Direction::minimise;
  CHECK(assess(o, kTable, 0).evaluation.fitness == doctest::Approx(-15));
}

TEST_CASE("a broken rule makes a genome infeasible and says which rule") {
  Objective o = objective(AggregateKind::mean);
  o.constraints = {{"fills", 1, Bound::at_least, 8, 0.5}, {"fills", 1, Bound::at_most, 9, 1}};
  const Assessment a = assess(o, kTable, 3);
  CHECK(a.evaluation.state == EvaluationState::infeasible);
  CHECK(a.evaluation.violation == doctest::Approx(1.0 / 16));
  CHECK(a.reason == "broken: fills >= 8 on 50 % of segments");
}

TEST_CASE("a metric that is undefined somewhere makes a genome infeasible, not a number") {
  const std::vector<double> metrics{1, std::numeric_limits<double>::quiet_NaN(), 2, 3};
  const Assessment a = assess(objective(AggregateKind::mean), {metrics, 1, {}}, 3);
  CHECK(a.evaluation.state == EvaluationState::infeasible);
  CHECK(a.evaluation.violation == 0.25);
  CHECK(a.reason == "objective undefined on 1 of 4 segments");
}

TEST_CASE("a failed unit fails its genome with the reason kept") {
  const Assessment a = assess_failure(5, "segment 2: out of memory");
  CHECK(a.evaluation.state == EvaluationState::failed);
  CHECK(a.evaluation.serial == 5);
  CHECK(a.reason == "segment 2: out of memory");
}
