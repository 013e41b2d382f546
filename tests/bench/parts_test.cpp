#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>

#include "sim/base/error.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/scenario.hpp"
#include "tests/bench/sobol.hpp"
#include "tests/bench/statistics.hpp"

using namespace asgen;
using namespace asgen::bench;

TEST_CASE("256 Sobol points hit every one of 256 cells once in each of 8 dimensions, and every cell of 16 x 16 in the first two") {
  const auto points = sobol_points(8, 256);
  for (std::size_t d = 0; d < 8; ++d) {
    std::set<int> cells;
    for (const auto& point : points) cells.insert(static_cast<int>(point[d] * 256));
    CHECK(cells.size() == 256);
  }
  std::set<std::pair<int, int>> squares;
  for (const auto& point : points) squares.insert({static_cast<int>(point[0] * 16), static_cast<int>(point[1] * 16)});
  CHECK(squares.size() == 256);
}

TEST_CASE("the first Sobol points are those of Joe and Kuo") {
  const auto points = sobol_points(3, 4);
  const double middle = 0.125;
  CHECK(points[1] == std::vector<double>{0.5 + middle, 0.5 + middle, 0.5 + middle});
  CHECK(points[2] == std::vector<double>{0.75 + middle, 0.25 + middle, 0.25 + middle});
  CHECK(points[3] == std::vector<double>{0.25 + middle, 0.75 + middle, 0.75 + middle});
}

TEST_CASE("a scenario's name reads back to the same scenario, and a wrong part is named") {
  for (const std::string& set : known_sets()) {
    for (const Scenario& scenario : scenarios_of(set)) CHECK(name_of(parse_scenario(name_of(scenario))) == name_of(scenario));
  }
  CHECK(name_of(parse_scenario("standx.100ms.10s.3x3.log_prob_2.faithful")) == "standx.100ms.10s.3x3.log_prob_2.faithful");
  for (const char* wrong : {"moon.1s.1s.1x1.front.sane", "standx.1h.1s.1x1.front.sane", "standx.1s.1s.2x2.front.sane", "standx.1s.1s.1x1.front", "standx.1s.1s.1x1.l3_fifo.sane"}) {
    CHECK_THROWS_AS(parse_scenario(wrong), base::ConfigurationError);
  }
}

TEST_CASE("figures are one flat JSON object; what is not a number is null") {
  Figures figures;
  figures.add("a.b", 0.25);
  figures.add("name", std::string("say \"x\""));
  figures.add("none", std::numeric_limits<double>::quiet_NaN());
  CHECK(figures.to_json() == "{\n  \"a.b\": 0.25,\n  \"name\": \"say \\\"x\\\"\",\n  \"none\": null\n}\n");
}

TEST_CASE("median and line through points") {
  CHECK(median({3, 1, 2}) == 2);
  CHECK(median({4, 1, 2, 3}) == 2.5);
  CHECK(std::isnan(median({})));
  const Line line = fit_line({0, 1, 2}, {5, 7, 9});
  CHECK(line.intercept == doctest::Approx(5));
  CHECK(line.slope == doctest::Approx(2));
  CHECK(std::isnan(fit_line({1, 1}, {2, 3}).slope));
}
