// As differential_test.cpp, on more days.
#include "tests/sim/market/differential_run.hpp"

TEST_CASE("matcher and judge agree fill for fill on 10,000 random days") {
  const auto total = asgen::market_test::compare_random_days(5000, 10'000);
  CHECK(total.fills > 90'000);
}
