#include "sim/tape/price_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "sim/base/random.hpp"

using namespace asgen;

TEST_CASE("every price finds its id and other prices find none, with outliers far away") {
  base::Stream random({.seed = 2});
  for (const std::size_t n : {1, 2, 3, 100, 5000}) {
    std::vector<std::int32_t> prices;
    for (std::size_t i = 0; i < n; ++i) prices.push_back(static_cast<std::int32_t>(random.below(3 * n)) - 50);
    if (n > 2) prices.insert(prices.end(), {INT32_MIN + 1, INT32_MAX - 1, 2'000'000'000});
    std::sort(prices.begin(), prices.end());
    prices.erase(std::unique(prices.begin(), prices.end()), prices.end());
    const auto shift = tape::price_shift(prices);
    const auto starts = tape::build_price_starts(prices, shift);
    CHECK(starts.size() <= 2 * prices.size() + 2);
    const tape::PriceIndex index(prices, starts, shift);
    for (std::size_t id = 0; id < prices.size(); ++id) CHECK(index.find(prices[id]) == id);
    for (int i = 0; i < 2000; ++i) {
      const auto price = static_cast<std::int32_t>(random.below(6 * n)) - 60;
      const auto at = std::lower_bound(prices.begin(), prices.end(), price);
      CHECK(index.lower_bound(price) == static_cast<std::size_t>(at - prices.begin()));
    }
    CHECK(index.lower_bound(INT32_MAX) == prices.size());
    CHECK(index.lower_bound(INT32_MIN) == 0);
  }
}

TEST_CASE("an index without prices finds nothing") {
  const tape::PriceIndex index({}, {}, 0);
  CHECK(index.find(5) == tape::PriceIndex::kNone);
  CHECK(index.lower_bound(5) == 0);
}
