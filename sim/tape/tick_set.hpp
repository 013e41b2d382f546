#pragma once
// A set of clock ticks that tells in O(1) how many of any range are in it.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace asgen::tape {

class TickSet {
 public:
  TickSet() = default;
  /// The ticks of [0, ticks) for which `contains(tick)` holds.
  template <class Contains>
  TickSet(std::size_t ticks, const Contains& contains) : words_(ticks / 64 + 1), before_(ticks / 64 + 1) {
    for (std::size_t tick = 0; tick < ticks; ++tick) words_[tick / 64] |= std::uint64_t{contains(tick) ? 1u : 0u} << (tick % 64);
    for (std::size_t word = 1; word < words_.size(); ++word) {
      before_[word] = before_[word - 1] + static_cast<std::uint32_t>(std::popcount(words_[word - 1]));
    }
  }

  /// Members in [from, to), to <= ticks.
  [[nodiscard]] std::size_t count(std::size_t from, std::size_t to) const { return from < to ? below(to) - below(from) : 0; }

 private:
  [[nodiscard]] std::size_t below(std::size_t tick) const {
    const std::uint64_t rest = words_[tick / 64] & ((std::uint64_t{1} << (tick % 64)) - 1);
    return before_[tick / 64] + static_cast<std::size_t>(std::popcount(rest));
  }

  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> before_;  // members before each word
};

}  // namespace asgen::tape
