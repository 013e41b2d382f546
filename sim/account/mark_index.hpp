#pragma once
// The settlement price of every clock tick of a day, with the lowest and highest of any range in O(log n): made once per tape, read by
// all simulations. So an equity path costs what its fills cost, not what the day's ticks cost. With the samples of a 1 s clock some 20
// bytes a tick.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/account/contract.hpp"
#include "sim/account/sample_index.hpp"

namespace asgen::account {

/// Lowest and highest value of a range.
struct Extremes {
  double lowest, highest;
};

class MarkIndex {
 public:
  /// @param mid one per tick; NaN (no two-sided book) repeats the last one, before the first number it stays NaN
  MarkIndex(std::span<const double> mid, Contract contract);
  /// The same with sums over samples `sample_ticks` apart, when the contract is linear and the mids are multiples of half of
  /// `price_quantum`. Without them paths give the same figures, but for rounding, from visits to all samples.
  MarkIndex(std::span<const double> mid, Contract contract, double price_quantum, std::size_t sample_ticks);

  [[nodiscard]] std::size_t size() const { return value_.size(); }
  /// Settlement price u(mid) at a tick.
  [[nodiscard]] double operator[](std::size_t tick) const { return value_[tick]; }
  /// First tick with a number; size() when there is none.
  [[nodiscard]] std::size_t first() const { return first_; }
  /// Extremes over ticks [from, to), first() <= from < to.
  [[nodiscard]] Extremes extremes(std::size_t from, std::size_t to) const;
  /// Bounds of these from at most `kFan` nodes, which reach beyond the range.
  [[nodiscard]] Extremes bounds(std::size_t from, std::size_t to) const;
  /// Wider bounds, from very few nodes when the range is short.
  [[nodiscard]] Extremes rough_bounds(std::size_t from, std::size_t to) const {
    const std::size_t first = from / (kFan * kFan), last = (to - 1) / (kFan * kFan);
    if (offset_.size() < 3 || last - first >= kFan) return bounds(from, to);
    const Extremes* node = nodes_.data() + offset_[2];
    Extremes range = node[first];
    for (std::size_t i = first + 1; i <= last; ++i) range = {std::min(range.lowest, node[i].lowest), std::max(range.highest, node[i].highest)};
    return range;
  }
  /// Sums over samples; nullptr when there are none.
  [[nodiscard]] const SampleIndex* samples() const { return samples_ ? &*samples_ : nullptr; }
  /// Mean of |u| over ticks [from, to) that have a number: value of one unit of amount; NaN when none has.
  [[nodiscard]] double mean_unit_value(std::size_t from, std::size_t to) const;

 private:
  void widen(std::size_t level, std::size_t from, std::size_t to, Extremes& range) const;

  static constexpr std::size_t kFan = 16;
  std::vector<double> value_;
  std::vector<Extremes> nodes_;      // level 1 (16 ticks a node), level 2 (256), ...
  std::vector<std::size_t> offset_;  // of each level; [0] is unused: level 0 are the ticks themselves
  std::vector<double> sums_;          // of |u| before every 16th tick
  std::size_t first_ = 0;
  std::optional<SampleIndex> samples_;
};

}  // namespace asgen::account
