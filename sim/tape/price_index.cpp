#include "sim/tape/price_index.hpp"

#include <algorithm>

namespace asgen::tape {
namespace {

std::uint64_t distance(std::int32_t from, std::int32_t to) { return static_cast<std::uint64_t>(static_cast<std::int64_t>(to) - from); }

}  // namespace

std::size_t PriceIndex::lower_bound(std::int32_t price) const {
  if (prices_.empty() || price <= prices_.front()) return 0;
  if (price > prices_.back()) return prices_.size();
  const std::size_t bucket = distance(prices_.front(), price) >> shift_;
  const auto first = prices_.begin() + starts_[bucket];
  const auto last = prices_.begin() + starts_[bucket + 1];
  return static_cast<std::size_t>(std::lower_bound(first, last, price) - prices_.begin());
}

std::uint32_t price_shift(std::span<const std::int32_t> prices) {
  if (prices.empty()) return 0;
  const std::uint64_t range = distance(prices.front(), prices.back()) + 1;
  std::uint32_t shift = 0;
  while ((range >> shift) > 2 * prices.size()) ++shift;
  return shift;
}

std::vector<std::uint32_t> build_price_starts(std::span<const std::int32_t> prices, std::uint32_t shift) {
  if (prices.empty()) return {};
  const std::size_t buckets = (distance(prices.front(), prices.back()) >> shift) + 1;
  std::vector<std::uint32_t> starts(buckets + 1);
  std::size_t id = 0;
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    while (distance(prices.front(), prices[id]) >> shift < bucket) ++id;
    starts[bucket] = static_cast<std::uint32_t>(id);
  }
  starts[buckets] = static_cast<std::uint32_t>(prices.size());
  return starts;
}

}  // namespace asgen::tape
