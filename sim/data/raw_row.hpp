#pragma once
// Rows of a feed as they were read, before their units are known; prices and amounts in units of 1e-9.

#include <cstdint>

namespace asgen::data {

/// What a book row says.
enum class RowKind : std::uint8_t {
  level,  ///< the amount of a level; a burst of snapshot rows replaces the book
  plain,  ///< the amount of a level; the book is emptied by kReset and by `clear` rows only
  best,   ///< the best of this side at `venue` is now this; amount 0: the side is empty
  clear,  ///< the levels from the best to `price` are gone; price 0: the whole side
};

struct BookRow {
  std::int64_t exchange_ns = 0, local_ns = 0;  ///< ns since the epoch
  std::int64_t price = 0, amount = 0;          ///< amount 0 deletes the level
  std::int8_t side = 0;                        ///< +1 bid, -1 ask
  std::uint8_t flags = 0;                      ///< BookFlag bits
  RowKind kind = RowKind::level;
  std::uint8_t venue = 0;                      ///< of consolidated quotes
};

struct TradeRow {
  std::int64_t exchange_ns = 0, local_ns = 0;
  std::int64_t price = 0, amount = 0;
  std::int64_t resting_since_ns = 0;  ///< see TradeColumns
  std::int8_t side = 0;               ///< aggressor: +1 buy, -1 sell, 0 unknown
};

}  // namespace asgen::data
