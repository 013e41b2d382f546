#pragma once
// Mids as Hummingbot has them: of the best prices, both rounded down to the instrument's tick.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/tape/block_range.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::tape {

class CoarseMids {
 public:
  CoarseMids() = default;
  /// @param step the instrument's tick [quanta]
  CoarseMids(const Tape& tape, std::int64_t step);

  /// Per tick [quote]; NaN while the book has not two sides.
  [[nodiscard]] std::span<const double> mid() const { return mid_; }
  [[nodiscard]] std::span<const double> inverse() const { return inverse_; }
  [[nodiscard]] const BlockRange& range() const { return range_; }

 private:
  std::vector<double> mid_, inverse_;
  BlockRange range_;
};

}  // namespace asgen::tape
