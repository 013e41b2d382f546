#include "optimizer/algorithm.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "sim/base/error.hpp"
#include "tests/optimizer/search_support.hpp"

using namespace asgen::optimizer;

namespace {

std::string complaint(const AlgorithmOptions& options) {
  try {
    resolve(options, test::box(3, 0, 1));
  } catch (const asgen::base::ConfigurationError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("defaults are filled in before the search, so that they can be printed and stored") {
  const AlgorithmOptions genetic = resolve({.evaluations = 500}, test::box(3, 0, 1));
  CHECK(genetic.population == 20);
  CHECK(genetic.genetic.elites == 10);
  const AlgorithmOptions published = resolve({.name = "falces2022"}, test::box(3, 0, 1));
  CHECK(published.population == 45);
  CHECK(published.generations == 10);
}

TEST_CASE("settings that cannot work are refused by key, with a reason and advice") {
  CHECK(complaint({.name = "pso"}) == "/optimizer/algorithm: = \"pso\" (unknown); use one of genetic, falces2022");
  CHECK(complaint({.population = 1, .evaluations = 10}) == "/optimizer/population: = 1 (must be >= 2); use 20 to 100");
  CHECK(complaint({}).find("/optimizer/evaluations: = 0 (no end of the search is stated)") == 0);
  CHECK(complaint({.population = 50, .evaluations = 30}).find("/optimizer/evaluations: = 30 (less than one population of 50)") == 0);
  CHECK(complaint({.evaluations = 100, .genetic = {.tournament = 0}}).find("/optimizer/tournament: = 0") == 0);
  CHECK(complaint({.evaluations = 100, .genetic = {.crossover_probability = 1.5}}).find("/optimizer/crossover_probability: = 1.5") == 0);
  CHECK(complaint({.evaluations = 100, .genetic = {.mutation_probability = std::numeric_limits<double>::quiet_NaN()}})
            .find("/optimizer/mutation_probability: = nan") == 0);
  CHECK(complaint({.evaluations = 100, .genetic = {.crossover_eta = -1}}).find("/optimizer/crossover_eta: = -1") == 0);
  CHECK(complaint({.evaluations = 100, .genetic = {.mutation_eta = -1}}).find("/optimizer/mutation_eta: = -1") == 0);
  CHECK(complaint({.evaluations = 100, .genetic = {.elites = 21}}).find("/optimizer/elites: = 21") == 0);
  CHECK(complaint({.evaluations = 100, .default_values = {1, 2}}).find("/optimizer/default_values: = 2 (the genome has 3 genes)") == 0);
  CHECK(complaint({.name = "falces2022", .falces2022 = {.sigma = -1}}).find("/optimizer/sigma: = -1") == 0);
  CHECK(complaint({.name = "falces2022", .falces2022 = {.duplicate_limit = -1}}).find("/optimizer/duplicate_limit: = -1") == 0);
  CHECK(complaint({.evaluations = 100}) == "");
}
