#pragma once
// The displayed book as two maps, replayed row by row from a day file's columns. Knows nothing of tapes.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"

namespace asgen::test_reference {

class NaiveBook {
 public:
  explicit NaiveBook(int depth_levels) : depth_levels_(static_cast<std::size_t>(depth_levels)) {}

  void apply(const data::BookColumns& rows, std::size_t row);

  /// Best price, or nothing when the side is empty.
  [[nodiscard]] std::optional<std::int64_t> best(base::Side side) const;
  /// Displayed quantity, or nothing outside the recorded window.
  [[nodiscard]] std::optional<std::int64_t> displayed(base::Side side, std::int64_t price) const;
  [[nodiscard]] const std::map<std::int64_t, std::int64_t>& levels(base::Side side) const {
    return side == base::Side::buy ? bids_ : asks_;
  }

 private:
  std::size_t depth_levels_;
  std::map<std::int64_t, std::int64_t> bids_, asks_;
};

}  // namespace asgen::test_reference
