#pragma once
// What a tape block holds, as views. Only `layout.cpp` knows where each column lies in the block.

#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/base/units.hpp"
#include "sim/tape/event_trades.hpp"
#include "sim/tape/min_tree.hpp"
#include "sim/tape/packed.hpp"
#include "sim/tape/price_index.hpp"
#include "sim/tape/scale.hpp"

namespace asgen::tape {

/// Best price of an empty side: no order can reach it.
inline constexpr std::int32_t kNoBid = INT32_MIN;
inline constexpr std::int32_t kNoAsk = INT32_MAX;

/// What one book event is.
enum class BookGrain : std::uint8_t { message, row };
/// Whether the strategy sees events later than they happen.
enum class FeedLatency : std::uint8_t { none, recorded };

/// State of the book at a clock tick.
enum TickFlag : std::uint8_t { kTwoSided = 1, kLocked = 2, kCrossed = 4, kInGap = 8 };

/// What a tape is of. Fixed-size text (zero-terminated), so that it lies in the block as it is.
struct TapeInfo {
  char exchange[32] = {};
  char symbol[64] = {};
  char day[16] = {};  ///< YYYY-MM-DD in time_zone
  char time_zone[64] = {};
  char session[32] = {};   ///< "" or "09:30-16:00"
  char contract[16] = {};  ///< linear or inverse
  double price_quantum = 0;
  double lot = 0;
  double contract_size = 1;
  std::int64_t depth_levels = 0;  ///< 0 = full depth
  base::Nanos open, close, clock;
  BookGrain grain = BookGrain::message;
  FeedLatency feed = FeedLatency::none;
  std::uint8_t unused[6] = {};  ///< no padding: all bytes of a block are known
  std::int64_t first_tick = 0;  ///< number of the first tick: epoch time / clock
};

/// A hole in the recording: [begin, end) on the local clock. Quotes are pulled at its begin.
struct TapeGap {
  base::Nanos begin, end;
  std::uint64_t first_event, end_event;  ///< events with begin < ns < end
  std::uint64_t first_tick, end_tick;    ///< ticks with begin <= ns < end
};

/// One side of the book: a timeline of displayed quantity per price, and the trades that hit it there.
struct BookSide {
  PriceIndex prices;
  std::span<const std::uint32_t> entry_begin;  ///< levels + 1
  std::span<const std::uint32_t> entry_event;  ///< event that changed the level
  PackedLots entry_lots;                       ///< displayed after it
  std::span<const std::uint32_t> trade_begin;  ///< levels + 1
  std::span<const std::uint32_t> trade_index;  ///< trades exactly at the price, aggressor on the other side
  MinTree window;                              ///< per event, worst visible price x sign: see Tape::displayed; empty for full depth
};

/// All columns of a tape.
struct Columns {
  const TapeInfo* info = nullptr;
  Scale price, quantity;
  PackedStamps event_ns, seen_ns;  ///< seen_ns: empty when equal
  std::span<const std::int32_t> best_bid, best_ask;
  EventTrades event_trades;
  std::span<const std::int32_t> trade_price;
  PackedLots trade_lots;
  std::span<const std::int8_t> trade_side;
  std::span<const std::uint32_t> trade_event;
  std::span<const std::int64_t> trade_resting_since;
  std::span<const std::uint32_t> resets;
  MinTree trade_lows, trade_highs;        ///< per trade, its price; highs negated
  MinTree buy_hits, sell_hits;            ///< per event; sell side with prices negated
  MinTree buy_tick_hits, sell_tick_hits;  ///< per tick, best opposite price; sell side negated
  BookSide bids, asks;
  std::span<const std::uint32_t> tick_events;
  std::span<const double> mid;
  std::span<const std::uint8_t> tick_flags;
  std::span<const TapeGap> gaps;

  [[nodiscard]] const BookSide& book(base::Side side) const { return side == base::Side::buy ? bids : asks; }
};

}  // namespace asgen::tape
