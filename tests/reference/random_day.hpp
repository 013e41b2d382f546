#pragma once
// Short random days that hold what real ones rarely do: locked and crossed books, resets inside a message, ties of stamps,
// one-sided books, windows of known depth, gaps with and without rows.

#include <cstdint>

#include "sim/base/random.hpp"
#include "sim/data/day.hpp"

namespace asgen::test_reference {

/// How the recorded depth behaves.
enum class DepthStyle {
  full,      ///< rows anywhere, all depth known
  careless,  ///< the same rows, but only N levels count as recorded
  window,    ///< a venue that sends the best N levels: levels come and go with the window
};

struct RandomDayOptions {
  DepthStyle style = DepthStyle::full;
  int depth_levels = 0;        ///< for careless and window; 1 = L1
  std::size_t messages = 150;  ///< trades and batches together
  std::int32_t base_price = 1000;
  int gaps = 1;
};

/// A day whose prices lie within a few ticks of the base price and whose messages are some 100 ms apart.
data::Day random_day(base::Stream& random, const RandomDayOptions& options);

/// Draws the options of a day as well: every style, windows of 1 to 4 levels, low and high prices, 0 to 2 gaps.
data::Day any_random_day(base::Stream& random);

}  // namespace asgen::test_reference
