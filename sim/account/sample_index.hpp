#pragma once
// Power sums over the samples of a tape's marks, made once per tape: what a holding earns from sample to sample follows from them
// without a visit to the samples. Marks of a linear contract are whole multiples of half a price quantum, so all sums are integers:
// exact, whatever they are put together from.
//
// A path is sampled every `step` ticks, from any tick on. So ticks are stored in `step` *chains*, ticks of the same remainder one after
// another; a tick's *place* is its index in that order, and the sample after place p is place p + 1. Some 11 bytes a tick.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace asgen::account {

/// Sums over samples i of the change d(i) = h(i) - h(i - 1) of the level h(i) in half price quanta. Those that 63 bits may not hold are
/// the numbers nearest to them.
struct ChangePowers {
  std::int64_t squares = 0;         ///< d^2
  std::int64_t rises = 0;           ///< d^2 of d > 0
  double cubes = 0, fourths = 0;
};
/// Sums over samples of the level above an origin, h(i) - h.
struct LevelPowers {
  std::int64_t levels = 0;
  double squares = 0;
};

/// All sums, modulo 2^64: few are that large, and of those that are not the difference of two is right.
struct SampleWords {
  std::uint64_t squares = 0, rises = 0, cubes = 0, fourths = 0, levels = 0, level_squares = 0;

  void add(std::int64_t before, std::int64_t level) {
    const std::int64_t d = level - before;
    const auto square = static_cast<std::uint64_t>(d * d);
    squares += square;
    rises += d > 0 ? square : 0;
    cubes += square * static_cast<std::uint64_t>(d);
    fourths += square * square;
    levels += static_cast<std::uint64_t>(level);
    level_squares += static_cast<std::uint64_t>(level * level);
  }
  SampleWords& operator+=(const SampleWords& other);
  SampleWords& operator-=(const SampleWords& other);
};
inline SampleWords& SampleWords::operator+=(const SampleWords& other) {
  squares += other.squares;
  rises += other.rises;
  cubes += other.cubes;
  fourths += other.fourths;
  levels += other.levels;
  level_squares += other.level_squares;
  return *this;
}
inline SampleWords& SampleWords::operator-=(const SampleWords& other) {
  squares -= other.squares;
  rises -= other.rises;
  cubes -= other.cubes;
  fourths -= other.fourths;
  levels -= other.levels;
  level_squares -= other.level_squares;
  return *this;
}

/// The samples after place `from` up to `to`, both of one chain and not before the first mark.
struct SampleRange {
  std::size_t from, to;
  SampleWords words;

  [[nodiscard]] std::size_t count() const { return to - from; }
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
  /// Whether marks follow from levels to the last bit.
  [[nodiscard]] bool has_marks() const { return per_unit_ > 0; }
  /// The mark at a place, where it follows.
  [[nodiscard]] double mark(std::size_t place) const { return static_cast<double>(origin_ + level_[place]) / per_unit_; }

  [[nodiscard]] SampleRange range(std::size_t from, std::size_t to) const;
  [[nodiscard]] ChangePowers changes(const SampleRange& range) const {
    const SampleWords& words = range.words;
    if (words.squares >= kSafeSquares) return wide_changes(range);
    return {static_cast<std::int64_t>(words.squares), static_cast<std::int64_t>(words.rises),
            static_cast<double>(static_cast<std::int64_t>(words.cubes)), static_cast<double>(static_cast<std::int64_t>(words.fourths))};
  }
  [[nodiscard]] LevelPowers levels(const SampleRange& range, std::int64_t origin) const;
  /// The same of the samples after place `from` up to `to`.
  [[nodiscard]] LevelPowers levels(std::size_t from, std::size_t to, std::int64_t origin) const;

  /// Lowest and highest level over some places.
  struct Bounds {
    std::int32_t low, high;
  };
  static constexpr std::size_t kBlock = 8;
  /// Over the places of a block.
  [[nodiscard]] const Bounds& bounds(std::size_t block) const { return bounds_[block]; }

 private:
  /// With a sum of squares below this all other sums of changes fit 63 bits: |d|^3 and d^4 add up to less than its square.
  static constexpr std::uint64_t kSafeSquares = std::uint64_t{1} << 31;

  SampleIndex() = default;
  bool set_levels(std::span<const double> marks, std::size_t first);
  bool set_sums();
  [[nodiscard]] SampleWords words_to(std::size_t place) const;
  void add_words(std::size_t from, std::size_t to, SampleWords& words) const;
  [[nodiscard]] ChangePowers wide_changes(const SampleRange& range) const;
  [[nodiscard]] LevelPowers wide_levels(std::size_t from, std::size_t to, std::int64_t origin) const;

  std::size_t step_ = 1, chain_ = 0;  // places of a chain, padding included
  std::size_t longest_ = 0;           // samples whose squared levels above any other's surely fit 63 bits
  double half_quantum_ = 0, per_unit_ = 0;
  std::int64_t origin_ = 0;  // first mark in half quanta
  std::vector<std::int32_t> level_;
  std::vector<SampleWords> words_;  // up to and with the first place of each block, and of one behind the last
  std::vector<Bounds> bounds_;
};

}  // namespace asgen::account
