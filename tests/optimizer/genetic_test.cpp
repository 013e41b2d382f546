#include "optimizer/genetic.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>

#include "sim/base/contract.hpp"
#include "tests/optimizer/search_support.hpp"

using namespace asgen::optimizer;
using test::TellOrder;

namespace {

const test::Judge kSphere = test::maximise(test::minus_sphere);

}  // namespace

TEST_CASE("the same seed gives the same search, whatever the order in which results are told") {
  const GenomeSpace space = test::box(4, -5, 5);
  const AlgorithmOptions options{.population = 12, .evaluations = 150};
  const auto forward = test::run(options, space, 7, kSphere), backward = test::run(options, space, 7, kSphere, TellOrder::reversed);
  CHECK(test::values_of(forward) == test::values_of(backward));
  CHECK(test::values_of(forward) != test::values_of(test::run(options, space, 8, kSphere)));
}

TEST_CASE("the budget is used to the last evaluation and serials count up without holes") {
  const auto all = test::run({.population = 12, .evaluations = 150}, test::box(4, -5, 5), 1, kSphere);
  REQUIRE(all.size() == 150);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i].candidate.serial == i);
  CHECK(all.back().candidate.generation == 12);
}

TEST_CASE("generations and budget: whichever ends first") {
  const GenomeSpace space = test::box(2, -5, 5);
  CHECK(test::run({.population = 10, .generations = 3}, space, 1, kSphere).size() == 30);
  CHECK(test::run({.population = 10, .generations = 3, .evaluations = 25}, space, 1, kSphere).size() == 25);
  CHECK(test::run({.population = 10, .generations = 3, .evaluations = 500}, space, 1, kSphere).size() == 30);
  CHECK(make_algorithm({.population = 10, .generations = 3, .evaluations = 25}, space, 1)->planned() == 25);
}

TEST_CASE("genome 0 is the default configuration, exact to the bit") {
  const GenomeSpace space(
      {{.name = "gamma", .scale = Scale::log, .min = 0.1, .max = 100}, {.name = "n", .scale = Scale::integer, .min = 1, .max = 9}});
  const auto batch = make_algorithm({.population = 10, .evaluations = 20, .default_values = {0.7, 4}}, space, 1)->ask();
  REQUIRE(batch.size() == 10);
  CHECK(batch[0].values == std::vector{0.7, 4.0});
  CHECK(batch[0].origin == "default");
  CHECK(batch[1].origin == "latin_hypercube");
}

TEST_CASE("no genome is asked twice, and an exhausted space ends the search") {
  const GenomeSpace space(
      {{.name = "a", .scale = Scale::integer, .min = 0, .max = 4}, {.name = "b", .scale = Scale::choice, .choices = {1, 2, 3}}});
  const auto all =
      test::run({.population = 6, .evaluations = 100}, space, 3, test::maximise([](const test::Values& x) { return x[0] * x[1]; }));
  const std::vector<test::Values> values = test::values_of(all);
  CHECK(std::set<test::Values>(values.begin(), values.end()).size() == values.size());
  CHECK(values.size() == 15);
}

TEST_CASE("a child that was seen before is mutated again, so duplicates do not burn the budget") {
  const GenomeSpace space(
      {{.name = "a", .scale = Scale::integer, .min = 0, .max = 40}, {.name = "b", .scale = Scale::integer, .min = 0, .max = 40}});
  const auto all =
      test::run({.population = 10, .evaluations = 300}, space, 3, test::maximise([](const test::Values& x) { return -x[0] - x[1]; }));
  const std::vector<test::Values> values = test::values_of(all);
  CHECK(values.size() == 300);
  CHECK(std::set<test::Values>(values.begin(), values.end()).size() == 300);
  CHECK(std::count_if(all.begin(), all.end(), [](const Individual& i) { return i.candidate.origin == "forced_mutation"; }) > 0);
  CHECK(test::best_fitness(all) == 0);
}

TEST_CASE("children name their parents, all of them older") {
  const auto all = test::run({.population = 10, .evaluations = 60}, test::box(3, -5, 5), 5, kSphere);
  for (std::size_t i = 10; i < all.size(); ++i) {
    const std::string& origin = all[i].candidate.origin;
    if (origin == "mutation") CHECK(all[i].candidate.parents.size() == 1);
    if (origin == "crossover") CHECK(all[i].candidate.parents.size() == 2);
    CHECK_FALSE(all[i].candidate.parents.empty());
    for (const std::uint64_t parent : all[i].candidate.parents) CHECK(parent < i - i % 10);
  }
}

TEST_CASE("the search leaves an infeasible region by the size of the violation, and failures behind") {
  const test::Judge judge = [](const Candidate& c) -> Evaluation {
    const double x = c.values[0], y = c.values[1];
    if (x < -4) return {c.serial, EvaluationState::failed, 1e9, 0};
    if (x < 4.5) return {c.serial, EvaluationState::infeasible, 1e9, 4.5 - x};
    return {c.serial, EvaluationState::ok, -y * y, 0};
  };
  const auto all = test::run({.population = 10, .evaluations = 300}, test::box(2, -5, 5), 2, judge);
  const auto feasible = [](const Individual& i) { return i.evaluation.state == EvaluationState::ok; };
  CHECK(std::count_if(all.begin(), all.begin() + 10, feasible) <= 2);
  CHECK(std::count_if(all.end() - 100, all.end(), feasible) >= 70);
}

TEST_CASE("a search in which everything fails still runs to its end") {
  const auto all = test::run({.population = 10, .evaluations = 50}, test::box(2, -5, 5), 2, [](const Candidate& c) {
    return Evaluation{c.serial, EvaluationState::ok, std::numeric_limits<double>::quiet_NaN(), 0};
  });
  CHECK(all.size() == 50);
}

TEST_CASE("asking again before telling gives the same batch, and a wrong telling is a contract violation") {
  const auto algorithm = make_algorithm({.population = 4, .evaluations = 8}, test::box(2, 0, 1), 1);
  const auto first = algorithm->ask(), second = algorithm->ask();
  CHECK(first.size() == second.size());
  CHECK(first[3].values == second[3].values);
  CHECK_THROWS_AS(algorithm->tell({}), asgen::base::ContractViolation);
}
