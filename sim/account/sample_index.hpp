#pragma once
// Power sums over the samples of a tape's marks, made once per tape: what a holding earns from sample to sample follows from them
// without a visit to the samples. Marks of a linear contract are whole multiples of half a price quantum, so all sums are integers:
// exact, whatever they are put together from.
//
// A path is sampled every `step` ticks, from any tick on. So ticks are stored in `step` *chains*, ticks of the same remainder one after
// another; a tick's *place* is its index in that order, and the sample after place p is place p + 1. Some 15 bytes a tick.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/account/wide.hpp"

namespace asgen::account {

/// Sums over samples i, with level h(i) in half price quanta from the tape's first mark, and change d(i) = h(i) - h(i - 1).
struct SampleSums {
  std::int64_t squares = 0;  ///< d^2
  std::int64_t rises = 0;    ///< d^2 of d > 0
  std::int64_t levels = 0;   ///< h
  Wide cubes = 0, fourths = 0, level_squares = 0;

  SampleSums& operator+=(const SampleSums& other) {
    squares += other.squares;
    rises += other.rises;
    levels += other.levels;
    cubes += other.cubes;
    fourths += other.fourths;
    level_squares += other.level_squares;
    return *this;
  }
  SampleSums& operator-=(const SampleSums& other) {
    squares -= other.squares;
    rises -= other.rises;
    levels -= other.levels;
    cubes -= other.cubes;
    fourths -= other.fourths;
    level_squares -= other.level_squares;
    return *this;
  }
};

class SampleIndex {
 public:
  /// @param marks one per tick, finite from tick `first` on, equally spaced prices a `half_quantum` apart
  /// @param step ticks between two samples
  /// Nothing when a mark is no multiple of `half_quantum` or a sum is too large to be exact.
  static std::optional<SampleIndex> make(std::span<const double> marks, std::size_t first, double half_quantum, std::size_t step);

  [[nodiscard]] std::size_t step() const { return step_; }
  [[nodiscard]] double half_quantum() const { return half_quantum_; }
  [[nodiscard]] std::size_t place(std::size_t tick) const {
    const auto t = static_cast<std::uint32_t>(tick), step = static_cast<std::uint32_t>(step_);  // half the price of a 64 bit division
    return (t % step) * chain_ + t / step;
  }
  [[nodiscard]] std::int64_t level(std::size_t place) const { return level_[place]; }
  /// Sums over the samples after place `from` up to `to`, both of one chain and not before the first mark.
  [[nodiscard]] SampleSums sums(std::size_t from, std::size_t to) const;
  /// Lowest and highest level over some places.
  struct Bounds {
    std::int32_t low, high;
  };
  static constexpr std::size_t kBlock = 8;
  /// Over the places of blocks [first, last].
  [[nodiscard]] Bounds bounds(std::size_t first, std::size_t last) const {
    Bounds range = bounds_[first];
    for (; first < last; ++first) range = {std::min(range.low, bounds_[first + 1].low), std::max(range.high, bounds_[first + 1].high)};
    return range;
  }

 private:
  SampleIndex() = default;
  bool set_levels(std::span<const double> marks, std::size_t first);
  bool set_sums();
  template <class Power>
  [[nodiscard]] SampleSums sums_as(std::size_t from, std::size_t to) const;

  std::size_t step_ = 1, chain_ = 0;  // places of a chain, padding included
  double half_quantum_ = 0;
  bool narrow_ = false;  // fourth powers of a block's changes fit 63 bits
  std::vector<std::int32_t> level_;
  std::vector<SampleSums> sums_;  // up to and with the first place of each block
  std::vector<Bounds> bounds_;
};

}  // namespace asgen::account
