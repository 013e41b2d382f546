#pragma once
// What one day file holds.

#include <cstddef>
#include <string>

#include "sim/data/day.hpp"

namespace asgen::data {

/// Figures of a day; prices in quote currency, NaN where the day does not say.
struct DaySummary {
  DayInfo info;
  std::size_t book_rows = 0, batches = 0, trades = 0;
  std::size_t buys = 0, sells = 0;     ///< trades by aggressor; the rest is unknown
  bool resting_known = false;          ///< L3: trades say since when the order that was hit had rested
  std::size_t aged_trades = 0;         ///< of how many trades that is known
  double volume = 0;                   ///< sum of trade quantities
  std::size_t gaps = 0;
  double gap_seconds = 0;
  double mean_spread_ticks = 0;        ///< weighted by time, two-sided and not in a gap
  double median_spread_ticks = 0;      ///< same weights
  double locked_share = 0, crossed_share = 0;  ///< of two-sided time
  double two_sided_share = 0;          ///< of the day, gaps left out
  double mid_open = 0, mid_close = 0;  ///< first and last two-sided mid
};

DaySummary summarise(const Day& day);
/// Reads and summarises a day file. Errors as read_day().
DaySummary inspect_day(const std::string& path);
/// The summary as a table for people, ending with a line feed.
std::string to_text(const DaySummary& summary);

}  // namespace asgen::data
