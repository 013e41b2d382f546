#pragma once
// One CSV file into raw rows, with the bad ones counted and refused.

#include <cstdint>
#include <optional>
#include <string>

#include "sim/data/import_report.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// What a row must keep to.
struct CsvRules {
  std::string symbol = {};                    ///< "" = that of the feed so far, or of the first row; given: others are skipped
  std::optional<std::int64_t> tick = {}, lot = {};  ///< in units of 1e-9; prices and amounts must be multiples
  double max_bad = 0.001;                    ///< share of refused rows above which the file is
};

/// Appends the rows of `path` to `feed` (a quote line gives two book rows: bid, then ask) and takes the feed's names from
/// the first row. Throws ConfigurationError (missing), DataError naming file, line and column (header, truncated gzip, too
/// many bad rows).
FileReport read_csv(const std::string& path, const CsvRules& rules, RawFeed& feed);

}  // namespace asgen::data
