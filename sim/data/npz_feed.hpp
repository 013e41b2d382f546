#pragma once
// hftbacktest's .npz: member `data.npy`, rows of 64 bytes.

#include <string>

#include "sim/data/feed_rules.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Appends the rows that the strategy saw (bit 30), by their local stamp; rows of the exchange's clock alone say the same once more.
/// Order events (10 to 13) become levels, and fills that say since when the order that was hit had rested.
/// Throws ConfigurationError (missing), DataError naming file and row (archive, array type, cut short, too many bad rows).
FileReport read_npz(const std::string& path, const FeedRules& rules, RawFeed& feed);

}  // namespace asgen::data
