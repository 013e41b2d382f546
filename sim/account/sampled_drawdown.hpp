#pragma once
// Drawdown of a sampled path relative to a capital that is known at the end only: the path is cut where it makes a new peak, and each
// *stretch* keeps what its figures need.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/account/drawdown.hpp"
#include "sim/account/mark_index.hpp"
#include "sim/account/sample_index.hpp"

namespace asgen::account {

/// Samples of an index, while a holding is worth `unit` [settlement] per level and equity at the place before them was `start`.
struct SampleRun {
  const SampleIndex& index;
  const SampleRange& samples;
  double start, unit;
  std::int64_t level = index.level(samples.from);  ///< where equity was `start`

  [[nodiscard]] double equity_at(std::int64_t at) const { return start + unit * static_cast<double>(at - level); }
  /// Bounds of equity where levels have these.
  [[nodiscard]] Extremes equity_over(const SampleIndex::Bounds& levels) const {
    const double a = equity_at(levels.low), b = equity_at(levels.high);
    return unit < 0 ? Extremes{b, a} : Extremes{a, b};
  }
};

/// The start, at equity 0, is the first sample and the first peak.
class SampledDrawdown {
 public:
  /// Adds `times` samples of the same equity.
  void add(double equity, std::size_t times = 1);
  /// Adds the samples of a run. Only those near a new peak or a new largest fall are visited one by one.
  /// @param bounds of equity over the run
  void add(const SampleRun& run, const Extremes& bounds);

  /// Largest relative fall, and Ulcer index over all samples.
  [[nodiscard]] RelativeDrawdown describe(double capital) const;

 private:
  struct Stretch {
    double peak = 0, lowest = 0;
    double squares = 0;  // of the falls from the peak
  };

  /// Levels at which surely nothing happens: none when low > high.
  struct QuietLevels {
    std::int64_t low, high;
    [[nodiscard]] bool hold(const SampleIndex::Bounds& levels) const { return levels.low >= low && levels.high <= high; }
  };

  void add_one(double equity) {
    if (!(equity <= now_.peak)) return open_stretch(equity);
    const double fall = now_.peak - equity;
    now_.squares += fall * fall;
    now_.lowest = std::min(now_.lowest, equity);
    largest_fall_ = std::max(largest_fall_, fall);
  }
  void open_stretch(double peak);
  void add_blocks(const SampleRun& run);
  void visit(const SampleRun& run, std::size_t first, std::size_t end);
  void add_below_peak(const SampleRun& run, const LevelPowers& levels, std::size_t count);
  [[nodiscard]] QuietLevels quiet_levels(const SampleRun& run) const;
  /// Whether samples within these bounds make neither a new peak nor a new largest fall. A fall only matters when it is larger than all
  /// before, whose peaks were no higher.
  [[nodiscard]] bool stays_below(const Extremes& bounds) const {
    return bounds.highest <= now_.peak && now_.peak - bounds.lowest <= largest_fall_;
  }

  Stretch now_;
  std::vector<Stretch> earlier_;  // those with a fall
  double largest_fall_ = 0;
  std::size_t count_ = 1;
  bool finite_ = true;
};

}  // namespace asgen::account
