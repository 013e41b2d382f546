#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "sim/base/math.hpp"
#include "sim/base/math_lanes.hpp"
#include "sim/base/random.hpp"

namespace {

using namespace asgen;

double relative_error(double value, long double reference) {
  if (reference == 0.0L) return std::fabs(value);
  return static_cast<double>(std::fabs((static_cast<long double>(value) - reference) / reference));
}

base::Stream draws(std::uint64_t index) { return base::Stream({.seed = 7, .purpose = base::Purpose::test, .index = index}); }

}  // namespace

TEST_CASE("exp and expm1 are within 1e-15 of the long double library over their range") {
  base::Stream stream = draws(1);
  double worst_exp = 0, worst_expm1 = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = i % 2 == 0 ? stream.uniform(-700, 700) : stream.uniform(-2, 2);
    worst_exp = std::max(worst_exp, relative_error(base::exp(x), std::exp(static_cast<long double>(x))));
    worst_expm1 = std::max(worst_expm1, relative_error(base::expm1(x), std::expm1(static_cast<long double>(x))));
  }
  CHECK(worst_exp < 1e-15);
  CHECK(worst_expm1 < 1e-15);
  CHECK(relative_error(base::expm1(1e-12), std::expm1(1e-12L)) < 1e-15);
}

TEST_CASE("log and log1p are within 1e-15 of the long double library over their range") {
  base::Stream stream = draws(2);
  double worst_log = 0, worst_log1p = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = i % 2 == 0 ? std::exp(stream.uniform(-700, 700)) : stream.uniform(0.5, 2.0);
    worst_log = std::max(worst_log, relative_error(base::log(x), std::log(static_cast<long double>(x))));
    const double y = i % 2 == 0 ? std::exp(stream.uniform(-60, 60)) : stream.uniform(-0.9, 2.0);
    worst_log1p = std::max(worst_log1p, relative_error(base::log1p(y), std::log1p(static_cast<long double>(y))));
  }
  CHECK(worst_log < 1e-15);
  CHECK(worst_log1p < 1e-15);
}

TEST_CASE("elementary functions answer at the ends of their range") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(base::exp(0.0) == 1.0);
  CHECK(base::exp(1000.0) == infinity);
  CHECK(base::exp(-1000.0) == 0.0);
  CHECK(base::exp(-infinity) == 0.0);
  CHECK(base::exp(-744.0) > 0.0);
  CHECK(base::exp(709.7) < infinity);
  CHECK(base::log(0.0) == -infinity);
  CHECK(base::log(infinity) == infinity);
  CHECK(std::isnan(base::log(-1.0)));
  CHECK(base::log(1.0) == 0.0);
  CHECK(base::log1p(-1.0) == -infinity);
  CHECK(base::log1p(0.0) == 0.0);
  CHECK(base::expm1(0.0) == 0.0);
  CHECK(base::pow(0.0, 2.0) == 0.0);
  CHECK(base::pow(5.0, 0.0) == 1.0);
  CHECK(std::isnan(base::exp(std::nan(""))));
}

TEST_CASE("pow keeps the accuracy it states") {
  base::Stream stream = draws(3);
  for (int i = 0; i < 20'000; ++i) {
    const double x = stream.uniform(1e-3, 1e3), y = stream.uniform(-30, 30);
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    CHECK(relative_error(base::pow(x, y), exact) < 1e-15 * (1 + std::fabs(y * std::log(x))));
  }
}

TEST_CASE("normal_quantile gives the tabulated quantiles and is odd about one half") {
  CHECK(base::normal_quantile(0.5) == 0.0);
  CHECK(base::normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));
  CHECK(base::normal_quantile(0.995) == doctest::Approx(2.5758293035489004).epsilon(1e-15));
  CHECK(base::normal_quantile(1e-10) == doctest::Approx(-6.361340902404056).epsilon(1e-14));
  CHECK(base::normal_quantile(1e-300) == doctest::Approx(-37.0470962993612).epsilon(1e-13));
  for (double p = 0.001; p < 0.5; p += 0.013) CHECK(base::normal_quantile(p) == doctest::Approx(-base::normal_quantile(1 - p)).epsilon(1e-13));
}

TEST_CASE("the functions for SIMD lanes have the bits of the others") {
  base::Stream random({.seed = 3});
  for (int i = 0; i < 200000; ++i) {
    const double x = random.uniform(-700, 700), y = base::exp(random.uniform(-60, 60));
    CHECK_MESSAGE(base::exp_lane(x) == base::exp(x), x);
    CHECK_MESSAGE(base::log1p_lane(y) == base::log1p(y), y);
  }
  for (const double y : {0.0, 0.41, std::nextafter(0.41, 0.0), 1.0, 1e299}) CHECK(base::log1p_lane(y) == base::log1p(y));
}
