#pragma once
// The displayed book as two arrays over the prices of the day.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "tests/bench/flat_day.hpp"

namespace asgen::bench {

/// One side, by places: levels, turned round for bids, so that on both sides smaller is better.
class FlatSide {
 public:
  explicit FlatSide(std::size_t levels) : lots_(levels, 0), best_(levels), worst_(0) {}

  void set(std::size_t place, std::int64_t lots) {
    const bool was = lots_[place] != 0;
    lots_[place] = lots;
    if (lots != 0) {
      count_ += was ? 0 : 1;
      best_ = std::min(best_, place);
      worst_ = std::max(worst_, place);
    } else if (was) {
      remove(place);
    }
  }
  void clear() {
    for (std::size_t place = best_; count_ > 0; ++place) {
      count_ -= lots_[place] != 0 ? 1 : 0;
      lots_[place] = 0;
    }
    best_ = lots_.size();
    worst_ = 0;
  }

  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t levels() const { return count_; }
  [[nodiscard]] std::size_t best() const { return best_; }    ///< number of places when empty
  /// Precondition: not empty. Found when asked, which is rarely.
  [[nodiscard]] std::size_t worst() const {
    while (lots_[worst_] == 0) --worst_;
    return worst_;
  }
  [[nodiscard]] std::int64_t lots(std::size_t place) const { return lots_[place]; }

 private:
  void remove(std::size_t place) {
    if (--count_ == 0) {
      best_ = lots_.size();
      worst_ = 0;
      return;
    }
    if (place != best_) return;
    const std::int64_t* lots = lots_.data();
    while (lots[place] == 0) ++place;
    best_ = place;
  }

  std::vector<std::int64_t> lots_;
  std::size_t best_;
  mutable std::size_t worst_;  ///< nothing is displayed beyond it
  std::size_t count_ = 0;
};

}  // namespace asgen::bench
