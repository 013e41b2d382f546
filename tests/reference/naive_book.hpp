#pragma once
// The displayed book as two maps, replayed row by row from a day file's columns. Knows nothing of tapes.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"

namespace asgen::test_reference {

/// What the best price of a side is.
enum class BestRule {
  displayed,     ///< its best level
  last_row_wins  ///< a row that locks or crosses the book puts the opposite best beyond itself, until that side is set again
};

class NaiveBook {
 public:
  explicit NaiveBook(int depth_levels, BestRule rule = BestRule::displayed)
      : depth_levels_(static_cast<std::size_t>(depth_levels)), rule_(rule) {}

  /// Applies a row, after a reset where the row says so.
  void apply(const data::BookColumns& rows, std::size_t row);
  void reset();

  /// Best price, or nothing when the side is empty.
  [[nodiscard]] std::optional<std::int64_t> best(base::Side side) const;
  /// Displayed quantity, or nothing outside the recorded window.
  [[nodiscard]] std::optional<std::int64_t> displayed(base::Side side, std::int64_t price) const;
  /// Levels from the best on.
  [[nodiscard]] std::map<std::int64_t, std::int64_t> levels(base::Side side) const;

 private:
  [[nodiscard]] const std::map<std::int64_t, std::int64_t>& all(base::Side side) const { return side == base::Side::buy ? bids_ : asks_; }
  [[nodiscard]] std::optional<std::int64_t> next_beyond(base::Side side, std::int64_t price) const;
  void move_best(base::Side side, std::int64_t price, std::int64_t lots);

  std::size_t depth_levels_;
  BestRule rule_;
  std::map<std::int64_t, std::int64_t> bids_, asks_;
  std::optional<std::int64_t> bid_, ask_;  // for last_row_wins
};

}  // namespace asgen::test_reference
