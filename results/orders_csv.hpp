#pragma once
// Lists of orders and what became of them, as CSV: results/format.md states the columns.

#include <string>
#include <string_view>
#include <vector>

#include "sim/market/replay.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::results {

/// Orders as their owner names and lists them.
struct OrderList {
  std::vector<std::string> ids;  ///< one per order, each once
  std::vector<market::ListedOrder> orders;
};

/// Reads a list for the days of `tape`, which give units and span. `where` is the file's name. Throws DataError naming file, line and
/// column: an unknown, doubled or missing column, a field that is none, an id given twice, a price or quantity off the days' grid, an
/// instant outside the days, a cancel before its order, no order at all.
OrderList parse_orders_csv(std::string_view text, const std::string& where, const tape::Tape& tape);

/// A list as such a CSV.
std::string orders_csv(const OrderList& list, const tape::Tape& tape);

/// The list with arrival, queue ahead, outcome and end of each order; can be read again as a list. Type, stop, at_ns and group
/// are columns of it only where an order has one of them.
std::string replayed_orders_csv(const OrderList& list, const market::Replay& replay, const tape::Tape& tape);

/// Fills with their causes, in order of events.
std::string fills_csv(const OrderList& list, const market::Replay& replay, const tape::Tape& tape);

}  // namespace asgen::results
