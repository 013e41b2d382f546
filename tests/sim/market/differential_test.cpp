// The matcher that asks the tape agrees with the judge that replays every row.
#include "tests/sim/market/differential_run.hpp"

TEST_CASE("matcher and judge agree fill for fill on 2,000 random days") {
  const auto total = asgen::market_test::compare_random_days(0, 2000);
  CHECK(total.fills > 18'000);
  for (const std::size_t fills : total.fills_by_cause) CHECK(fills > 500);
}
