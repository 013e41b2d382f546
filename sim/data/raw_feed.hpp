#pragma once
// All rows of one import, and the figures of them that need no order.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/data/day.hpp"
#include "sim/data/latency_histogram.hpp"
#include "sim/data/quantum.hpp"
#include "sim/data/raw_row.hpp"
#include "sim/data/row_store.hpp"

namespace asgen::data {

/// Rows of one kind with what is known about them before they are sorted.
template <class Row>
struct RowSet {
  explicit RowSet(const StoreLimits& limits) : rows(limits) {}

  void push(const Row& row) {
    price.add(row.price);
    amount.add(row.amount);
    highest = row.price > highest ? row.price : highest;
    first_ns = row.local_ns < first_ns ? row.local_ns : first_ns;
    last_ns = row.local_ns > last_ns ? row.local_ns : last_ns;
    rows.push(row);
  }
  [[nodiscard]] std::size_t size() const { return rows.size(); }
  /// Forgets rows and figures.
  void clear() {
    rows.clear();
    price = amount = {};
    highest = 0;
    first_ns = INT64_MAX;
    last_ns = INT64_MIN;
    latency = {};
  }

  RowStore<Row> rows;
  Quantum price, amount;       ///< of all rows, in units of 1e-9
  std::int64_t highest = 0;    ///< price
  std::int64_t first_ns = INT64_MAX, last_ns = INT64_MIN;
  LatencyHistogram latency;    ///< snapshots left out
};

/// What readers fill. A venue may send the same book twice, as changes and as best quotes, and the same trades twice, as prints and
/// as fills of single orders; import chooses.
struct RawFeed {
  explicit RawFeed(const StoreLimits& limits) : book(limits), quotes(limits), trades(limits), fills(limits) {}

  void add_book(const BookRow& row) {
    if ((row.flags & kSnapshot) == 0 && row.kind != RowKind::clear) book.latency.add(row.local_ns - row.exchange_ns);
    book.push(row);
  }
  void add_quote(const BookRow& row) {
    quotes.latency.add(row.local_ns - row.exchange_ns);
    quotes.push(row);
  }
  void add_trade(const TradeRow& row) { add(trades, row); }
  void add_fill(const TradeRow& row) { add(fills, row); }

  std::string exchange, symbol;     ///< as the files say
  RowSet<BookRow> book, quotes;
  RowSet<TradeRow> trades, fills;
  std::vector<Gap> breaks;          ///< where the book cannot be trusted though rows come: lost messages, halts
  int stated_depth = -1;            ///< levels a side that the layout shows; -1: it does not say
  std::int64_t usual_silence = 0;   ///< ns; a layout with fewer rows than this is not silent
  bool book_opened = false;         ///< a file showed the whole book, so that later files may go on with changes
  bool resting_known = false;       ///< trades say since when the order that they hit had rested

 private:
  static void add(RowSet<TradeRow>& set, const TradeRow& row) {
    set.latency.add(row.local_ns - row.exchange_ns);
    set.push(row);
  }
};

}  // namespace asgen::data
