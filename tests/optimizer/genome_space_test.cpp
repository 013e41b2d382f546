#include "optimizer/genome_space.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"

using namespace asgen::optimizer;

namespace {

/// Level distances matter from two levels on; the shape only where the distances matter enough.
GenomeSpace levels() {
  return GenomeSpace({{.name = "shape", .min = 0, .max = 1, .canonical = 0.5, .active_if = Condition{"distance", 2}},
                      {.name = "distance", .min = 1, .max = 5, .canonical = 0, .active_if = Condition{"levels", 2}},
                      {.name = "levels", .scale = Scale::integer, .min = 1, .max = 3}});
}

}  // namespace

TEST_CASE("an inactive gene takes its canonical value, so equal configurations have equal hashes") {
  const GenomeSpace space = levels();
  const std::vector<double> a = space.decode(std::vector{0.9, 0.9, 0.0}), b = space.decode(std::vector{0.1, 0.3, 0.1});
  CHECK(a == std::vector<double>{0.5, 0, 1});
  CHECK(a == b);
  CHECK(space.hash(a) == space.hash(b));
}

TEST_CASE("conditions are resolved along chains, whatever the order of the genes") {
  const GenomeSpace space = levels();
  CHECK(space.decode(std::vector{0.25, 0.5, 0.99}) == std::vector<double>{0.25, 3, 3});
  CHECK(space.decode(std::vector{0.25, 0.0, 0.99}) == std::vector<double>{0.5, 1, 3});
  CHECK(space.active(std::vector<double>{0.5, 1, 3}) == std::vector<bool>{false, true, true});
}

TEST_CASE("a condition on a fixed key switches a gene for the whole run") {
  const Gene gene{.name = "distance", .min = 1, .max = 5, .canonical = 0, .active_if = Condition{"order_levels", 2}};
  CHECK(GenomeSpace({gene}, {{"order_levels", 1}}).decode(std::vector{0.5}) == std::vector<double>{0});
  CHECK(GenomeSpace({gene}, {{"order_levels", 2}}).decode(std::vector{0.5}) == std::vector<double>{3});
}

TEST_CASE("snapping keeps values that the space holds bit for bit and pulls others in") {
  const GenomeSpace space(
      {{.name = "gamma", .scale = Scale::log, .min = 0.1, .max = 100}, {.name = "n", .scale = Scale::integer, .min = 1, .max = 9}});
  CHECK(space.snap(std::vector{0.7, 3.2}) == std::vector{0.7, 3.0});
  CHECK(space.snap(std::vector{0.01, 44.0}) == std::vector{0.1, 9.0});
  CHECK(space.decode(space.encode(std::vector{0.7, 3.0}))[0] == doctest::Approx(0.7).epsilon(1e-14));
}

TEST_CASE("hashes tell genomes apart and take minus zero for zero") {
  const GenomeSpace space({{.name = "a", .min = -1}, {.name = "b", .min = -1}});
  CHECK(space.hash(std::vector{0.0, 1.0}) == space.hash(std::vector{-0.0, 1.0}));
  CHECK(space.hash(std::vector{0.0, 1.0}) != space.hash(std::vector{1.0, 0.0}));
}

TEST_CASE("a genome without genes is refused") { CHECK_THROWS_AS(GenomeSpace({}), asgen::base::ConfigurationError); }
