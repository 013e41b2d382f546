#pragma once
// A sorted feed into days that each open with the complete book.

#include <cstdint>
#include <vector>

#include "sim/data/day.hpp"
#include "sim/data/day_windows.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// A day and how many of its first book rows were carried over from before.
struct CutDay {
  Day day;
  std::size_t carried = 0;
};

/// What all days of a feed have in common.
struct CutOptions {
  DayInfo common;                     ///< everything but day, open and close
  std::int64_t tick = 0, lot = 0;     ///< in units of 1e-9
  base::Nanos first, last;            ///< of the recording
  std::vector<Gap> gaps;
};

/// One day per window that holds rows. The last window takes the rows at its very end when the recording ends there.
/// Throws DataError when a price has more ticks than 32 bits hold.
std::vector<CutDay> cut_days(const RawFeed& feed, const std::vector<DayWindow>& windows, const CutOptions& options);

}  // namespace asgen::data
