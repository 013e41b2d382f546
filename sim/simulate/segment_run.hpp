#pragma once
// One segment in progress: its tapes one after the other, then the result.

#include <memory>
#include <optional>
#include <vector>

#include "sim/simulate/leg_run.hpp"
#include "sim/simulate/simulate.hpp"
#include "sim/simulate/totals.hpp"

namespace asgen::simulate {

class SegmentRun {
 public:
  /// Market and options outlive it. Throws as simulate().
  SegmentRun(const SegmentMarket& market, StrategyFactory make, const SimulationOptions& options, Detail detail);

  /// Goes on to about `until`; true when the segment is over. Where it stops changes no result. Throws as simulate().
  bool go_on(base::Nanos until);
  /// Settles the accounts so far; to be called now and then, while the market of late is in the caches. Changes no result.
  void settle() {
    if (run_) run_->simulation().settle();
  }
  /// Result of a segment that is over.
  [[nodiscard]] DayResult result() const;

 private:
  [[nodiscard]] Books new_books() const;
  void open_leg();
  void close_leg();
  void mark(std::size_t events);
  void keep_details(const Simulation& simulation);
  void fill_path(Path& path) const;
  void fill_details(DayResult& result) const;

  const SegmentMarket& market_;
  StrategyFactory make_;
  const SimulationOptions& options_;
  Detail detail_;
  Books books_;  // between legs
  Totals totals_;
  std::unique_ptr<strategy::Strategy> strategy_;
  std::size_t index_ = 0;  // of the leg that is under way or comes next
  Leg leg_;
  std::optional<LegRun> run_;
  std::vector<base::Nanos> times_;
  std::vector<OrderEvent> order_events_;
  bool opened_ = false;
};

}  // namespace asgen::simulate
