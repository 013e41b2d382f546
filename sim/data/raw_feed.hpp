#pragma once
// Rows of a feed as they were read, before their units are known.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace asgen::data {

/// Book rows; price and amount in units of 1e-9. In a feed of quotes a row says "the best of this side is now this",
/// amount 0 = the side is empty.
struct RawBook {
  std::vector<std::int64_t> exchange_ns, local_ns, price, amount;
  std::vector<std::int8_t> side;
  std::vector<std::uint8_t> flags;

  [[nodiscard]] std::size_t size() const { return local_ns.size(); }
  struct Row {
    std::int64_t exchange_ns, local_ns, price, amount;
    std::int8_t side;
    std::uint8_t flags;
  };
  [[nodiscard]] Row row(std::size_t i) const { return {exchange_ns[i], local_ns[i], price[i], amount[i], side[i], flags[i]}; }
  void push(const Row& row);
};

/// Trades; price and amount in units of 1e-9.
struct RawTrades {
  std::vector<std::int64_t> exchange_ns, local_ns, price, amount;
  std::vector<std::int8_t> side;

  [[nodiscard]] std::size_t size() const { return local_ns.size(); }
};

struct RawFeed {
  std::string exchange, symbol;
  RawBook book;
  RawTrades trades;
};

/// Stable sort by local time. Returns the number of rows that were older than one before them.
std::size_t sort_by_time(RawBook& book);
std::size_t sort_by_time(RawTrades& trades);

/// Puts kReset on the first row of each snapshot: where kSnapshot appears after a row without it, or at the start.
/// Returns the number of snapshots.
std::size_t mark_resets(RawBook& book);

/// Turns sorted quotes into book rows: the old best is deleted when its price changes, the new one set; a side that did not
/// change gives no row. The first quote is a snapshot.
RawBook book_from_quotes(const RawBook& quotes);

/// Greatest common divisor of all values; 0 when there are none but zeros.
std::int64_t common_quantum(const std::vector<std::int64_t>& values, std::int64_t so_far = 0);

}  // namespace asgen::data
