#include "optimizer/algorithm.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "optimizer/falces2022.hpp"
#include "optimizer/genetic.hpp"
#include "sim/base/error.hpp"

namespace asgen::optimizer {
namespace {

template <class T>
void require(bool holds, const char* key, const T& value, const std::string& why, const std::string& advice) {
  if (!holds) throw base::ConfigurationError(fmt::format("/optimizer/{}", key), fmt::format("= {} ({})", value, why), advice);
}

void require_probability(const char* key, double value) {
  require(value >= 0 && value <= 1, key, value, "must be from 0 to 1", "use a probability");
}

void require_finite(const char* key, double value, const char* advice) {
  require(std::isfinite(value) && value >= 0, key, value, "must be finite and >= 0", advice);
}

void check_genetic(const AlgorithmOptions& o) {
  const GeneticOptions& g = o.genetic;
  require(g.tournament >= 1 && g.tournament <= o.population, "tournament", g.tournament,
          fmt::format("must be from 1 to the population of {}", o.population), "use 2");
  require_probability("crossover_probability", g.crossover_probability);
  require_probability("mutation_probability", g.mutation_probability);
  require_finite("crossover_eta", g.crossover_eta, "use 2 to 20");
  require_finite("mutation_eta", g.mutation_eta, "use 10 to 50");
  require(g.elites <= o.population, "elites", g.elites, fmt::format("must be at most the population of {}", o.population),
          "use half the population");
}

void check_falces(const AlgorithmOptions& o) {
  require_probability("crossover_probability", o.falces2022.crossover_probability);
  require_finite("sigma", o.falces2022.sigma, "use 2");
  require_finite("sigma_decay", o.falces2022.sigma_decay, "use 0.5");
  require_finite("sigma_floor", o.falces2022.sigma_floor, "use 0.01");
  require(o.falces2022.duplicate_limit >= 0, "duplicate_limit", o.falces2022.duplicate_limit, "must be >= 0", "use 15");
}

void fill_defaults(AlgorithmOptions& o) {
  const bool falces = o.name == "falces2022";
  if (o.population == 0) o.population = falces ? 45 : 20;
  if (o.generations == 0 && falces) o.generations = 10;
  if (o.genetic.elites == 0) o.genetic.elites = o.population / 2;
}

}  // namespace

std::vector<std::string> algorithm_names() { return {"genetic", "falces2022"}; }

AlgorithmOptions resolve(AlgorithmOptions o, const GenomeSpace& space) {
  const std::vector<std::string> names = algorithm_names();
  require(std::find(names.begin(), names.end(), o.name) != names.end(), "algorithm", fmt::format("\"{}\"", o.name), "unknown",
          fmt::format("use one of {}", fmt::join(names, ", ")));
  fill_defaults(o);
  require(o.population >= 2, "population", o.population, "must be >= 2", "use 20 to 100");
  require(o.generations > 0 || o.evaluations > 0, "evaluations", o.evaluations, "no end of the search is stated",
          "state evaluations or generations");
  require(o.evaluations == 0 || o.evaluations >= o.population, "evaluations", o.evaluations,
          fmt::format("less than one population of {}", o.population), "raise the budget or lower the population");
  require(o.default_values.empty() || o.default_values.size() == space.size(), "default_values", o.default_values.size(),
          fmt::format("the genome has {} genes", space.size()), "give one value per gene");
  for (const double v : o.default_values) require(!std::isnan(v), "default_values", v, "must be a number", "");
  if (o.name == "genetic")
    check_genetic(o);
  else
    check_falces(o);
  return o;
}

std::unique_ptr<Algorithm> make_algorithm(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed) {
  const AlgorithmOptions resolved = resolve(options, space);
  if (resolved.name == "falces2022") return std::make_unique<Falces2022>(resolved, space, seed);
  return std::make_unique<Genetic>(resolved, space, seed);
}

}  // namespace asgen::optimizer
