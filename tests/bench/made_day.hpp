#pragma once
// A made day of an active market: any number of rows, the best 25 levels a side, trades that eat the book and move it. It only has to
// look like a day to a simulator (its mix of events, its bursts, its prices), so that a fresh clone can measure without recordings.

#include <cstddef>
#include <cstdint>

#include "sim/data/day.hpp"

namespace asgen::bench {

struct MadeDayOptions {
  std::size_t rows = 10'000'000;  ///< book rows and trades, within about a per cent
  double duration_s = 86'400;
  double sigma_ticks = 2;  ///< of the mid, per sqrt(s)
  std::uint64_t seed = 1;
};

/// A pure function of its argument. Tick 0.1, lot 0.0001, price about 2,000; about one row in twelve is a trade, a message holds four
/// rows on average, and activity changes by bursts and over the day.
data::Day make_day(const MadeDayOptions& options);

}  // namespace asgen::bench
