// Values are checked by tests/cases; here are the properties.
#include "sim/account/statistics.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "sim/base/random.hpp"

using namespace asgen;
using namespace asgen::account;

namespace {

std::vector<double> normals(std::size_t n, std::uint64_t index) {
  base::Stream stream({7, base::Purpose::test, index, 0});
  std::vector<double> x(n);
  for (double& v : x) v = stream.normal();
  return x;
}

}  // namespace

TEST_CASE("Sharpe and Sortino do not depend on the currency, and change sign with the P&L's mean only") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::vector<double> x = normals(50, seed);
    const double sharpe_before = sharpe(x).value, sortino_before = sortino(x).value;
    for (double& v : x) v *= 1024;
    CHECK(sharpe(x).value == doctest::Approx(sharpe_before).epsilon(1e-13));
    CHECK(sortino(x).value == doctest::Approx(sortino_before).epsilon(1e-13));
    CHECK((sharpe(x).value > 0) == (sortino(x).value > 0));
  }
}

TEST_CASE("a compensated sum keeps small terms beside large ones") {
  const std::vector<double> x{1, 1e100, 1, -1e100};
  CHECK(compensated_sum(x) == 2);
}

TEST_CASE("mean absolute position weighs by time, not by event") {
  const std::vector<double> times{0, 1, 1.5}, inventory{0, 4, -2};
  CHECK(mean_absolute_position({times, inventory, 11.5}).value == doctest::Approx((0.5 * 4 + 10 * 2) / 11.5));
  CHECK(mean_absolute_position({{}, {}, 1}).status == Status::too_few);
}

TEST_CASE("an opening loss is a drawdown") {
  const std::vector<double> x{-5, 10};
  CHECK(max_drawdown_abs(x).value == 5);
}
