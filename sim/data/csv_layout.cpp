#include "sim/data/csv_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

namespace asgen::data {

namespace {

constexpr const char* kNames[kColumns] = {"exchange", "symbol", "timestamp", "local_timestamp", "is_snapshot", "side",
                                          "price", "amount", "ask_amount", "ask_price", "bid_price", "bid_amount"};

constexpr Column kBook[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp,
                            Column::is_snapshot, Column::side, Column::price, Column::amount};
constexpr Column kQuotes[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp,
                              Column::ask_amount, Column::ask_price, Column::bid_price, Column::bid_amount};
constexpr Column kStamps[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp};
constexpr Column kTrades[] = {Column::exchange, Column::symbol, Column::timestamp, Column::local_timestamp,
                              Column::side, Column::price, Column::amount};

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

/// Finds the levels of a book_snapshot_N header; false when there are none in order.
bool place_levels(const Fields& fields, CsvLayout& layout) {
  const auto begin = fields.begin(), end = begin + static_cast<std::ptrdiff_t>(layout.fields);
  const auto first = std::find(begin, end, std::string_view("asks[0].price"));
  layout.first_level = static_cast<std::size_t>(first - begin);
  constexpr const char* kParts[] = {"asks[{}].price", "asks[{}].amount", "bids[{}].price", "bids[{}].amount"};
  std::size_t count = 0;
  for (auto field = first; field != end && *field == fmt::format(fmt::runtime(kParts[count % 4]), count / 4); ++field) ++count;
  layout.levels = count / 4;
  return layout.levels > 0 && count % 4 == 0 && layout.levels <= kMaxPictureLevels;
}

}  // namespace

const char* name_of(Column column) { return kNames[static_cast<std::size_t>(column)]; }

std::optional<CsvLayout> detect_layout(std::string_view header) {
  Fields fields;
  CsvLayout layout;
  layout.fields = split_row(header, fields);
  if (layout.fields > kMaxFields) return std::nullopt;
  // The book first: its columns contain those of trades.
  layout.kind = CsvKind::book;
  if (place_columns(kBook, fields, layout)) return layout;
  layout.kind = CsvKind::quotes;
  if (place_columns(kQuotes, fields, layout)) return layout;
  layout.kind = CsvKind::trades;
  if (place_columns(kTrades, fields, layout)) return layout;
  layout.kind = CsvKind::pictures;
  if (place_columns(kStamps, fields, layout) && place_levels(fields, layout)) return layout;
  return std::nullopt;
}

std::string known_headers() {
  return "Tardis.dev incremental_book_L2 (" + joined(kBook) + "), book_ticker or quotes (" + joined(kQuotes) + "), trades (" + joined(kTrades) +
         ") or book_snapshot_5 or _25 (" + joined(kStamps) + ",asks[0].price,...)";
}

std::string name_of(const CsvLayout& layout) {
  switch (layout.kind) {
    case CsvKind::book: return "Tardis incremental_book_L2";
    case CsvKind::quotes: return "Tardis quotes";
    case CsvKind::trades: return "Tardis trades";
    case CsvKind::pictures: return fmt::format("Tardis book_snapshot_{}", layout.levels);
  }
  return "";
}

std::size_t split_row(std::string_view row, Fields& fields) {
  constexpr std::uint64_t kCommas = 0x2c2c2c2c2c2c2c2c, kLow = 0x7f7f7f7f7f7f7f7f;
  const std::size_t size = row.size();
  std::size_t count = 0, begin = 0;
  const auto end_field = [&](std::size_t at) {
    if (count < kMaxFields) fields[count] = row.substr(begin, at - begin);
    ++count;
    begin = at + 1;
  };
  // Eight bytes at a time: the high bit of each byte that is a comma.
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, row.data() + at, sizeof word);
    word ^= kCommas;
    for (std::uint64_t hits = ~(((word & kLow) + kLow) | word | kLow); hits != 0; hits &= hits - 1) {
      end_field(at + static_cast<std::size_t>(std::countr_zero(hits)) / 8);
    }
  }
  for (; at < size; ++at) {
    if (row[at] == ',') end_field(at);
  }
  end_field(size);
  return count;
}

}  // namespace asgen::data
