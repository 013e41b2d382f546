#include "optimizer/evaluation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "optimizer/batch.hpp"
#include "sim/base/contract.hpp"

using namespace asgen::optimizer;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
using S = EvaluationState;

}  // namespace

TEST_CASE("feasible before infeasible before pruned before failed, each by its own measure") {
  const std::vector<Evaluation> ordered{{7, S::ok, 2, 0},           {3, S::ok, -1e300, 0},       {9, S::infeasible, 99, 0.1},
                                        {1, S::infeasible, 0, 0.2}, {8, S::infeasible, 0, kNan}, {2, S::pruned, 0, 0},
                                        {4, S::failed, 1e9, 0},     {5, S::failed, kNan, kNan}};
  for (std::size_t i = 0; i < ordered.size(); ++i)
    for (std::size_t j = 0; j < ordered.size(); ++j) CHECK(better(sanitise(ordered[i]), sanitise(ordered[j])) == (i < j));
}

TEST_CASE("a fitness that is not a number becomes a failure, and ties go to the smaller serial") {
  CHECK(sanitise({1, S::ok, kNan, 0}).state == S::failed);
  CHECK(sanitise({1, S::ok, kInfinity, 0}).state == S::failed);
  CHECK(better({1, S::ok, 5, 0}, {2, S::ok, 5, 0}));
  CHECK_FALSE(better({2, S::ok, 5, 0}, {1, S::ok, 5, 0}));
  CHECK_FALSE(better({1, S::ok, 5, 0}, {1, S::ok, 5, 0}));
}

TEST_CASE("a batch accepts its results in any order and nothing else") {
  const std::vector<Candidate> batch{{.serial = 4}, {.serial = 5}};
  const std::vector<Evaluation> backwards{{5, S::ok, 50, 0}, {4, S::ok, 40, 0}};
  const std::vector<Individual> joined = match_results(batch, backwards);
  CHECK(joined[0].evaluation.fitness == 40);
  CHECK(joined[1].evaluation.fitness == 50);
  CHECK_THROWS_AS(match_results(batch, std::vector<Evaluation>{{4, S::ok, 1, 0}}), asgen::base::ContractViolation);
  CHECK_THROWS_AS(match_results(batch, std::vector<Evaluation>{{4, S::ok, 1, 0}, {4, S::ok, 1, 0}}), asgen::base::ContractViolation);
  CHECK_THROWS_AS(match_results(batch, std::vector<Evaluation>{{4, S::ok, 1, 0}, {6, S::ok, 1, 0}}), asgen::base::ContractViolation);
}
