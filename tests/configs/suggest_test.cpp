#include <doctest/doctest.h>

#include "configs/json/suggest.hpp"

using asgen::configs::nearest;

TEST_CASE("the nearest word wins, adjacent swaps count once, the first of equals stays") {
  CHECK(nearest("gama", {"kappa", "gamma", "eta"}) == "gamma");
  CHECK(nearest("tikc", {"lot", "tick", "task"}) == "tick");
  CHECK(nearest("x", {"a", "b"}) == "a");
  CHECK(nearest("anything", {}).empty());
}
