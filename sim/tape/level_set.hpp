#pragma once
// A set of small integers with its least and greatest member at hand: the nonempty price levels of one book side.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace asgen::tape {

/// Bits in words, and above them bits that say which words are nonempty. All operations cost O(log64 capacity).
class LevelSet {
 public:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  explicit LevelSet(std::size_t capacity);
  void insert(std::size_t id);
  void erase(std::size_t id);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool contains(std::size_t id) const { return (layers_[0][id / 64] >> (id % 64)) & 1; }
  /// Least and greatest member, or kNone.
  [[nodiscard]] std::size_t first() const;
  [[nodiscard]] std::size_t last() const;
  /// Nearest member greater (less) than `id`, or kNone.
  [[nodiscard]] std::size_t above(std::size_t id) const;
  [[nodiscard]] std::size_t below(std::size_t id) const;

 private:
  std::vector<std::vector<std::uint64_t>> layers_;  ///< members, words of members, ... up to one word
  std::size_t size_ = 0;
};

}  // namespace asgen::tape
