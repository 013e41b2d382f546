#pragma once
// The rows of a feed, in time order, into days that each open with the complete book, in one pass.

#include <cstdint>
#include <vector>

#include "sim/data/day_sink.hpp"
#include "sim/data/day_windows.hpp"
#include "sim/data/import_report.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// What a trade without an aggressor becomes.
enum class UnknownSides { tick_rule, keep };

/// What all days of a feed have in common.
struct CutOptions {
  DayInfo common;                     ///< everything but day, open and close
  std::int64_t tick = 1, lot = 1;     ///< in units of 1e-9; divide every price and amount
  base::Nanos first, last;            ///< of the recording
  base::Nanos longest_silence;        ///< more is a gap
  std::vector<Gap> breaks;            ///< further gaps, in any order
  UnknownSides unknown_sides = UnknownSides::tick_rule;
  bool resting_known = false;
};

/// The rows to cut.
struct CutRows {
  RowStore<BookRow>& book;
  RowStore<TradeRow>& trades;
};

/// Gives `sink` one day per window that holds rows of its own, and fills the figures of `report` that need the rows in time order.
/// Returns the depth of a feed of the best N levels a side, 0 when it is none.
int cut_days(const CutRows& rows, const std::vector<DayWindow>& windows, const CutOptions& options, DaySink& sink, ImportReport& report);

}  // namespace asgen::data
