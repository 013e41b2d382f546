#include "sim/data/file_kind.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/data/csv_layout.hpp"
#include "sim/data/feed_rules.hpp"
#include "sim/data/line_reader.hpp"
#include "sim/data/zip_archive.hpp"

namespace asgen::data {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "1723161253937085768 {...": what a collector writes.
bool is_collected(std::string_view line) {
  const auto space = line.find(' ');
  return space >= 13 && space <= 19 && std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(space), is_digit) &&
         space + 1 < line.size() && (line[space + 1] == '{' || line[space + 1] == '[');
}

bool is_numeric(std::string_view field) {
  return !field.empty() && std::all_of(field.begin(), field.end(), [](char c) { return is_digit(c) || c == '.' || c == '-'; });
}

/// LOBSTER has no header: six numbers are a message, a multiple of four an order book.
bool is_lobster(std::string_view line, FileKind& kind) {
  Fields fields;
  const std::size_t count = split_row(line, fields);
  const std::size_t kept = std::min(count, kMaxFields);
  if (!std::all_of(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(kept), is_numeric)) return false;
  kind = count == 6 ? FileKind::lobster_messages : FileKind::lobster_book;
  return count == 6 || count % 4 == 0;
}

/// A header with the four prices of a bar.
bool is_bars(std::string_view line) {
  std::string lower(line);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto has = [&](const char* name) { return lower.find(name) != std::string::npos; };
  return has("open") && has("high") && has("low") && has("close");
}

FileKind kind_of(const CsvLayout& layout) {
  switch (layout.kind) {
    case CsvKind::quotes: return FileKind::tardis_quotes;
    case CsvKind::trades: return FileKind::tardis_trades;
    case CsvKind::book:
    case CsvKind::pictures: break;
  }
  return FileKind::tardis_changes;
}

FileKind kind_of_archive(const std::string& path) {
  const ZipArchive archive(path);
  const bool arrays = std::ranges::any_of(archive.members(), [](const std::string& name) { return name.ends_with(".npy"); });
  return arrays ? FileKind::npz : FileKind::lean;
}

FileKind kind_of_text(const std::string& path) {
  LineReader lines(path);
  std::string_view line;
  if (!lines.next(line)) line = "";
  if (is_collected(line)) return FileKind::collector;
  if (FileKind kind{}; is_lobster(line, kind)) return kind;
  if (const auto layout = detect_layout(line)) return kind_of(*layout);
  if (is_bars(line)) return FileKind::bars;
  throw base::DataError(path + ":1", "the header or first line " + quoted(line, "is of no layout that asgen knows"),
                        "expected " + known_headers() + ", a LOBSTER message or order book file, an hftbacktest .npz, a collector's log, a LEAN "
                        "tick .zip, or bars with a header");
}

}  // namespace

FileKind recognise(const std::string& path, Layout layout) {
  switch (layout) {
    case Layout::hftbacktest: return FileKind::npz;
    case Layout::collector: return FileKind::collector;
    case Layout::lean: return FileKind::lean;
    case Layout::bars: return FileKind::bars;
    case Layout::lobster:
    case Layout::tardis:
    case Layout::detect: break;
  }
  if (layout == Layout::detect) return is_zip(path) ? kind_of_archive(path) : kind_of_text(path);
  LineReader lines(path);
  std::string_view line;
  if (!lines.next(line)) line = "";
  if (layout == Layout::lobster) {
    FileKind kind = FileKind::lobster_messages;
    is_lobster(line, kind);
    return kind;
  }
  const auto known = detect_layout(line);
  return known ? kind_of(*known) : FileKind::tardis_changes;
}

}  // namespace asgen::data
