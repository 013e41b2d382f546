#include "sim/theory/estimate.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/random.hpp"

using namespace asgen;
using namespace asgen::theory;

TEST_CASE("estimates of a small sample are those computed by hand") {
  const std::vector<double> x{1, 2, 3, 6};
  CHECK(mean_of(x).value == 3);
  CHECK(mean_of(x).standard_error == doctest::Approx(std::sqrt(14.0 / 3 / 4)));
  CHECK(deviation_of(x).value == doctest::Approx(std::sqrt(14.0 / 3)));
  CHECK(deviation_of(x).standard_error == doctest::Approx(std::sqrt((98.0 / 4 - 3.5 * 3.5) / 4) / (2 * std::sqrt(14.0 / 3))));
  CHECK(fano_of(x).value == doctest::Approx(14.0 / 9));
  CHECK(certainty_equivalent_of({2, 2, 2}, 0.5).value == doctest::Approx(2));
  CHECK(deviation_of({5, 5}).value == 0);
}

TEST_CASE("standard errors are the spread of the estimates over repetitions") {
  std::vector<double> means, deviations, equivalents;
  double mean_error = 0, deviation_error = 0, equivalent_error = 0;
  constexpr int kRepetitions = 400;
  for (int i = 0; i < kRepetitions; ++i) {
    base::Stream stream({9, base::Purpose::test, static_cast<std::uint64_t>(i)});
    std::vector<double> x;
    for (int j = 0; j < 500; ++j) x.push_back(50 + 3 * stream.normal());
    means.push_back(mean_of(x).value);
    deviations.push_back(deviation_of(x).value);
    equivalents.push_back(certainty_equivalent_of(x, 0.1).value);
    mean_error += mean_of(x).standard_error / kRepetitions;
    deviation_error += deviation_of(x).standard_error / kRepetitions;
    equivalent_error += certainty_equivalent_of(x, 0.1).standard_error / kRepetitions;
  }
  const double tolerance = 4 / std::sqrt(2.0 * kRepetitions);
  CHECK(std::fabs(deviation_of(means).value / mean_error - 1) < tolerance);
  CHECK(std::fabs(deviation_of(deviations).value / deviation_error - 1) < tolerance);
  CHECK(std::fabs(deviation_of(equivalents).value / equivalent_error - 1) < tolerance);
  CHECK(std::fabs(mean_of(equivalents).value - (50 - 0.05 * 9)) < 4 * mean_of(equivalents).standard_error + 0.01);
}
