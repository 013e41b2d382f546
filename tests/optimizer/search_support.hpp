#pragma once
// Test problems and a driver that stands for the master.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "optimizer/algorithm.hpp"
#include "sim/base/math.hpp"

namespace asgen::optimizer::test {

using Values = std::vector<double>;
using Judge = std::function<Evaluation(const Candidate&)>;

inline GenomeSpace box(std::size_t dimensions, double min, double max) {
  std::vector<Gene> genes(dimensions);
  for (std::size_t i = 0; i < dimensions; ++i) genes[i] = {.name = std::string(1, static_cast<char>('a' + i)), .min = min, .max = max};
  return GenomeSpace(genes);
}

inline Judge maximise(std::function<double(const Values&)> f) {
  return [f](const Candidate& c) { return Evaluation{c.serial, EvaluationState::ok, f(c.values), 0}; };
}

inline double minus_sphere(const Values& x) {
  double total = 0;
  for (const double v : x) total -= (v - 1.3) * (v - 1.3);
  return total;
}

/// How a batch's results are handed back.
enum class TellOrder { as_asked, reversed };

/// Runs an algorithm to its end; returns all individuals in the order asked.
inline std::vector<Individual> run(Algorithm& algorithm, const Judge& judge, TellOrder order = TellOrder::as_asked) {
  std::vector<Individual> all;
  while (!algorithm.finished()) {
    std::vector<Evaluation> results;
    for (const Candidate& c : algorithm.ask()) {
      results.push_back(judge(c));
      all.push_back({c, results.back()});
    }
    if (results.empty()) break;
    if (order == TellOrder::reversed) std::reverse(results.begin(), results.end());
    algorithm.tell(results);
  }
  return all;
}

inline std::vector<Individual> run(const AlgorithmOptions& options, const GenomeSpace& space, std::uint64_t seed, const Judge& judge,
                                   TellOrder order = TellOrder::as_asked) {
  return run(*make_algorithm(options, space, seed), judge, order);
}

inline double best_fitness(const std::vector<Individual>& all) {
  double best = all.front().evaluation.fitness;
  for (const Individual& i : all) best = std::max(best, i.evaluation.fitness);
  return best;
}

inline std::vector<Values> values_of(const std::vector<Individual>& all) {
  std::vector<Values> values;
  for (const Individual& i : all) values.push_back(i.candidate.values);
  return values;
}

}  // namespace asgen::optimizer::test
