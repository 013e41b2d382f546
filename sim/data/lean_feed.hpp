#pragma once
// LEAN's equity ticks: a zip archive with one CSV, ms after midnight in New York, prices times 10,000. (QuantConnect LEAN, "Data format".)

#include <string>

#include "sim/data/feed_rules.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Appends trades (time, price, size, venue, condition, suspicious) or quotes (time, bid price, bid size, ask price, ask size, venue,
/// condition, suspicious). A quote row carries one side of the national best quote and names the venue that shows it, so it replaces
/// that side whatever venue was there before. Suspicious ticks are left out. Throws ConfigurationError (missing, no date), DataError naming file, line and column.
FileReport read_lean(const std::string& path, const FeedRules& rules, RawFeed& feed);

}  // namespace asgen::data
