#pragma once
// Prices of one book side as dense ids: sorted prices plus a coarse table that brings a search down to a few steps.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace asgen::tape {

/// A view; the memory belongs to a tape block. Ids grow with the price.
class PriceIndex {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  PriceIndex() = default;
  /// @param prices ascending, distinct; @param starts as `build_price_starts` makes it for the same prices and shift
  PriceIndex(std::span<const std::int32_t> prices, std::span<const std::uint32_t> starts, std::uint32_t shift)
      : prices_(prices), starts_(starts), shift_(shift) {}

  [[nodiscard]] std::size_t size() const { return prices_.size(); }
  [[nodiscard]] std::int32_t price(std::size_t id) const { return prices_[id]; }
  /// Number of prices < `price`.
  [[nodiscard]] std::size_t lower_bound(std::int32_t price) const;
  /// Id of exactly `price`, or kNone.
  [[nodiscard]] std::size_t find(std::int32_t price) const {
    const std::size_t id = lower_bound(price);
    return id < prices_.size() && prices_[id] == price ? id : kNone;
  }

 private:
  std::span<const std::int32_t> prices_;
  std::span<const std::uint32_t> starts_;
  std::uint32_t shift_ = 0;
};

/// Width of a bucket as a power of two, so that there are about two buckets per price.
std::uint32_t price_shift(std::span<const std::int32_t> prices);
/// First id of each bucket of 2^shift prices, and a closing entry.
std::vector<std::uint32_t> build_price_starts(std::span<const std::int32_t> prices, std::uint32_t shift);

}  // namespace asgen::tape
