#include "optimizer/falces2022.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

#include "tests/optimizer/search_support.hpp"

using namespace asgen::optimizer;
using test::TellOrder;

namespace {

const AlgorithmOptions kPublished{.name = "falces2022"};
const test::Judge kSphere = test::maximise(test::minus_sphere);

}  // namespace

TEST_CASE("the published search makes 45 individuals in each of 10 generations") {
  const auto all = test::run(kPublished, test::box(4, 0.01, 5), 1, kSphere);
  CHECK(all.size() == 450);
  CHECK(make_algorithm(kPublished, test::box(4, 0.01, 5), 1)->planned() == 450);
  std::map<int, int> sizes;
  for (const Individual& i : all) ++sizes[i.candidate.generation];
  CHECK(sizes.size() == 10);
  for (const auto& [generation, size] : sizes) CHECK(size == 45);
}

TEST_CASE("blends happen with probability 0.7, else one parent is mutated") {
  const auto all = test::run(kPublished, test::box(4, 0.01, 5), 11, kSphere);
  std::size_t blends = 0;
  for (std::size_t i = 45; i < all.size(); ++i) {
    const Candidate& c = all[i].candidate;
    CHECK(c.parents.size() == (c.origin == "blend" ? 2 : 1));
    if (c.origin == "blend") {
      ++blends;
      CHECK(c.parents[0] != c.parents[1]);
    }
  }
  CHECK(std::fabs(static_cast<double>(blends) / 405 - 0.7) < 4 * std::sqrt(0.7 * 0.3 / 405));
}

TEST_CASE("a blend lies between its parents on every gene, at one alpha from 0.2 to 0.8") {
  const auto all = test::run(kPublished, test::box(3, -5, 5), 11, kSphere);
  for (const Individual& i : all) {
    if (i.candidate.origin != "blend") continue;
    const test::Values &a = all[i.candidate.parents[0]].candidate.values, &b = all[i.candidate.parents[1]].candidate.values;
    for (std::size_t g = 0; g < 3; ++g) {
      if (std::fabs(a[g] - b[g]) < 1e-6) continue;
      const double alpha = (i.candidate.values[g] - b[g]) / (a[g] - b[g]);
      CHECK(alpha > 0.2 - 1e-6);
      CHECK(alpha < 0.8 + 1e-6);
    }
  }
}

TEST_CASE("parents come from every earlier generation: the population is cumulative") {
  const auto all = test::run(kPublished, test::box(4, -5, 5), 5, kSphere);
  std::set<std::uint64_t> generations;
  for (const Individual& i : all)
    if (i.candidate.generation == 9)
      for (const std::uint64_t p : i.candidate.parents) generations.insert(p / 45);
  CHECK(generations.size() == 9);
}

TEST_CASE("a generation of a tiny space is left short after 15 rejected duplicates") {
  const GenomeSpace space({{.name = "c", .scale = Scale::choice, .choices = {1, 2, 3}}});
  const auto all = test::run(kPublished, space, 5, test::maximise([](const test::Values& x) { return x[0]; }));
  std::map<int, std::set<double>> seen;
  for (const Individual& i : all) CHECK(seen[i.candidate.generation].insert(i.candidate.values[0]).second);
  CHECK(seen.size() == 10);
  CHECK(all.size() <= 30);
}

TEST_CASE("individuals that are not ok are never parents, and a search without any starts again") {
  const test::Judge judge = [](const Candidate& c) -> Evaluation {
    if (c.generation == 0 || c.values[0] > 2.5) return {c.serial, EvaluationState::failed, 0, 0};
    return {c.serial, EvaluationState::ok, c.values[0], 0};
  };
  const auto all = test::run(kPublished, test::box(2, 0, 5), 9, judge);
  for (const Individual& i : all) {
    if (i.candidate.generation == 1) CHECK(i.candidate.origin == "falces_draw");
    for (const std::uint64_t p : i.candidate.parents) CHECK(all[p].evaluation.state == EvaluationState::ok);
  }
}

TEST_CASE("the published search does not depend on the order in which results are told") {
  const GenomeSpace space = test::box(4, -5, 5);
  CHECK(test::values_of(test::run(kPublished, space, 7, kSphere)) ==
        test::values_of(test::run(kPublished, space, 7, kSphere, TellOrder::reversed)));
}

TEST_CASE("integers are blended as reals and rounded when decoded") {
  const GenomeSpace space({{.name = "w", .scale = Scale::integer, .min = 5, .max = 25}, {.name = "g", .min = 0.01, .max = 0.9}});
  for (const Individual& i : test::run(kPublished, space, 4, test::maximise([](const test::Values& x) { return -x[0] * x[1]; }))) {
    CHECK(i.candidate.values[0] == std::floor(i.candidate.values[0]));
    CHECK(i.candidate.values[0] >= 5);
    CHECK(i.candidate.values[0] <= 25);
  }
}
