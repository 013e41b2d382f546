#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "optimizer/aggregate.hpp"
#include "optimizer/operators/blend.hpp"
#include "optimizer/operators/gaussian_mutation.hpp"
#include "optimizer/operators/latin_hypercube.hpp"
#include "optimizer/operators/polynomial_mutation.hpp"
#include "optimizer/operators/roulette.hpp"
#include "optimizer/operators/sbx.hpp"
#include "optimizer/operators/tournament.hpp"

using namespace asgen::optimizer;
using asgen::base::Purpose;
using asgen::base::Stream;

namespace {

constexpr int kDraws = 20000;

Stream stream(std::uint64_t index) { return Stream({1, Purpose::test, index}); }

/// True when a frequency agrees with a probability within 4 standard errors.
bool agrees(int hits, double probability) {
  return std::fabs(static_cast<double>(hits) / kDraws - probability) < 4 * std::sqrt(probability * (1 - probability) / kDraws);
}

}  // namespace

TEST_CASE("the best of a population wins a tournament of k with probability 1 - (1 - 1/n)^k") {
  Stream s = stream(1);
  int best = 0, worst = 0;
  for (int i = 0; i < kDraws; ++i) {
    const std::size_t winner = select_by_tournament(10, 3, s);
    best += winner == 0;
    worst += winner == 9;
  }
  CHECK(agrees(best, 1 - 0.9 * 0.9 * 0.9));
  CHECK(agrees(worst, 0.001));
}

TEST_CASE("a second parent is never the first") {
  Stream s = stream(2);
  std::set<std::size_t> chosen;
  for (int i = 0; i < 1000; ++i) chosen.insert(select_other_by_tournament(4, 1, 2, s));
  CHECK(chosen == std::set<std::size_t>{0, 1, 3});
}

TEST_CASE("SBX children are symmetric around centred parents and stay in the box") {
  for (int i = 1; i < 100; ++i) {
    const double u = i / 100.0;
    const auto [below, above] = sbx_gene(0.6, 0.4, 10, u);
    CHECK(below + above == doctest::Approx(1));
    CHECK(below >= 0);
    CHECK(below <= above);
    const auto [low, high] = sbx_gene(0.0, 0.99, 2, u);
    CHECK(low >= 0);
    CHECK(high <= 1);
  }
}

TEST_CASE("SBX contracts in half of the draws when the bounds are far, and a large eta stays near the parents") {
  int contracted = 0;
  Stream s = stream(3);
  std::vector<double> near, wide;
  for (int i = 0; i < kDraws; ++i) {
    const double u = s.uniform();
    const auto [a, b] = sbx_gene(0.4999, 0.5001, 2, u);
    contracted += b - a < 0.0002;
    near.push_back(std::fabs(sbx_gene(0.4, 0.6, 50, u).first - 0.4));
    wide.push_back(std::fabs(sbx_gene(0.4, 0.6, 2, u).first - 0.4));
  }
  CHECK(agrees(contracted, 0.5));
  CHECK(mean(near) < 0.2 * mean(wide));
}

TEST_CASE("equal parents give equal children, and half of the genes are the first parent's own") {
  CHECK(sbx_gene(0.3, 0.3, 5, 0.7) == std::pair{0.3, 0.3});
  Stream s = stream(4);
  int kept = 0;
  const std::vector<double> a{0.2}, b{0.7};
  for (int i = 0; i < kDraws; ++i) kept += sbx_child(a, b, 5, s)[0] == 0.2;
  CHECK(agrees(kept, 0.5));
}

TEST_CASE("polynomial mutation is unbiased in the middle, bounded at the ends and narrow for a large eta") {
  Stream s = stream(5);
  std::vector<double> centre, narrow;
  for (int i = 0; i < kDraws; ++i) {
    const double u = s.uniform();
    centre.push_back(mutate_polynomially(0.5, 20, u) - 0.5);
    narrow.push_back(mutate_polynomially(0.5, 100, u) - 0.5);
    CHECK(mutate_polynomially(0, 1, u) >= 0);
    CHECK(mutate_polynomially(1, 1, u) <= 1);
  }
  CHECK(std::fabs(mean(centre)) < 4 * standard_deviation(centre) / std::sqrt(kDraws));
  CHECK(standard_deviation(narrow) < 0.3 * standard_deviation(centre));
  CHECK(mutate_polynomially(0.3, 20, 0.5) == doctest::Approx(0.3));
}

