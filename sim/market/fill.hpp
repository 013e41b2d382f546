#pragma once
// A fill and why it happened.

#include <cstddef>
#include <cstdint>

#include "sim/base/units.hpp"
#include "sim/market/order.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::market {

enum class FillCause : std::uint8_t {
  queue,          ///< a trade at our price went past what was ahead
  trade_through,  ///< a trade beyond our price
  book_cross,     ///< the opposite best came to our price or through it
  taker,          ///< we took displayed size
};

/// One execution.
struct Fill {
  OrderId order = 0;
  base::Nanos time{};
  std::size_t event = 0;  ///< tape event that caused it; for a taker and for a fill on a clock tick the last event before
  base::Side side = base::Side::buy;
  base::Ticks price{};  ///< the order's own; of a taker the level's
  base::Lots quantity{};
  FillCause cause = FillCause::queue;
  bool completes = false;  ///< nothing is left of the order
  base::Nanos known{};     ///< when we know

  bool operator==(const Fill&) const = default;
};

/// The trade, or the opposite best price, that a fill answers to.
struct FillTrigger {
  base::Ticks price{};
  base::Lots quantity{};  ///< of the trade; 0 for a book
  bool operator==(const FillTrigger&) const = default;
};
/// What caused `fill` on the tape that it was made on: a trade's price and quantity, or the opposite best price after the event.
FillTrigger trigger_of(const tape::Tape& tape, const Fill& fill);

}  // namespace asgen::market
