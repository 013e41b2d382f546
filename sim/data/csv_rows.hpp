#pragma once
// One row of a Tardis.dev CSV file at a time.

#include <string>
#include <string_view>
#include <vector>

#include "sim/data/csv_layout.hpp"
#include "sim/data/feed_rules.hpp"
#include "sim/data/picture.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Why a row was refused.
struct RowFault {
  std::string column, reason;
};

class CsvRows {
 public:
  CsvRows(const CsvLayout& layout, const FeedRules& rules, RawFeed& feed) : layout_(layout), rules_(rules), feed_(feed) {}

  Outcome take(std::string_view row);
  /// Why the last row was refused.
  [[nodiscard]] const RowFault& fault() const { return fault_; }
  /// Of the last row taken.
  [[nodiscard]] std::int64_t local_ns() const { return local_; }

 private:
  [[nodiscard]] std::string_view text(Column column) const { return fields_[layout_.place[static_cast<std::size_t>(column)]]; }
  bool refuse(std::string_view column, std::string_view value, std::string_view why);
  bool refuse(Column column, std::string_view why) { return refuse(name_of(column), text(column), why); }
  void take_names();
  bool read_stamp(Column column, std::int64_t& ns);
  bool read_price(Column column, std::int64_t& value);
  bool read_amount(Column column, std::int64_t& value);
  bool read_book_row();
  bool read_quote_row();
  bool read_quote_side(Column price_column, Column amount_column, BookRow& row);
  bool read_trade_row();
  bool read_picture_row();
  bool read_picture_level(std::size_t place, std::vector<PictureLevel>& side);

  const CsvLayout& layout_;
  const FeedRules& rules_;
  RawFeed& feed_;
  Fields fields_;
  std::int64_t exchange_ = 0, local_ = 0;
  RowFault fault_;
  PictureDiff diff_;
  Picture picture_;
  std::int64_t picture_ns_ = 0;
  std::vector<BookRow> changes_;
};

}  // namespace asgen::data
