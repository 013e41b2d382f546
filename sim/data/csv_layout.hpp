#pragma once
// Which Tardis.dev layout a CSV file has, and where its columns are.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace asgen::data {

enum class CsvKind { book, quotes, trades, pictures };

/// Columns that matter; a file has those of its layout, anywhere, and may have others.
enum class Column {
  exchange, symbol, timestamp, local_timestamp, is_snapshot, side, price, amount, ask_amount, ask_price, bid_price, bid_amount
};
inline constexpr std::size_t kColumns = 12;
inline constexpr std::size_t kMaxFields = 128;
inline constexpr std::size_t kMaxPictureLevels = 25;
using Fields = std::array<std::string_view, kMaxFields>;

const char* name_of(Column column);

struct CsvLayout {
  CsvKind kind = CsvKind::book;
  std::size_t fields = 0;                      ///< per row
  std::array<std::size_t, kColumns> place{};   ///< index of a column; meaningless for columns the layout lacks
  std::size_t levels = 0;                      ///< of pictures: asks[i].price, asks[i].amount, bids[i].price, bids[i].amount
  std::size_t first_level = 0;                 ///< index of asks[0].price; the rest follows in that order
};

/// Reads a header row; nothing when it is none of them.
std::optional<CsvLayout> detect_layout(std::string_view header);
/// The headers that are known, for messages.
std::string known_headers();
/// "Tardis incremental_book_L2", ...
std::string name_of(const CsvLayout& layout);

/// Splits a row at commas into `fields`; returns the number of fields, which may exceed what was kept.
std::size_t split_row(std::string_view row, Fields& fields);

}  // namespace asgen::data
