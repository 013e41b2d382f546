#pragma once
// A day file written piece by piece, so that a day never has to fit into memory.

#include <string>
#include <vector>

#include "sim/data/day.hpp"
#include "sim/data/h5.hpp"

namespace asgen::data {

class DayWriter {
 public:
  /// Starts a file beside `path`. Units and names of `info` are final. Throws StorageError.
  DayWriter(const std::string& path, DayInfo info);

  /// Rows that follow those given before; whole chunks are written and taken away, the rest waits in `piece`.
  void book(BookColumns& piece);
  void trades(TradeColumns& piece);
  /// The last rows of both kinds, and the gaps. A day without L3 has no column resting_since_ns.
  void finish(const BookColumns& book, const TradeColumns& trades, const std::vector<Gap>& gaps);
  /// Attributes last, then the file appears under its path.
  void publish(int depth_levels);

 private:
  h5::File file_;
  DayInfo info_;
  bool book_begun_ = false, trades_begun_ = false;
};

}  // namespace asgen::data
