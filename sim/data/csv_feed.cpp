#include "sim/data/csv_feed.hpp"

#include "sim/base/error.hpp"
#include "sim/data/csv_rows.hpp"
#include "sim/data/line_reader.hpp"

namespace asgen::data {

FileReport read_csv(const std::string& path, const FeedRules& rules, RawFeed& feed) {
  LineReader lines(path);
  std::string_view line;
  if (!lines.next(line)) line = "";
  const auto layout = detect_layout(line);
  if (!layout) {
    throw base::DataError(path + ":1", "the header " + quoted(line, "is not one that asgen knows"), "expected " + known_headers());
  }
  RowLog log(path, name_of(*layout));
  CsvRows rows(*layout, rules, feed);
  while (lines.next(line)) {
    if (line.empty()) continue;
    switch (rows.take(line)) {
      case Outcome::taken: log.taken(rows.local_ns()); break;
      case Outcome::skipped: log.skipped(); break;
      case Outcome::refused: log.refused(lines.number(), rows.fault().column, rows.fault().reason); break;
    }
  }
  return log.finish(rules.max_bad);
}

}  // namespace asgen::data
