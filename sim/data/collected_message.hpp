#pragma once
// What readers of exchange messages share: fields of a JSON object as numbers, levels as rows, lost messages as gaps.

#include <simdjson.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/data/feed_rules.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

using JsonObject = simdjson::dom::object;
using JsonArray = simdjson::dom::array;

/// Reads fields; the first fault is kept and everything after it fails too.
class MessageFields {
 public:
  explicit MessageFields(const FeedRules& rules) : rules_(rules) {}

  void begin() { column_.clear(); }
  [[nodiscard]] bool good() const { return column_.empty(); }
  [[nodiscard]] const std::string& column() const { return column_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }
  bool refuse(std::string_view column, std::string reason);

  /// A field that must be there. Milliseconds since 1970 become nanoseconds.
  std::int64_t whole(const JsonObject& object, std::string_view key);
  std::int64_t milliseconds(const JsonObject& object, std::string_view key);
  std::string_view text(const JsonObject& object, std::string_view key);
  std::int64_t price(const JsonObject& object, std::string_view key);
  std::int64_t amount(const JsonObject& object, std::string_view key);
  /// Appends [[price, amount], ...] as rows like `row`.
  void levels(const JsonObject& object, std::string_view key, BookRow row, std::vector<BookRow>& out);

 private:
  std::int64_t judged(std::string_view key, std::string_view text, const char* (FeedRules::*judge)(std::int64_t) const);

  const FeedRules& rules_;
  std::string column_, reason_;
};

/// The book as a stream of numbered changes: finds what was lost and what a late snapshot already holds.
class SequencedBook {
 public:
  explicit SequencedBook(RawFeed& feed) : feed_(feed) {}

  /// Whether changes follow what came before them.
  enum class Follows { yes, no };
  /// Changes that lead to `last`.
  void change(std::int64_t last, Follows follows, std::vector<BookRow>&& rows);
  /// The whole book as of `last`; changes that came before it but are later are applied again.
  void snapshot(std::int64_t last, std::int64_t now, std::vector<BookRow>&& rows);
  /// A whole book within the stream, from which numbers may begin anew.
  void restart(std::int64_t last, std::int64_t now, std::vector<BookRow>&& rows);
  /// Number of the last change; 0 = none yet.
  [[nodiscard]] std::int64_t last() const { return last_; }
  void finish(RowLog& log);

 private:
  struct Change {
    std::int64_t last;
    std::vector<BookRow> rows;
  };
  RawFeed& feed_;
  std::int64_t last_ = 0, snapshot_ = 0, latest_ns_ = 0;
  std::deque<Change> recent_;
  std::optional<Gap> broken_;  // since the last row before the loss; until a snapshot comes
  std::size_t breaks_ = 0, stale_ = 0, snapshots_ = 0, early_ = 0;
};

/// True when a value is there and is no null.
bool has(const JsonObject& object, std::string_view key);

}  // namespace asgen::data
