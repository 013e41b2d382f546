#pragma once
// Comparisons that read the same for buys and sells.

#include <cstdint>

#include "sim/base/units.hpp"

namespace asgen::market {

/// True when an order at `price` is strictly beyond `other`: a buy above it, a sell below it.
constexpr bool is_through(base::Side side, base::Ticks price, base::Ticks other) {
  return side == base::Side::buy ? price > other : price < other;
}

/// A price as the tape has it.
constexpr std::int32_t tape_price(base::Ticks price) { return static_cast<std::int32_t>(price.count()); }

}  // namespace asgen::market
