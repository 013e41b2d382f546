#include "optimizer/feasibility.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"

using namespace asgen::optimizer;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Two columns, fills and inventory, on four segments.
const std::vector<double> kMetrics{12, 1, 5, -2, 20, 3, 0, 9};
const SegmentTable kTable{kMetrics, 2, {}};

Constraint fills(double limit, double share) { return {"fills", 0, Bound::at_least, limit, share}; }
Constraint inventory(double limit) { return {"inventory", 1, Bound::at_most, limit, 1}; }

}  // namespace

TEST_CASE("a rule that is kept has no violation") {
  CHECK(violation(fills(0, 1), kTable) == 0);
  CHECK(violation(fills(5, 0.75), kTable) == 0);
  CHECK(violation(fills(12, 0.5), kTable) == 0);
  CHECK(violation(inventory(9), kTable) == 0);
}

TEST_CASE("a violation is the mean shortfall over the segments that are needed, in units of the limit") {
  CHECK(violation(fills(10, 1), kTable) == doctest::Approx((0.5 + 1.0) / 4));
  CHECK(violation(fills(10, 0.75), kTable) == doctest::Approx(0.5 / 3));
  CHECK(violation(inventory(6), kTable) == doctest::Approx(0.5 / 4));
  CHECK(violation(inventory(0), kTable) == doctest::Approx((1 + 3 + 9) / 4.0));
  CHECK(violation(std::vector{fills(10, 1), inventory(6)}, kTable) == doctest::Approx(0.375 + 0.125));
}

TEST_CASE("more of a breach is more of a violation") {
  double last = 0;
  for (const double limit : {6.0, 8.0, 10.0, 14.0, 19.0}) {
    CHECK(violation(fills(limit, 1), kTable) > last);
    last = violation(fills(limit, 1), kTable);
  }
}

TEST_CASE("segments that were not run are not judged, and an undefined metric breaks the rule") {
  const std::vector<std::uint8_t> run{1, 1, 1, 0};
  CHECK(violation(fills(5, 1), SegmentTable{kMetrics, 2, run}) == 0);
  CHECK(column(SegmentTable{kMetrics, 2, run}, 1) == std::vector<double>{1, -2, 3});
  const std::vector<double> undefined{kNan, 7};
  CHECK(std::isinf(violation(fills(5, 1), SegmentTable{undefined, 1, {}})));
  CHECK(violation(fills(5, 0.5), SegmentTable{undefined, 1, {}}) == 0);
}

TEST_CASE("rules that cannot be judged are refused") {
  using asgen::base::ConfigurationError;
  CHECK_THROWS_WITH_AS(check_constraint(fills(5, 0), "/objective/feasible/0"),
                       "/objective/feasible/0/share: = 0 (must be > 0 and <= 1); use 1 for every segment", ConfigurationError);
  CHECK_THROWS_AS(check_constraint(fills(5, 1.01), "/x"), ConfigurationError);
  CHECK_THROWS_AS(check_constraint(fills(kNan, 1), "/x"), ConfigurationError);
  CHECK_NOTHROW(check_constraint(fills(5, 1), "/x"));
}
