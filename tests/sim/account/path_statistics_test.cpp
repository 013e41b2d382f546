#include "sim/account/path_statistics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "sim/account/across_days.hpp"
#include "sim/account/drawdown.hpp"
#include "sim/account/equity_path.hpp"
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

TEST_CASE("ratios of a long series from sums of powers are those of the plain functions") {
  for (const std::size_t n : {0u, 1u, 2u, 7u, 17280u}) {
    CAPTURE(n);
    const std::vector<double> x = random_series(1, n);
    ChangeSums sums;
    for (const double v : x) sums.add(v);
    const SeriesStatistics fast = sums.describe();
    const Moments slow = moments(x);
    check_near(fast.sharpe, sharpe(x));
    check_near(fast.sortino, sortino(x));
    check_near(fast.skewness, slow.skewness);
    check_near(fast.kurtosis, slow.kurtosis);
  }
}

TEST_CASE("a path's tails are those of the plain functions on its buckets") {
  std::vector<double> equity{0};
  for (const double v : random_series(2, 288)) equity.push_back(equity.back() + v);
  std::vector<double> pnl;
  for (std::size_t i = 1; i < equity.size(); ++i) pnl.push_back(equity[i] - equity[i - 1]);
  PathStatistics path;
  describe_tails(equity, path);
  CHECK(path.buckets == 288);
  CHECK(path.tail_95.var.value == var_cvar(pnl, 0.95).var.value);
  CHECK(path.tail_95.cvar.value == var_cvar(pnl, 0.95).cvar.value);
  CHECK(path.tail_99.cvar.value == var_cvar(pnl, 0.99).cvar.value);
  check_near(path.cornish_fisher_var_95, cornish_fisher_var(pnl, 0.95));
  CHECK(path.tail_ratio.value == tail_ratio(pnl).value);
  CHECK(path.worst.value == worst_k_mean(pnl, 1).value);
  CHECK(path.worst_tenth.value == worst_k_mean(pnl, 29).value);
}

TEST_CASE("a path's tails pool whole buckets only, its drawdown is relative to the capital") {
  const std::vector<double> mid{100, 101, 102, 101, 101, 101, 96, 100};  // buckets of 2: 2, -1, -5; the last change is left out
  const MarkIndex marks(mid, Contract::linear, 1, 1);
  EquityPath held({1, 2}, EquityPath::Keep::statistics);
  held.add(marks, {0, 8}, {-100, 1, 1});
  const PathStatistics path = held.sums().describe(100);
  CHECK(path.buckets == 3);
  CHECK(path.worst.value == -5);
  CHECK(path.tail_95.cvar.value == doctest::Approx(5));
  CHECK(path.max_drawdown_rel.value == doctest::Approx(6.0 / 102));
  const std::vector<double> changes{1, 1, -1, 0, 0, -5, 4};
  CHECK(path.ulcer_pct.value == doctest::Approx(ulcer_index_pct(changes, 100).value));
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
