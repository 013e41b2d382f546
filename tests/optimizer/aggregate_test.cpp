#include "optimizer/aggregate.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"

using namespace asgen::optimizer;

namespace {

const std::vector<double> kSeries{1, -2, 3, 0.5, -1.5, 2, 4, -0.5, 1, 0};

std::vector<double> crash() {
  std::vector<double> x(19, 1.0);
  x.push_back(-30);
  return x;
}

double value(AggregateOptions options, const std::vector<double>& x) { return aggregate(options, x).value; }

std::string complaint(const AggregateOptions& options, std::size_t n) {
  try {
    check_aggregate(options, n);
  } catch (const asgen::base::ConfigurationError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("aggregates of the reference series") {
  using enum AggregateKind;
  CHECK(value({.kind = mean}, kSeries) == doctest::Approx(0.75).epsilon(1e-12));
  CHECK(value({.kind = median}, kSeries) == doctest::Approx(0.75).epsilon(1e-12));
  CHECK(value({.kind = min}, kSeries) == -2);
  CHECK(value({.kind = mean_minus_std, .lambda = 0.5}, kSeries) == doctest::Approx(-0.19464867072955283).epsilon(1e-12));
  CHECK(value({.kind = cvar, .alpha = 0.75}, kSeries) == doctest::Approx(-1.5).epsilon(1e-12));
  CHECK(value({.kind = mean_cvar, .alpha = 0.75, .weight = 0.5}, kSeries) == doctest::Approx(-0.375).epsilon(1e-12));
}

TEST_CASE("a crash that the median hides shows in the tail") {
  using enum AggregateKind;
  CHECK(value({.kind = median}, crash()) == 1);
  CHECK(value({.kind = mean}, crash()) == doctest::Approx(-0.55).epsilon(1e-12));
  CHECK(value({.kind = cvar, .alpha = 0.75}, crash()) == doctest::Approx(-5.2).epsilon(1e-12));
  CHECK(value({.kind = mean_cvar}, crash()) == doctest::Approx(-2.875).epsilon(1e-12));
  CHECK(value({.kind = cvar, .alpha = 0.95}, crash()) == doctest::Approx(-30).epsilon(1e-12));
}

TEST_CASE("the lower-tail mean is the minimum of Rockafellar and Uryasev's function, whole or fractional") {
  for (const double alpha : {0.0, 0.1, 0.33, 0.5, 0.75, 0.87, 0.95}) {
    double least = std::numeric_limits<double>::infinity();  // the minimum lies on a sample point
    for (const double c : kSeries) {
      double excess = 0;
      for (const double x : kSeries) excess += std::max(-x + c, 0.0);
      least = std::min(least, -c + excess / ((1 - alpha) * 10));
    }
    CHECK(lower_tail_mean(kSeries, alpha) == doctest::Approx(-least).epsilon(1e-12));
  }
}

TEST_CASE("the certainty equivalent is stable for huge and tiny risk aversion") {
  const std::vector<double> x{10, 12, 17};
  const double plain = -std::log((std::exp(-1.0) + std::exp(-1.2) + std::exp(-1.7)) / 3) / 0.1;
  CHECK(certainty_equivalent(x, 0.1) == doctest::Approx(plain).epsilon(1e-13));
  CHECK(certainty_equivalent(x, 1e4) == doctest::Approx(10 + std::log(3.0) / 1e4).epsilon(1e-13));
  CHECK(std::fabs(certainty_equivalent(x, 1e-9) - (13 - 0.5e-9 * 26 / 3)) < 1e-12);
  CHECK(certainty_equivalent(std::vector<double>{-1e6, 1e6}, 1) == doctest::Approx(-1e6 + std::log(2.0)).epsilon(1e-13));
}

TEST_CASE("sums keep what plain addition loses") {
  CHECK(sum(std::vector<double>{1, 1e100, 1, -1e100}) == 2);
  CHECK(standard_deviation(std::vector<double>{1e9 + 1, 1e9 + 2, 1e9 + 3}) == doctest::Approx(1));
}

TEST_CASE("a value that is not finite makes the result undefined, never a number") {
  for (const AggregateKind kind : aggregate_kinds())
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
      const Aggregated result = aggregate({.kind = kind}, std::vector<double>{1, bad, 2});
      CHECK(result.status == AggregateStatus::non_finite);
      CHECK(std::isnan(result.value));
    }
  CHECK(aggregate({}, {}).status == AggregateStatus::too_few);
  CHECK(aggregate({.kind = AggregateKind::mean_minus_std}, std::vector<double>{1}).status == AggregateStatus::too_few);
}

TEST_CASE("a tail of less than two segments is refused and the number of segments is stated") {
  using enum AggregateKind;
  CHECK(complaint({.kind = mean_cvar, .alpha = 0.75}, 7) ==
        "/objective/aggregate/alpha: = 0.75 with n = 7 segments (n (1 - alpha) = 1.75, must be >= 2: the tail would be one segment); "
        "use at least 8 segments or a lower alpha");
  CHECK(complaint({.kind = mean_cvar, .alpha = 0.75}, 8) == "");
  CHECK(complaint({.kind = cvar, .alpha = 0.9}, 20) == "");
  CHECK(complaint({.kind = cvar, .alpha = 0.9}, 19).find("use at least 20 segments") != std::string::npos);
  CHECK(complaint({.kind = mean}, 1) == "");
}

TEST_CASE("parameters out of range are refused by key") {
  using enum AggregateKind;
  CHECK(complaint({.kind = mean_minus_std, .lambda = -1}, 9).find("/objective/aggregate/lambda: = -1") == 0);
  CHECK(complaint({.kind = mean_minus_std}, 1).find("n = 1 segment") != std::string::npos);
  CHECK(complaint({.kind = cvar, .alpha = 1}, 9).find("/objective/aggregate/alpha: = 1 (must be in [0, 1))") == 0);
  CHECK(complaint({.kind = mean_cvar, .weight = 1.1}, 9).find("/objective/aggregate/w: = 1.1") == 0);
  CHECK(complaint({.kind = certainty_equivalent, .gamma = 0}, 9).find("/objective/aggregate/gamma: = 0") == 0);
  CHECK(complaint({.kind = mean}, 0).find("no segment") != std::string::npos);
}
