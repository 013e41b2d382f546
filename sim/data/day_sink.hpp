#pragma once
// Where the days of an import go while they are cut.

#include <cstddef>
#include <vector>

#include "sim/data/day.hpp"

namespace asgen::data {

/// Takes days one after the other, each in pieces.
class DaySink {
 public:
  virtual ~DaySink() = default;
  /// A day begins; units and names of `info` are final, `depth_levels` is not yet known.
  virtual void begin(const DayInfo& info) = 0;
  /// Rows that follow those given before; what is taken is removed from `piece`, the rest comes again.
  virtual void book(BookColumns& piece) = 0;
  virtual void trades(TradeColumns& piece) = 0;
  /// The last rows of the day, and its gaps.
  virtual void end(BookColumns&& book, TradeColumns&& trades, std::vector<Gap>&& gaps) = 0;
  /// Rows of one kind after which the cutter gives a piece.
  [[nodiscard]] virtual std::size_t piece_rows() const = 0;
};

}  // namespace asgen::data
