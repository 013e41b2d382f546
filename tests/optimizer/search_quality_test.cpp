// Does the search search? Medians over seeds, so that one lucky or unlucky seed decides nothing.

#include <doctest/doctest.h>

#include <cmath>

#include "optimizer/aggregate.hpp"
#include "sim/base/random.hpp"
#include "sim/theory/policy.hpp"
#include "tests/optimizer/search_support.hpp"

using namespace asgen::optimizer;

namespace {

constexpr std::uint64_t kSeeds = 21;
constexpr std::size_t kBudget = 1000;

using Function = std::function<double(const test::Values&)>;

double rosenbrock(const test::Values& x) {
  double total = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) total += 100 * std::pow(x[i + 1] - x[i] * x[i], 2) + std::pow(1 - x[i], 2);
  return total;
}

double ackley(const test::Values& x) {
  double squares = 0, waves = 0;
  for (const double v : x) {
    squares += (v - 0.7) * (v - 0.7);
    waves += std::cos(2 * M_PI * (v - 0.7));
  }
  const double n = static_cast<double>(x.size());
  return -20 * std::exp(-0.2 * std::sqrt(squares / n)) - std::exp(waves / n) + 20 + M_E;
}

double median_of_search(const AlgorithmOptions& options, const GenomeSpace& space, const Function& cost) {
  std::vector<double> reached;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
    reached.push_back(
        -test::best_fitness(test::run(options, space, seed, test::maximise([&](const test::Values& x) { return -cost(x); }))));
  return median(reached);
}

double median_of_random(const GenomeSpace& space, const Function& cost, std::size_t budget) {
  std::vector<double> reached;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    asgen::base::Stream stream({seed, asgen::base::Purpose::test, 0});
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < budget; ++i) {
      std::vector<double> unit(space.size());
      for (double& u : unit) u = stream.uniform();
      best = std::min(best, cost(space.decode(unit)));
    }
    reached.push_back(best);
  }
  return median(reached);
}

/// Certainty equivalent lost by the linear policy (h, beta) against the exact optimum, gamma = 0.1.
double lost_certainty(const test::Values& x) {
  return 64.13348915479061 -
         asgen::theory::policy_certainty_equivalent({2, 140, 1.5, 0.1, 15}, asgen::theory::linear_policy(x[0], x[1], 15), 1);
}

}  // namespace

TEST_CASE("the genetic algorithm beats random search by far on five genes and 1,000 evaluations") {
  const GenomeSpace space = test::box(5, -5, 5);
  struct Gate {
    std::string name;
    Function cost;
    double reached, against_random;
  };
  const std::vector<Gate> gates{{"sphere", [](const test::Values& x) { return -test::minus_sphere(x); }, 3e-3, 1e-3},
                                {"rosenbrock", rosenbrock, 6, 0.2},
                                {"ackley", ackley, 0.2, 0.05}};
  for (const Gate& gate : gates) {
    const double found = median_of_search({.evaluations = kBudget}, space, gate.cost), random = median_of_random(space, gate.cost, kBudget);
    MESSAGE(gate.name << ": genetic " << found << ", random " << random);
    CHECK(found < gate.reached);
    CHECK(found < gate.against_random * random);
  }
}

TEST_CASE("the genetic algorithm beats the published search at the published budget of 450 evaluations") {
  const GenomeSpace space = test::box(4, -5, 5);
  for (const Function& cost : {Function([](const test::Values& x) { return -test::minus_sphere(x); }), Function(ackley)}) {
    const double found = median_of_search({.evaluations = 450}, space, cost),
                 published = median_of_search({.name = "falces2022"}, space, cost);
    MESSAGE("genetic " << found << ", falces2022 " << published);
    CHECK(found < 0.5 * published);
  }
}

TEST_CASE("the genetic algorithm finds the known optimum of the synthetic market in 200 evaluations") {
  const GenomeSpace space(
      {{.name = "h", .scale = Scale::log, .min = 0.1, .max = 5}, {.name = "beta", .scale = Scale::log, .min = 1e-3, .max = 1}});
  std::vector<double> lost;
  for (std::uint64_t seed = 1; seed <= 15; ++seed)
    lost.push_back(-test::best_fitness(
        test::run({.evaluations = 200}, space, seed, test::maximise([](const test::Values& x) { return -lost_certainty(x); }))));
  MESSAGE("median certainty equivalent lost: " << median(lost) << " of 64.13, worst " << *std::max_element(lost.begin(), lost.end()));
  CHECK(median(lost) < 64.1335 - 64.0);
  CHECK(*std::max_element(lost.begin(), lost.end()) < 64.1335 - 63.6);
}
