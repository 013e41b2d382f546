#pragma once
// A feed of whole pictures (the best N levels a side, again and again) into the levels that changed from one to the next.

#include <cstdint>
#include <vector>

#include "sim/data/raw_row.hpp"

namespace asgen::data {

/// The levels of one side, best first.
struct PictureLevel {
  std::int64_t price = 0, amount = 0;
};
struct Picture {
  std::vector<PictureLevel> bids, asks;
};

class PictureDiff {
 public:
  /// Appends the rows that turn the picture before into `now`, which must show every side sorted, best first, each price once; the
  /// first picture is a snapshot. `row` has the stamps.
  void advance(const Picture& now, const BookRow& row, std::vector<BookRow>& out);
  /// The next picture is a snapshot again.
  void restart() { begun_ = false; }

 private:
  Picture before_;
  bool begun_ = false;
};

/// True when prices fall (bids) or rise (asks) strictly from level to level.
bool is_sorted(const Picture& picture);

}  // namespace asgen::data
