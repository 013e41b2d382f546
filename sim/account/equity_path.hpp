#pragma once
// Excess equity on the decision clock, fed in runs of ticks between which nothing was traded.

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "sim/account/statistics.hpp"

namespace asgen::account {

/// Holdings that stay the same over a run of ticks.
struct Holdings {
  double cash = 0;      ///< excess cash [quote]
  double position = 0;  ///< excess inventory [base]
};

/// Drawdown and ratio samples of E = cash + position * mid. The first tick is the start: E counts from 0 there.
class EquityPath {
 public:
  enum class Keep { statistics, every_tick };

  /// @param ratio_step ticks between two samples of Sharpe and Sortino, >= 1
  EquityPath(std::size_t ratio_step, Keep keep);

  /// Appends one tick per mid. A NaN mid repeats the last one.
  void add(std::span<const double> mid, const Holdings& holdings);
  /// Starts a new tape whose figures count from zero again: what was earned so far stays.
  void rebase();

  [[nodiscard]] Value sharpe_ratio() const { return sharpe(changes_); }
  [[nodiscard]] Value sortino_ratio() const { return sortino(changes_); }
  [[nodiscard]] double max_drawdown() const { return drawdown_; }
  [[nodiscard]] double last_mid() const { return mid_; }  ///< NaN before the first finite mid

  /// Columns per tick, with Keep::every_tick.
  [[nodiscard]] const std::vector<double>& equity() const { return equity_; }
  [[nodiscard]] const std::vector<double>& inventory() const { return inventory_; }
  [[nodiscard]] const std::vector<double>& mids() const { return mids_; }

 private:
  void sample(double equity);

  std::size_t ratio_step_;
  Keep keep_;
  std::size_t until_sample_;  // the first tick is the start and gives no change
  double base_ = 0;           // earned on earlier tapes
  double last_ = 0;           // equity at the last tick
  double sampled_ = 0;        // equity at the last sample
  double peak_ = 0, drawdown_ = 0;
  double mid_ = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> changes_, equity_, inventory_, mids_;
};

}  // namespace asgen::account
