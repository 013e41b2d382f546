#include "sim/data/feed_rules.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {
constexpr std::size_t kKeptBadRows = 10;
constexpr std::size_t kQuotedLength = 40;
}  // namespace

RowLog::RowLog(const std::string& path, std::string layout) : path_(path) {
  report_.name = std::filesystem::path(path).filename().string();
  report_.layout = std::move(layout);
  report_.first = base::Nanos::max();
  report_.last = base::Nanos::min();
}

void RowLog::refused(std::size_t line, std::string_view column, const std::string& reason) {
  if (++report_.bad <= kKeptBadRows) report_.first_bad.push_back({line, std::string(column), reason});
}

FileReport RowLog::finish(double max_bad) {
  const std::size_t all = report_.rows + report_.bad;
  if (static_cast<double>(report_.bad) > max_bad * static_cast<double>(all)) {
    const BadRow& first = report_.first_bad.front();
    throw base::DataError(fmt::format("{}:{}, column {}", path_, first.line, first.column),
                          fmt::format("{} (first of {} bad rows in {}, more than {:g} %)", first.reason, report_.bad, all, max_bad * 100),
                          "mend the file, or allow more with --max-bad");
  }
  return std::move(report_);
}

std::string quoted(std::string_view value, std::string_view fault) {
  std::string shown;
  for (const char c : value.substr(0, kQuotedLength)) shown += c >= ' ' && c <= '~' ? c : '?';
  return fmt::format("\"{}\" {}", shown, fault);
}

}  // namespace asgen::data
