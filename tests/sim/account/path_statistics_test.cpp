#include "sim/account/path_statistics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "sim/account/across_days.hpp"
#include "sim/account/drawdown.hpp"
#include "sim/base/random.hpp"

using namespace asgen;
using namespace asgen::account;

namespace {

std::vector<double> random_series(std::uint32_t seed, std::size_t n) {
  base::Stream random({seed, base::Purpose::test, 4, 0});
  std::vector<double> x;
  for (std::size_t i = 0; i < n; ++i) x.push_back(random.normal() * (random.below(50) == 0 ? 40 : 1) + 0.01);
  return x;
}

void check_near(const Value& value, const Value& expected) {
  CHECK(value.status == expected.status);
  if (expected.status == Status::ok) CHECK(value.value == doctest::Approx(expected.value).epsilon(1e-12));
}

double figure(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.name == name; });
  REQUIRE(found != figures.end());
  return found->value.value;
}

}  // namespace

TEST_CASE("ratios of a long series are those of the plain functions") {
  for (const std::size_t n : {0u, 1u, 2u, 7u, 8u, 511u, 512u, 513u, 17280u}) {
    CAPTURE(n);
    const std::vector<double> x = random_series(1, n);
    const SeriesStatistics fast = describe_series(x);
    const Moments slow = moments(x);
    check_near(fast.sharpe, sharpe(x));
    check_near(fast.sortino, sortino(x));
    check_near(fast.skewness, slow.skewness);
    check_near(fast.kurtosis, slow.kurtosis);
  }
}

TEST_CASE("undefined ratios of a series say why") {
  const std::vector<double> flat(100, 0.1), zeros(100, 0.0), broken{1, std::numeric_limits<double>::quiet_NaN(), 2};
  CHECK(describe_series(flat).sharpe.status == Status::zero_variance);
  CHECK(describe_series(zeros).kurtosis.status == Status::zero_variance);
  CHECK(describe_series(zeros).sortino.status == Status::no_downside);
  CHECK(describe_series(broken).sortino.status == Status::non_finite_input);
}

TEST_CASE("a path's tails pool whole buckets only, its drawdown is relative to the capital") {
  const std::vector<double> equity{0, 1, 2, 1, 1, 1, -4, 0};  // buckets of 2: 2, -1, -5; the last change is left out
  const PathStatistics path = describe_path(equity, {5, 2, 100});
  CHECK(path.buckets == 3);
  CHECK(path.worst.value == -5);
  CHECK(path.tail_95.cvar.value == doctest::Approx(5));
  CHECK(path.max_drawdown_rel.value == doctest::Approx(6.0 / 102));
  const std::vector<double> changes{1, 1, -1, 0, 0, -5, 4};
  CHECK(path.ulcer_pct.value == doctest::Approx(ulcer_index_pct(changes, 100).value));
  CHECK(describe_path(equity, {5, 2, 0}).ulcer_pct.status == Status::capital_not_positive);
}

TEST_CASE("a maker that wins 19 days of 20 and then loses 30 is shown for what it is") {
  std::vector<double> crash(19, 1.0);
  crash.push_back(-30);
  const std::vector<Figure> figures = describe_days(crash);
  CHECK(figure(figures, "days_won") == doctest::Approx(0.95));
  CHECK(figure(figures, "median_daily") == 1);
  CHECK(figure(figures, "mean_daily") == doctest::Approx(-0.55));
  CHECK(figure(figures, "cvar95_daily") == doctest::Approx(30));
  CHECK(figure(figures, "skew_daily") == doctest::Approx(-4.1295).epsilon(1e-4));
  CHECK(sells_the_tail(crash));
  CHECK_FALSE(sells_the_tail(std::vector<double>{1, -2, 3, 0.5, -1.5, 2, 4, -0.5, 1, 0}));
}
