#include "optimizer/bootstrap.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"

using namespace asgen::optimizer;

namespace {

struct Days {
  std::vector<double> a, b;
};

/// b is noise around 100; a follows it with a gain and noise of its own.
Days days(std::uint64_t seed, std::size_t n, double gain, double noise) {
  asgen::base::Stream stream({seed, asgen::base::Purpose::test, 0});
  Days d;
  for (std::size_t i = 0; i < n; ++i) {
    d.b.push_back(100 + 10 * stream.normal());
    d.a.push_back(d.b.back() + gain + noise * stream.normal());
  }
  return d;
}

const AggregateOptions kMean{.kind = AggregateKind::mean};

}  // namespace

TEST_CASE("the bootstrap error of a mean difference is its textbook error") {
  const Days d = days(1, 200, 2, 3);
  const BootstrapResult r = paired_bootstrap(d.a, d.b, difference_of(kMean), {.resamples = 4000, .seed = 5});
  std::vector<double> differences;
  for (std::size_t i = 0; i < 200; ++i) differences.push_back(d.a[i] - d.b[i]);
  const double error = standard_deviation(differences) / std::sqrt(200.0);
  CHECK(r.estimate == doctest::Approx(mean(differences)));
  CHECK(std::fabs(r.standard_error / error - 1) < 4 / std::sqrt(2.0 * 4000) + 1.0 / 200);
  CHECK(std::fabs(r.upper - r.lower - 2 * 1.96 * error) < 0.1 * 4 * error);
  CHECK(r.undefined == 0);
}

TEST_CASE("pairing removes the noise that both share") {
  const Days d = days(2, 100, 0, 0);
  const BootstrapResult r = paired_bootstrap(d.a, d.b, ratio_of({.kind = AggregateKind::certainty_equivalent, .gamma = 0.05}), {.seed = 5});
  CHECK(r.estimate == 1);
  CHECK(r.standard_error == 0);
  CHECK(r.lower == 1);
  CHECK(r.upper == 1);
}

TEST_CASE("a 95 % interval covers the truth about 95 times in 100") {
  int covered = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Days d = days(100 + seed, 60, 2, 3);
    const BootstrapResult r = paired_bootstrap(d.a, d.b, difference_of(kMean), {.resamples = 400, .seed = seed});
    covered += r.lower <= 2 && 2 <= r.upper;
  }
  CHECK(std::fabs(covered / 200.0 - 0.94) < 4 * std::sqrt(0.94 * 0.06 / 200));
}

TEST_CASE("the same seed gives the same bits, another seed others") {
  const Days d = days(3, 50, 1, 2);
  const auto run = [&](std::uint64_t seed) { return paired_bootstrap(d.a, d.b, ratio_of(kMean), {.resamples = 500, .seed = seed}).lower; };
  CHECK(run(1) == run(1));
  CHECK(run(1) != run(2));
}

TEST_CASE("an undefined ratio is reported, not averaged") {
  const std::vector<double> a{1, 2, 3}, zero{0, 0, 0}, sometimes{0, 0, 1};
  CHECK(std::isnan(paired_bootstrap(a, zero, ratio_of(kMean), {.resamples = 50}).estimate));
  const BootstrapResult r = paired_bootstrap(a, sometimes, ratio_of(kMean), {.resamples = 300});
  CHECK(r.undefined > 30);
  CHECK(std::isfinite(r.standard_error));
}

TEST_CASE("days that do not pair are refused") {
  using asgen::base::ConfigurationError;
  CHECK_THROWS_AS(paired_bootstrap(std::vector<double>{1, 2}, std::vector<double>{1, 2, 3}, ratio_of(kMean), {}), ConfigurationError);
  CHECK_THROWS_AS(paired_bootstrap(std::vector<double>{1}, std::vector<double>{1}, ratio_of(kMean), {}), ConfigurationError);
  CHECK_THROWS_AS(paired_bootstrap(std::vector<double>{1, 2}, std::vector<double>{1, 2}, ratio_of(kMean), {.confidence = 1}),
                  ConfigurationError);
}
