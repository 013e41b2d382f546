#pragma once
// Excess equity on the decision clock, fed in runs of ticks between which nothing was traded. A run costs its samples and O(log n) for
// its extremes, not its ticks; all figures are, bit for bit, those of a walk from tick to tick, however the path is cut into runs.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/account/inventory_statistics.hpp"
#include "sim/account/mark_index.hpp"

namespace asgen::account {

/// Holdings that stay the same over a run of ticks.
struct Holdings {
  double cash = 0;        ///< excess cash [settlement]
  double position = 0;    ///< excess inventory [amount]
  std::int64_t lots = 0;  ///< the same in lots
};

/// Ticks [from, to) of a tape.
struct TickRange {
  std::size_t from, to;
};

/// Drawdown and samples of E = cash + position * u(mid). The first tick is the start: E counts from 0 there.
class EquityPath {
 public:
  enum class Keep { statistics, every_tick };

  /// @param sample_ticks ticks between two samples, >= 1
  EquityPath(std::size_t sample_ticks, Keep keep);

  /// Appends a run of ticks.
  void add(const MarkIndex& marks, const TickRange& ticks, const Holdings& holdings);
  /// What follows is another tape: inventory dynamics are not joined over the night.
  void open_tape() { dynamics_.cut(); }
  /// Figures count from zero again: what was earned so far stays.
  void rebase() { base_ = last_; }

  /// Equity at the start (0) and then at every sample.
  [[nodiscard]] std::span<const double> samples() const { return samples_; }
  [[nodiscard]] std::size_t sample_ticks() const { return sample_ticks_; }
  [[nodiscard]] const InventoryDynamics& dynamics() const { return dynamics_; }
  [[nodiscard]] double max_drawdown() const { return drawdown_; }
  [[nodiscard]] double last_mark() const { return mark_; }  ///< u at the last tick; NaN before the first two-sided book

  /// Columns per tick, with Keep::every_tick.
  [[nodiscard]] const std::vector<double>& equity() const { return equity_; }
  [[nodiscard]] const std::vector<double>& inventory() const { return inventory_; }
  [[nodiscard]] const std::vector<double>& marks() const { return marks_; }

 private:
  [[nodiscard]] double equity_at(const Holdings& holdings, double mark) const {
    return base_ + holdings.cash + (holdings.position != 0 ? holdings.position * mark : 0);
  }
  template <class MarkAt>
  void sample(const TickRange& ticks, const Holdings& holdings, const MarkAt& mark_at);
  void draw_down(const MarkIndex& marks, const TickRange& ticks, const Holdings& holdings);
  void fall_to(double equity);
  void keep(double mark, const Holdings& holdings);

  std::size_t sample_ticks_;
  Keep keep_;
  std::size_t until_sample_;  // the first tick is the start and gives no sample of its own
  double base_ = 0;           // earned on earlier tapes
  double last_ = 0;           // equity at the last tick
  double peak_ = 0, drawdown_ = 0;
  double mark_ = std::numeric_limits<double>::quiet_NaN();
  InventoryDynamics dynamics_;
  std::vector<double> samples_{0.0};
  std::vector<double> equity_, inventory_, marks_;
};

}  // namespace asgen::account
