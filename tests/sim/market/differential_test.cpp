// The matcher that asks the tape agrees with the judge that replays every row.
#include "tests/sim/market/differential_run.hpp"

TEST_CASE("matcher and judge agree fill for fill on 2,500 random days, with every combination of options") {
  const auto total = asgen::market_test::compare_random_days(0, 2500);
  CHECK(total.fills > 30'000);
  for (const std::size_t fills : total.fills_by_cause) CHECK(fills > 500);
  CHECK(total.combinations.size() == asgen::market_test::kCombinations);
}
