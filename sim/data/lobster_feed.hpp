#pragma once
// LOBSTER: a message file, and the order book file that shows the best levels after each message. No headers; seconds after midnight
// in New York, prices times 10,000. (LOBSTER, "Output structure", lobsterdata.com.)

#include <string>
#include <vector>

#include "sim/data/feed_rules.hpp"
#include "sim/data/file_kind.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

struct LobsterFiles {
  std::string messages;
  std::string book;  ///< "" = none
};
struct LobsterReports {
  FileReport messages, book;
};

/// For each message file the index of its order book file (same name but for the word, or the only one), files.size() when it has
/// none. Throws ConfigurationError when an order book file is left over: it has no stamps of its own.
std::vector<std::size_t> pair_lobster_files(const std::vector<std::string>& files, const std::vector<FileKind>& kinds);

/// Appends one pair. Executions become trades that say since when the order that was hit had rested; hidden ones hit no displayed
/// queue; a halt is a break until trading resumes; crosses are counted only. With an order book file the book is that of the file,
/// without one it is rebuilt from the messages: what rested before the first message stays unknown.
/// Throws ConfigurationError (no date), DataError naming file, line and column (too many bad rows, files of different lengths).
LobsterReports read_lobster(const LobsterFiles& files, const FeedRules& rules, RawFeed& feed);

}  // namespace asgen::data
