#pragma once
// Excess equity on the decision clock, fed in runs of ticks between which nothing was traded. A run costs a few look-ups in the sums and
// extremes of its tape's MarkIndex, not its ticks or samples. Runs with equal holdings are joined before they count, so all figures are
// the same bits however the path is cut into runs.

#include <cstddef>
#include <limits>
#include <vector>

#include "sim/account/path_sums.hpp"

namespace asgen::account {

/// Drawdown and samples of E = cash + position * u(mid). The first tick is the start: E counts from 0 there.
class EquityPath {
 public:
  enum class Keep { statistics, every_tick };

  EquityPath(const SampleGrid& grid, Keep keep) : grid_(grid), keep_(keep), sums_(grid) {}

  /// Appends a run of ticks. `marks` must outlive the path.
  void add(const MarkIndex& marks, const TickRange& ticks, const Holdings& holdings);
  /// What follows is another tape: inventory dynamics are not joined over the night.
  void open_tape();
  /// Figures count from zero again: what was earned so far stays.
  void rebase();

  /// All figures so far.
  [[nodiscard]] PathSums sums() const;
  [[nodiscard]] std::size_t sample_ticks() const { return grid_.ticks; }
  /// u at the last tick; NaN before the first two-sided book.
  [[nodiscard]] double last_mark() const { return priced_ == nullptr ? std::numeric_limits<double>::quiet_NaN() : (*priced_)[last_tick_]; }

  /// Columns per tick, with Keep::every_tick.
  [[nodiscard]] const std::vector<double>& equity() const { return equity_; }
  [[nodiscard]] const std::vector<double>& inventory() const { return inventory_; }
  [[nodiscard]] const std::vector<double>& marks() const { return marks_; }

 private:
  void append(const EquityRun& run);
  void keep(const EquityRun& run);
  void close_run();

  SampleGrid grid_;
  Keep keep_;
  PathSums sums_;   // without the open run
  EquityRun open_;  // may still grow
  const MarkIndex* priced_ = nullptr;  // of the last tick with a price: few ask for it, and the look-up misses the caches
  std::size_t last_tick_ = 0;
  std::vector<double> equity_, inventory_, marks_;
};

}  // namespace asgen::account
