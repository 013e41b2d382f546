#pragma once
// A tape in the making: the columns as vectors, before `layout` writes them into one block.

#include <cstdint>
#include <vector>

#include "sim/tape/columns.hpp"

namespace asgen::tape {

struct SideDraft {
  std::vector<std::int32_t> prices;
  std::vector<std::uint32_t> entry_begin, entry_event;
  std::vector<std::int64_t> entry_lots;
  std::vector<std::uint32_t> trade_begin, trade_index;
  std::vector<std::int32_t> window;  ///< per event: worst visible price x sign; empty for full depth
};

struct Draft {
  TapeInfo info;
  std::vector<std::int64_t> event_ns, seen_ns;
  std::vector<std::int32_t> best_bid, best_ask;
  std::vector<std::int32_t> trade_price;
  std::vector<std::int64_t> trade_lots;
  std::vector<std::int8_t> trade_side;
  std::vector<std::uint32_t> trade_event;
  std::vector<std::int64_t> trade_resting_since;
  std::vector<std::int32_t> negated_trade_price;
  std::vector<std::uint32_t> resets;
  std::vector<std::int32_t> buy_hits, sell_hits;            ///< per event, sell side negated
  std::vector<std::int32_t> buy_tick_hits, sell_tick_hits;  ///< per tick, sell side negated
  SideDraft bids, asks;
  std::vector<std::uint32_t> tick_events;
  std::vector<double> mid;
  std::vector<std::uint8_t> tick_flags;
  std::vector<TapeGap> gaps;

  SideDraft& book(base::Side side) { return side == base::Side::buy ? bids : asks; }
  [[nodiscard]] const SideDraft& book(base::Side side) const { return side == base::Side::buy ? bids : asks; }
};

/// A hit value that no order can be touched by.
inline constexpr std::int32_t kNoHit = INT32_MAX;
/// A window value at which every price is visible.
inline constexpr std::int32_t kAllVisible = INT32_MIN;

/// Mirrors prices so that one comparison serves both sides: "at or below" for buys becomes "at or above" for sells.
constexpr std::int32_t mirrored(base::Side side, std::int32_t price) { return side == base::Side::buy ? price : -price; }

}  // namespace asgen::tape
