// As differential_test.cpp, on more days.
#include "tests/sim/market/differential_run.hpp"

TEST_CASE("matcher and judge agree fill for fill on 20,000 random days") {
  const auto total = asgen::market_test::compare_random_days(5000, 20'000);
  CHECK(total.fills > 250'000);
}
