#pragma once
// Which Tardis.dev layout a CSV file has, and where its columns are.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "sim/data/import_report.hpp"

namespace asgen::data {

/// Columns that matter; a file has those of its layout, anywhere, and may have others.
enum class Column {
  exchange, symbol, timestamp, local_timestamp, is_snapshot, side, price, amount, ask_amount, ask_price, bid_price, bid_amount
};
inline constexpr std::size_t kColumns = 12;
inline constexpr std::size_t kMaxFields = 64;

const char* name_of(Column column);

struct CsvLayout {
  FeedKind kind = FeedKind::book;
  std::size_t fields = 0;                      ///< per row
  std::array<std::size_t, kColumns> place{};   ///< index of a column; meaningless for columns the layout lacks
};

/// Reads a header row. Throws DataError naming the known headers when it is none of them.
CsvLayout detect_layout(std::string_view header, const std::string& path);

/// Splits a row at commas into `fields`; returns the number of fields, which may exceed what was kept.
std::size_t split_row(std::string_view row, std::array<std::string_view, kMaxFields>& fields);

}  // namespace asgen::data
