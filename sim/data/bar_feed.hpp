#pragma once
// Plain bars (open, high, low, close, volume) into a book and trades: an approximation for those who have nothing better.

#include <string>

#include "sim/data/feed_rules.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Appends one CSV file with a header that names time (or timestamp, date, datetime, open_time), open, high, low, close and volume, in any
/// case and order. The rule within a bar of length L: the price goes open, low, high, close when the bar closed at or above its open,
/// else open, high, low, close; it arrives at each of the four at 0, L/4, L/2, 3L/4. There the touch is one tick wide with the price on
/// the side that the move came from (up: it is the ask), a quarter of the volume is displayed on both sides, and L/8 later that
/// quarter trades at the price, bought after a move up, sold after a move down. So spread, depth and queues mean nothing; only the
/// prices reached are the market's.
/// Throws ConfigurationError (missing), DataError naming file, line and column (header, too many bad rows).
FileReport read_bars(const std::string& path, const FeedRules& rules, RawFeed& feed);

}  // namespace asgen::data
