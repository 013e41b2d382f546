#include "sim/data/load_feed.hpp"

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/data/bar_feed.hpp"
#include "sim/data/collector_feed.hpp"
#include "sim/data/csv_feed.hpp"
#include "sim/data/lean_feed.hpp"
#include "sim/data/lobster_feed.hpp"
#include "sim/data/npz_feed.hpp"

namespace asgen::data {

namespace {

/// Pairs message files with order book files and reads them.
std::vector<FileReport> load_lobster(const std::vector<std::string>& files, const std::vector<FileKind>& kinds, const FeedRules& rules, RawFeed& feed) {
  std::vector<FileReport> reports(files.size());
  const auto partners = pair_lobster_files(files, kinds);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (kinds[i] != FileKind::lobster_messages) continue;
    const std::size_t book = partners[i];
    auto read = read_lobster({files[i], book < files.size() ? files[book] : ""}, rules, feed);
    reports[i] = std::move(read.messages);
    if (book < files.size()) reports[book] = std::move(read.book);
  }
  return reports;
}

FileReport load_file(const std::string& file, FileKind kind, const FeedRules& rules, RawFeed& feed) {
  switch (kind) {
    case FileKind::npz: return read_npz(file, rules, feed);
    case FileKind::collector: return read_collected(file, rules, feed);
    case FileKind::lean: return read_lean(file, rules, feed);
    case FileKind::bars: return read_bars(file, rules, feed);
    default: return read_csv(file, rules, feed);
  }
}

bool is_lobster(FileKind kind) { return kind == FileKind::lobster_messages || kind == FileKind::lobster_book; }

}  // namespace

bool is_new_york(FileKind kind) { return is_lobster(kind) || kind == FileKind::lean; }

std::vector<FileKind> recognise_all(const std::vector<std::string>& files, Layout layout) {
  std::vector<FileKind> kinds;
  for (const std::string& file : files) kinds.push_back(recognise(file, layout));
  const auto lobster = std::ranges::count_if(kinds, is_lobster);
  if (lobster > 0 && static_cast<std::size_t>(lobster) < kinds.size()) {
    throw base::ConfigurationError("import", "LOBSTER files and files of other layouts are given", "import them one after the other");
  }
  const auto has = [&](FileKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); };
  if (has(FileKind::tardis_changes) && has(FileKind::tardis_quotes)) {
    throw base::ConfigurationError("import", "both incremental_book_L2 and quotes are given (they describe the same book)", "leave one out");
  }
  return kinds;
}

std::vector<FileReport> load_feed(const std::vector<std::string>& files, const std::vector<FileKind>& kinds, const FeedRules& rules, RawFeed& feed) {
  if (!kinds.empty() && is_lobster(kinds.front())) return load_lobster(files, kinds, rules, feed);
  std::vector<FileReport> reports;
  for (std::size_t i = 0; i < files.size(); ++i) reports.push_back(load_file(files[i], kinds[i], rules, feed));
  return reports;
}

}  // namespace asgen::data
