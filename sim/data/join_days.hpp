#pragma once
// Consecutive days of one instrument as one long day, so that live orders, their places in the queues and their ids go on over midnight.

#include <cstddef>
#include <string>
#include <vector>

#include "sim/data/day.hpp"

namespace asgen::data {

struct JoinOptions {
  base::Nanos gap{10 * base::kNanosPerSecond};  ///< a longer pause between two days is a gap in the recording
};

/// Where one day follows another.
struct Seam {
  std::string before, after;          ///< the two days, YYYY-MM-DD
  base::Nanos pause{0};               ///< from the close of the one to the open of the other
  std::size_t differing_levels = 0;   ///< price levels at which the opening book differs from the carried one
};

struct JoinedDays {
  Day day;  ///< named after the first one
  std::vector<Seam> seams;
};

/// Joins days in time order, at least one. A day opens with its complete book. Where that equals the book carried over from the day
/// before, it says nothing new and is left out: a reset would shake queues and best prices that nobody touched. Where it differs, rows
/// are missing between the two: the recording's later word counts, so it stays, as a snapshot in the middle of a day does, and the
/// seam tells. A pause longer than `options.gap` becomes a gap; gaps that meet at a seam become one.
/// Throws DataError when days overlap, are not in time order, or are not of one instrument in the same units.
JoinedDays join_days(std::vector<Day> days, const JoinOptions& options = {});

}  // namespace asgen::data
