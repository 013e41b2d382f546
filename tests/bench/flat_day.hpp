#pragma once
// A day prepared for a matcher that replays it: rows as small records in one array, prices as dense numbers.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/data/day.hpp"

namespace asgen::bench {

/// A book row.
struct FlatRow {
  std::int32_t place;   ///< number of the price among all prices of the book, from the best on: the highest of bids, the lowest of asks
  std::int8_t side;     ///< +1 bid, -1 ask
  std::uint8_t resets;  ///< both sides are emptied first
  std::int64_t lots;
};

/// A trade, or all rows of one stamp.
struct FlatEvent {
  std::int64_t time;
  std::uint32_t first_row, end_row;  ///< equal: a trade
  std::int32_t price;                ///< of a trade
  std::int8_t side;                  ///< aggressor of a trade
  std::int64_t lots;
};

/// Events in time order, trades before the rows of their stamp; feed latency none.
struct FlatDay {
  explicit FlatDay(const data::Day& day);

  std::vector<FlatEvent> events;
  std::vector<FlatRow> rows;
  std::vector<std::int32_t> prices;  ///< all that the book ever shows, ascending
  std::vector<data::Gap> gaps;
  std::size_t depth_levels = 0;

  /// Place of a price on a side (0 bids, 1 asks), or -1 when the book never shows it.
  [[nodiscard]] std::int32_t place_of(std::size_t book_side, std::int32_t price) const;
  [[nodiscard]] std::int32_t price_of(std::size_t book_side, std::size_t place) const { return prices[book_side == 0 ? prices.size() - 1 - place : place]; }
};

}  // namespace asgen::bench
