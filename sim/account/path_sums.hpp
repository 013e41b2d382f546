#pragma once
// What the figures of an equity path need, summed run by run.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/account/change_sums.hpp"
#include "sim/account/inventory_statistics.hpp"
#include "sim/account/mark_index.hpp"
#include "sim/account/path_statistics.hpp"
#include "sim/account/sampled_drawdown.hpp"

namespace asgen::account {

/// Holdings that stay the same over a run of ticks.
struct Holdings {
  double cash = 0;        ///< excess cash [settlement]
  double position = 0;    ///< excess inventory [amount]
  std::int64_t lots = 0;  ///< the same in lots

  bool operator==(const Holdings&) const = default;
};

/// Ticks [from, to) of a tape.
struct TickRange {
  std::size_t from = 0, to = 0;
};

/// Consecutive ticks with the same holdings: marked by an index from its first price on, or all at the same mark.
struct EquityRun {
  const MarkIndex* marks = nullptr;
  double mark = 0;  ///< without an index
  TickRange ticks;
  Holdings holdings;
};

/// How a path is sampled.
struct SampleGrid {
  std::size_t ticks = 1;    ///< between two samples, >= 1
  std::size_t bucket = 60;  ///< samples per bucket of the tail figures, >= 1
};

/// A sample belongs to the run that its tick lies in; its change, to the sample before. The first change of a run spans a change of
/// holdings and is added by itself; the others are the position times changes of the mark, whose sums SampleIndex has.
class PathSums {
 public:
  explicit PathSums(const SampleGrid& grid);

  /// Adds the next ticks. Figures depend on the runs only, so a stretch of equal holdings must come as one.
  void add(const EquityRun& run);
  /// Equity counts from the last tick on: what was earned so far stays.
  void rebase();
  /// Inventory dynamics are not joined over the night.
  void open_tape() { dynamics_.cut(); }

  /// Equity at a mark.
  [[nodiscard]] double equity_at(const Holdings& holdings, double mark) const {
    return base_ + holdings.cash + (holdings.position != 0 ? holdings.position * mark : 0);
  }
  [[nodiscard]] double max_drawdown() const { return drawdown_; }
  [[nodiscard]] const InventoryDynamics& dynamics() const { return dynamics_; }
  /// @param capital of relative figures [settlement]; they are undefined when it is not positive
  [[nodiscard]] PathStatistics describe(double capital) const;

 private:
  [[nodiscard]] long double exact_equity(const Holdings& holdings, double mark) const {
    const long double value = holdings.position != 0 ? static_cast<long double>(holdings.position) * mark : 0.0L;
    return static_cast<long double>(base_) + holdings.cash + value;
  }
  /// Bounds of equity where marks have these.
  [[nodiscard]] Extremes equity_over(const Extremes& marks, const Holdings& holdings) const {
    const double a = equity_at(holdings, marks.lowest), b = equity_at(holdings, marks.highest);
    return holdings.position < 0 ? Extremes{b, a} : Extremes{a, b};
  }
  Extremes draw_down(const EquityRun& run);
  void draw_down(const EquityRun& run, const TickRange& ticks, std::size_t piece);
  void fall_to(double equity);
  void sample(const EquityRun& run, const Extremes& bounds);
  void sample_flat(long double equity, std::size_t samples);
  void sample_each(const EquityRun& run, std::size_t first, std::size_t samples);
  void sample_sums(const EquityRun& run, const Extremes& bounds, std::size_t first, std::size_t samples);
  [[nodiscard]] SampleRange next_samples(const SampleIndex& index, std::size_t first, std::size_t samples);
  template <class EquityAt>
  void close_buckets(std::size_t samples, const EquityAt& equity_at_sample);

  /// A sample of an index: runs follow one another, so where one ends the next goes on.
  struct Cursor {
    const SampleIndex* index = nullptr;
    std::size_t tick = 0, place = 0;
  };

  SampleGrid grid_;
  std::size_t until_sample_, until_bucket_;  // ticks to the next sample; samples to the end of the bucket
  double base_ = 0;                          // earned on earlier tapes
  EquityRun last_;                           // its last tick is the last one; empty: equity is base_
  double peak_ = 0, drawdown_ = 0;           // on ticks
  long double sampled_ = 0;                  // equity at the last sample
  bool started_ = false;
  ChangeSums changes_;
  Cursor cursor_;
  SampledDrawdown fall_;
  InventoryDynamics dynamics_;
  std::vector<double> bucket_ends_{0.0};
};

}  // namespace asgen::account
