#pragma once
// When the mid of a tape changes: the mid at any time in a few loads, made once per tape.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::simulate {

class MidChanges {
 public:
  explicit MidChanges(const tape::Tape& tape);

  /// Mid after some events [half price quanta]; NaN while the book is not two-sided.
  static double after(const tape::Tape& tape, std::size_t events);
  /// Changes among which the one in force at a time is to be found.
  struct Range {
    std::uint32_t first, last;
  };
  /// Changes between the clock ticks about a time. `ticks`: the tape's ticks until then, were there any after its last.
  [[nodiscard]] Range about(std::size_t ticks) const {
    const std::uint32_t* const begins = begins_.data() + std::min(ticks, begins_.size() - 2);
    return {begins[0], begins[1]};
  }
  /// Mid in force at `t`, that of the last event up to it.
  /// @param range about(the ticks until t)
  [[nodiscard]] double at(base::Nanos t, const Range& range) const {
    constexpr std::size_t kFew = 16;  // are counted faster than searched
    const std::size_t changes = range.last - range.first <= kFew ? count(t, range) : search(t, range);
    return changes == 0 ? std::numeric_limits<double>::quiet_NaN() : changes_[changes - 1].mid;
  }
  /// Has what about() reads, or what at() does, brought nearer.
  void prefetch_about(std::size_t ticks) const {
    __builtin_prefetch(begins_.data() + std::min(ticks, begins_.size() - 1));
  }
  void prefetch_at(const Range& range) const {
    __builtin_prefetch(changes_.data() + (range.first > 0 ? range.first - 1 : 0));
    __builtin_prefetch(changes_.data() + (range.last > 0 ? range.last - 1 : 0));
  }

 private:
  struct Change {
    std::int64_t time;
    double mid;
  };
  [[nodiscard]] std::size_t count(base::Nanos t, const Range& range) const {
    std::size_t changes = range.first;
    for (std::uint32_t i = range.first; i < range.last; ++i) changes += changes_[i].time <= t.count() ? 1 : 0;
    return changes;
  }
  [[nodiscard]] std::size_t search(base::Nanos t, const Range& range) const;

  std::vector<Change> changes_;
  std::vector<std::uint32_t> begins_;  // changes before the first tick, up to it, ..., up to the last one, in all
};

}  // namespace asgen::simulate
