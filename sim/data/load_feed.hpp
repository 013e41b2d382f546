#pragma once
// All files of an import into one feed, each by the reader of its layout.

#include <string>
#include <vector>

#include "sim/data/feed_rules.hpp"
#include "sim/data/file_kind.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Kinds of the files, in their order. Throws ConfigurationError when two of them cannot go together, and as recognise() does.
std::vector<FileKind> recognise_all(const std::vector<std::string>& files, Layout layout);

/// Reads all files into `feed`; the reports are in the order of the files. Throws as the readers do.
std::vector<FileReport> load_feed(const std::vector<std::string>& files, const std::vector<FileKind>& kinds, const FeedRules& rules, RawFeed& feed);

/// True for layouts whose stamps count from midnight in New York.
bool is_new_york(FileKind kind);

}  // namespace asgen::data
