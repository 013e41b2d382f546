#pragma once
// When the mid of a tape changes: the mid at any time in a few loads, made once per tape.

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
    std::size_t first, last;
  };
  /// Changes between the clock ticks about a time. `ticks`: the tape's ticks until then, were there any after its last.
  [[nodiscard]] Range about(std::size_t ticks) const {
    return {ticks == 0 || before_.empty() ? 0 : before_[std::min(ticks, before_.size()) - 1],
            ticks < before_.size() ? before_[ticks] : changes_.size()};
  }
  /// Mid in force at `t`, that of the last event up to it.
  /// @param range about(the ticks until t)
  [[nodiscard]] double at(base::Nanos t, const Range& range) const;

 private:
  struct Change {
    std::int64_t time;
    double mid;
  };
  std::vector<Change> changes_;
  std::vector<std::uint32_t> before_;  // changes up to each tick
};

}  // namespace asgen::simulate
