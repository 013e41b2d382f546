#pragma once
// One CSV file in a Tardis.dev layout into rows, with the bad ones counted and refused.

#include <string>

#include "sim/data/feed_rules.hpp"
#include "sim/data/import_report.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Appends the rows of `path` to `feed` (a quote line gives two rows: bid, then ask; a picture the levels that changed) and takes
/// the feed's names from the first row. Throws ConfigurationError (missing), DataError naming file, line and column (header,
/// truncated gzip, too many bad rows).
FileReport read_csv(const std::string& path, const FeedRules& rules, RawFeed& feed);

}  // namespace asgen::data
