#pragma once
// A fill and why it happened.

#include <cstddef>
#include <cstdint>

#include "sim/base/units.hpp"
#include "sim/market/order.hpp"

namespace asgen::market {

enum class FillCause : std::uint8_t {
  queue,          ///< a trade at our price went past what was ahead
  trade_through,  ///< a trade beyond our price
  book_cross,     ///< the opposite best came to our price or through it
  taker,          ///< we took displayed size
};

/// One execution at the order's own price.
struct Fill {
  OrderId order = 0;
  base::Nanos time{};
  std::size_t event = 0;  ///< tape event that caused it; for a fill on a clock tick the last event before the tick
  base::Side side = base::Side::buy;
  base::Ticks price{};
  base::Lots quantity{};
  FillCause cause = FillCause::queue;
  bool completes = false;  ///< nothing is left of the order

  bool operator==(const Fill&) const = default;
};

}  // namespace asgen::market
