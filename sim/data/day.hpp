#pragma once
// One recorded or synthetic day of one instrument, as columns in memory. The file behind it is in day_file.hpp.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/units.hpp"

namespace asgen::data {

/// What a day is of, and in which units its integers count.
struct DayInfo {
  std::string exchange = {};
  std::string symbol = {};
  std::string day = {};              ///< YYYY-MM-DD in `time_zone`
  std::string time_zone = "UTC";     ///< IANA name
  std::string session = {};          ///< "" (whole day) or "HH:MM-HH:MM" in `time_zone`
  double price_quantum = 0;          ///< price of one tick, in quote currency
  double lot = 0;                    ///< quantity of one lot, in base currency or contracts
  std::string contract = "linear";   ///< or "inverse"
  double contract_size = 1;          ///< base currency (linear) or quote currency (inverse) per unit of quantity
  int depth_levels = 0;              ///< 0 = full depth; N = the best N levels a side are known, the rest is unknown
  base::Nanos open = {};               ///< the day covers [open, close] on the local clock
  base::Nanos close = {};
  std::vector<std::string> sources = {};  ///< file names (no folders) that the day was imported from
  std::string origin = {};             ///< how the day was made, for people
};

/// Bits of BookColumns::flags.
enum BookFlag : std::uint8_t {
  kSnapshot = 1,  ///< the row is part of a snapshot
  kReset = 2,     ///< both sides are emptied before this row
};

/// Depth updates, one row per level; sorted by local_ns, file order kept. Rows that share local_ns are one batch.
struct BookColumns {
  std::vector<std::int64_t> exchange_ns = {}, local_ns = {};  ///< ns since the epoch
  std::vector<std::int8_t> side = {};                    ///< +1 bid, -1 ask
  std::vector<std::int32_t> price = {};                  ///< ticks
  std::vector<std::int64_t> lots = {};                   ///< absolute displayed quantity; 0 deletes the level
  std::vector<std::uint8_t> flags = {};                  ///< BookFlag bits

  [[nodiscard]] std::size_t size() const { return local_ns.size(); }
};

/// Trades, sorted by local_ns, file order kept. At equal stamps trades come before book rows.
struct TradeColumns {
  std::vector<std::int64_t> exchange_ns = {}, local_ns = {};  ///< ns since the epoch
  std::vector<std::int8_t> side = {};                    ///< aggressor: +1 buy, -1 sell, 0 unknown
  std::vector<std::int32_t> price = {};                  ///< ticks
  std::vector<std::int64_t> lots = {};                   ///< > 0
  /// L3 only, else empty: when the order that was hit joined its queue [ns, local clock]; 0 unknown; a hidden order: the trade's own stamp.
  std::vector<std::int64_t> resting_since_ns = {};

  [[nodiscard]] std::size_t size() const { return local_ns.size(); }
};

/// A stretch of the recording without any row, or in which the book cannot be trusted (messages were lost) or trading was halted.
struct Gap {
  base::Nanos begin;
  base::Nanos end;
  bool operator==(const Gap&) const = default;
};

struct Day {
  DayInfo info;
  BookColumns book;
  TradeColumns trades;
  std::vector<Gap> gaps;
};

}  // namespace asgen::data
