#include "sim/data/csv_layout.hpp"

#include <algorithm>
#include <cstring>
#include <span>

#include "sim/base/error.hpp"

namespace asgen::data {

namespace {

constexpr const char* kNames[kColumns] = {"exchange", "symbol", "timestamp", "local_timestamp", "is_snapshot", "side",
                                          "price", "amount", "ask_amount", "ask_price", "bid_price", "bid_amount"};

constexpr Column kBook[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp,
                            Column::is_snapshot, Column::side, Column::price, Column::amount};
constexpr Column kQuotes[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp,
                              Column::ask_amount, Column::ask_price, Column::bid_price, Column::bid_amount};
constexpr Column kTrades[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp,
                              Column::side, Column::price, Column::amount};

using Fields = std::array<std::string_view, kMaxFields>;

/// Finds all `wanted` columns; false when one is missing.
bool place_columns(std::span<const Column> wanted, const Fields& fields, CsvLayout& layout) {
  const auto end = fields.begin() + static_cast<std::ptrdiff_t>(layout.fields);
  for (const Column column : wanted) {
    const auto found = std::find(fields.begin(), end, std::string_view(name_of(column)));
    if (found == end) return false;
    layout.place[static_cast<std::size_t>(column)] = static_cast<std::size_t>(found - fields.begin());
  }
  return true;
}

std::string joined(std::span<const Column> columns) {
  std::string text;
  for (const Column column : columns) text += (text.empty() ? "" : ",") + std::string(name_of(column));
  return text;
}

}  // namespace

const char* name_of(Column column) { return kNames[static_cast<std::size_t>(column)]; }

CsvLayout detect_layout(std::string_view header, const std::string& path) {
  Fields fields;
  CsvLayout layout;
  layout.fields = split_row(header, fields);
  if (layout.fields <= kMaxFields) {
    // The book first: its columns contain those of trades.
    layout.kind = FeedKind::book;
    if (place_columns(kBook, fields, layout)) return layout;
    layout.kind = FeedKind::quotes;
    if (place_columns(kQuotes, fields, layout)) return layout;
    layout.kind = FeedKind::trades;
    if (place_columns(kTrades, fields, layout)) return layout;
  }
  throw base::DataError(path + ":1", "the header \"" + std::string(header.substr(0, 120)) + "\" is not one that asgen knows",
                        "expected Tardis.dev incremental_book_L2 (" + joined(kBook) + "), book_ticker or quotes (" + joined(kQuotes) +
                            "), or trades (" + joined(kTrades) + ")");
}

std::size_t split_row(std::string_view row, std::array<std::string_view, kMaxFields>& fields) {
  std::size_t count = 0;
  const char* begin = row.data();
  const char* const end = begin + row.size();
  for (;;) {
    const char* comma = begin;
    while (comma != end && *comma != ',') ++comma;
    if (count < kMaxFields) fields[count] = std::string_view(begin, static_cast<std::size_t>(comma - begin));
    ++count;
    if (comma == end) return count;
    begin = comma + 1;
  }
}

}  // namespace asgen::data
