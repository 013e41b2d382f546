#pragma once
// "Where is the first value at or below a key?" over a flat column, answered through minima of 16, 256, ... values.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace asgen::tape {

/// Values under one node: one cache line of 32-bit integers.
inline constexpr std::size_t kTreeFan = 16;
inline constexpr std::size_t kTreeMaxLevels = 9;

/// A view of a column and its minima; the memory belongs to a tape block.
class MinTree {
 public:
  MinTree() = default;
  /// @param leaves the column; @param upper minima as `build_minima` lays them out (level 1, then level 2, ...)
  MinTree(std::span<const std::int32_t> leaves, std::span<const std::int32_t> upper);

  /// First index in [from, to) whose value is <= key, or `to`. Cost: O(log(to - from)), never more than 16 values a level.
  [[nodiscard]] std::size_t first_at_most(std::int32_t key, std::size_t from, std::size_t to) const;
  [[nodiscard]] std::span<const std::int32_t> leaves() const { return {levels_[0], sizes_[0]}; }

 private:
  const std::int32_t* levels_[kTreeMaxLevels] = {};
  std::size_t sizes_[kTreeMaxLevels] = {};
  std::size_t count_ = 0;
};

/// The minima above a column, all levels one after another; the top level has at most 16 values.
std::vector<std::int32_t> build_minima(std::span<const std::int32_t> leaves);

}  // namespace asgen::tape