TEST_CASE("roulette lifts scores by the size of the worst") {
  CHECK(roulette_weights(std::vector<double>{-2, 0, 3}) == std::vector<double>{0, 2, 5});
  CHECK(roulette_weights(std::vector<double>{1, 4}) == std::vector<double>{2, 5});
  Stream s = stream(6);
  int third = 0, first = 0;
  const std::vector<double> weights{0, 2, 5};
  for (int i = 0; i < kDraws; ++i) {
    const std::size_t chosen = spin_roulette(weights, s);
    first += chosen == 0;
    third += chosen == 2;
  }
  CHECK(first == 0);
  CHECK(agrees(third, 5.0 / 7));
}

TEST_CASE("useless weights fall back to a uniform draw, and a second spin leaves the first out") {
  Stream s = stream(7);
  int second = 0, low = 0;
  for (int i = 0; i < kDraws; ++i) {
    second += spin_roulette(std::vector<double>{0, 0, 0, 0}, s) == 1;
    const std::size_t other = spin_roulette_again(std::vector<double>{1, 100, 3}, 1, s);
    CHECK(other != 1);
    low += other == 0;
  }
  CHECK(agrees(second, 0.25));
  CHECK(agrees(low, 0.25));
}

TEST_CASE("a blend uses one alpha for all genes; a fifth of the draws sits on each clamp") {
  Stream s = stream(8);
  int clamped = 0;
  const std::vector<double> a{1, 10}, b{0, 0};
  for (int i = 0; i < kDraws; ++i) {
    const std::vector<double> child = blend(a, b, s);
    CHECK(child[1] == doctest::Approx(10 * child[0]));
    CHECK(child[0] >= 0.2);
    CHECK(child[0] <= 0.8);
    clamped += child[0] == 0.8;
  }
  CHECK(agrees(clamped, 0.2));
}

TEST_CASE("sigma decays by generation down to its floor") {
  CHECK(decayed_sigma(2, 0.5, 0.01, 0) == 2);
  CHECK(decayed_sigma(2, 0.5, 0.01, 4) == doctest::Approx(2 * std::exp(-2.0)));
  CHECK(decayed_sigma(2, 0.5, 0.01, 30) == 0.01);
}

TEST_CASE("Gaussian mutation has the stated width in units of the range, and clips") {
  Stream s = stream(9);
  std::vector<double> moves;
  const std::vector<Range> ranges{{0, 1000}, {0, 1}};
  for (int i = 0; i < kDraws; ++i) {
    const std::vector<double> child = mutate_gaussian(std::vector<double>{500, 1}, ranges, 0.05, s);
    moves.push_back(child[0] - 500);
    CHECK(child[1] <= 1);
  }
  CHECK(std::fabs(mean(moves)) < 4 * 50 / std::sqrt(kDraws));
  CHECK(std::fabs(standard_deviation(moves) - 50) < 4 * 50 / std::sqrt(2.0 * kDraws));
}

TEST_CASE("the published first draw leaves four coordinates in five on a bound") {
  Stream s = stream(11);
  int stuck = 0;
  const std::vector<Range> ranges{{0, 1}};
  for (int i = 0; i < kDraws; ++i) {
    const double x = draw_falces_individual(ranges, 2, s)[0];
    stuck += x == 0 || x == 1;
  }
  CHECK(agrees(stuck, 0.80457));  // 1 - 2 int_0^1 (Phi(x/2) - 1/2) dx
}

TEST_CASE("a Latin hypercube has one point in every stratum of every dimension") {
  Stream s = stream(10);
  const auto points = draw_latin_hypercube(13, 3, s);
  for (std::size_t d = 0; d < 3; ++d) {
    std::set<int> strata;
    for (const auto& p : points) strata.insert(static_cast<int>(p[d] * 13));
    CHECK(strata.size() == 13);
    CHECK(*strata.rbegin() == 12);
  }
  CHECK(points[0][0] != points[0][1]);
}
