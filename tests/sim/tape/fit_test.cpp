#include "sim/tape/fit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "sim/base/math.hpp"
#include "sim/base/random.hpp"
#include "sim/tape/least_squares.hpp"

using namespace asgen;
using tape::FitStatus;

namespace {
double cost(const std::vector<double>& x, const std::vector<double>& y, double alpha, double kappa) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += std::pow(alpha * base::exp(-kappa * x[i]) - y[i], 2);
  return sum;
}
}  // namespace

TEST_CASE("noise-free exponentials are found again") {
  base::Stream random({.seed = 4});
  for (int i = 0; i < 200; ++i) {
    const double alpha = random.uniform(0.5, 20);
    const double kappa = random.uniform(0.2, 4);
    std::vector<double> x;
    std::vector<double> y;
    for (int k = 12; k > 0; --k) {
      x.push_back(0.1 * k);
      y.push_back(alpha * base::exp(-kappa * x.back()));
    }
    const auto fit = tape::fit_exponential(x, y, 0, 0);
    REQUIRE(fit.status == FitStatus::converged);
    CHECK(fit.alpha == doctest::Approx(alpha).epsilon(1e-6));
    CHECK(fit.kappa == doctest::Approx(kappa).epsilon(1e-6));
  }
}

TEST_CASE("no neighbour of a noisy fit is better") {
  base::Stream random({.seed = 5});
  for (int i = 0; i < 100; ++i) {
    std::vector<double> x;
    std::vector<double> y;
    for (int k = 40; k > 0; --k) {
      x.push_back(0.05 * k);
      y.push_back(5 * base::exp(-1.5 * x.back()) * random.uniform(0.5, 1.5));
    }
    const auto fit = tape::fit_exponential(x, y, 4, 1);
    REQUIRE(fit.status == FitStatus::converged);
    const double here = cost(x, y, fit.alpha, fit.kappa);
    for (const double step : {-1e-2, 1e-2}) {
      CHECK(cost(x, y, fit.alpha * (1 + step), fit.kappa) > here);
      CHECK(cost(x, y, fit.alpha, fit.kappa * (1 + step)) > here);
    }
  }
}

TEST_CASE("data or starts that are not finite leave the start as it was") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto bad_data = tape::fit_exponential(std::vector{2.0, 1.0}, std::vector{1.0, nan}, 3, 4);
  CHECK(bad_data.status == FitStatus::not_finite);
  CHECK(bad_data.alpha == 3);
  CHECK(bad_data.kappa == 4);
  CHECK(tape::fit_exponential(std::vector{2.0, 1.0}, std::vector{1.0, 2.0}, nan, 4).status == FitStatus::not_finite);
}

TEST_CASE("two unknowns: the least-squares step solves the normal equations, or is the shortest of many") {
  const std::vector<double> a{1, 2, 3};
  const std::vector<double> b{1, -1, 2};
  const std::vector<double> f{3, 1, 7};
  const auto n = tape::solve_minimum_norm(a, b, f);
  double ra = 0;
  double rb = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double rest = a[i] * n[0] + b[i] * n[1] + f[i];
    ra += a[i] * rest;
    rb += b[i] * rest;
  }
  CHECK(ra == doctest::Approx(0).epsilon(1e-12));
  CHECK(rb == doctest::Approx(0).epsilon(1e-12));
  const auto shortest = tape::solve_minimum_norm(std::vector{1.0, 1.0}, std::vector{2.0, 2.0}, std::vector{-5.0, -5.0});
  CHECK(shortest[0] == doctest::Approx(1));
  CHECK(shortest[1] == doctest::Approx(2));
  const auto none = tape::solve_minimum_norm(std::vector{0.0}, std::vector{0.0}, std::vector{1.0});
  CHECK(none[0] == 0);
  CHECK(none[1] == 0);
}
