#include "sim/data/csv_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/data/csv_layout.hpp"
#include "sim/data/day.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/line_reader.hpp"

namespace asgen::data {

namespace {

constexpr std::size_t kKeptBadRows = 10;
constexpr std::int64_t kFirstMicros = 631'152'000'000'000;    // 1990
constexpr std::int64_t kLastMicros = 4'102'444'800'000'000;   // 2100

enum class Outcome { taken, skipped, refused };

/// Turns the rows of one file into columns.
class RowReader {
 public:
  RowReader(const CsvLayout& layout, const CsvRules& rules, RawFeed& feed) : layout_(layout), rules_(rules), feed_(feed) {}

  Outcome take(std::string_view row);
  /// Why the last row was refused.
  [[nodiscard]] const BadRow& fault() const { return fault_; }
  [[nodiscard]] std::int64_t local_ns() const { return local_; }

 private:
  [[nodiscard]] std::string_view text(Column column) const { return fields_[layout_.place[static_cast<std::size_t>(column)]]; }
  bool refuse(Column column, const std::string& why) {
    fault_ = {0, name_of(column), fmt::format("\"{}\" {}", text(column).substr(0, 40), why)};
    return false;
  }
  void take_names();
  bool read_stamp(Column column, std::int64_t& ns);
  bool read_number(Column column, std::int64_t& value);
  bool read_price(Column column, std::int64_t& value);
  bool read_amount(Column column, std::int64_t& value);
  bool read_book_row();
  bool read_quote_row();
  bool read_quote_side(Column price_column, Column amount_column, RawBook::Row& row);
  bool read_trade_row();

  const CsvLayout& layout_;
  const CsvRules& rules_;
  RawFeed& feed_;
  std::array<std::string_view, kMaxFields> fields_;
  std::int64_t exchange_ = 0, local_ = 0;
  BadRow fault_;
};

Outcome RowReader::take(std::string_view row) {
  if (const auto count = split_row(row, fields_); count != layout_.fields) {
    fault_ = {0, "(row)", fmt::format("{} fields ({} wanted)", count, layout_.fields)};
    return Outcome::refused;
  }
  take_names();
  if (text(Column::symbol) != feed_.symbol) {
    if (!rules_.symbol.empty()) return Outcome::skipped;
    refuse(Column::symbol, fmt::format("differs from {} (choose one with --symbol)", feed_.symbol));
    return Outcome::refused;
  }
  if (!read_stamp(Column::timestamp, exchange_) || !read_stamp(Column::local_timestamp, local_)) return Outcome::refused;
  const bool good = layout_.kind == FeedKind::book     ? read_book_row()
                    : layout_.kind == FeedKind::quotes ? read_quote_row()
                                                       : read_trade_row();
  return good ? Outcome::taken : Outcome::refused;
}

void RowReader::take_names() {
  if (feed_.symbol.empty()) feed_.symbol = rules_.symbol.empty() ? std::string(text(Column::symbol)) : rules_.symbol;
  // Consolidated trades name the venue of each print; the book names the feed.
  if (feed_.exchange.empty() && layout_.kind != FeedKind::trades) feed_.exchange = text(Column::exchange);
}

bool RowReader::read_stamp(Column column, std::int64_t& ns) {
  std::int64_t micros = 0;
  if (!parse_whole(text(column), micros)) return refuse(column, "is not a whole number");
  if (micros < kFirstMicros || micros > kLastMicros) return refuse(column, "is not in microseconds since 1970 (1990 to 2100)");
  ns = micros * 1000;
  return true;
}

bool RowReader::read_number(Column column, std::int64_t& value) {
  const Decimal parsed = parse_decimal(text(column));
  value = parsed.value;
  return parsed.fault == DecimalFault::none || refuse(column, to_text(parsed.fault));
}

bool RowReader::read_price(Column column, std::int64_t& value) {
  if (!read_number(column, value)) return false;
  if (value <= 0) return refuse(column, "is not positive");
  if (rules_.tick && value % *rules_.tick != 0) return refuse(column, "is not a multiple of the tick");
  return true;
}

bool RowReader::read_amount(Column column, std::int64_t& value) {
  if (!read_number(column, value)) return false;
  if (value < 0) return refuse(column, "is negative");
  if (rules_.lot && value % *rules_.lot != 0) return refuse(column, "is not a multiple of the lot");
  return true;
}

bool RowReader::read_book_row() {
  RawBook::Row row{exchange_, local_, 0, 0, 0, 0};
  const auto snapshot = text(Column::is_snapshot);
  const auto side = text(Column::side);
  if (snapshot != "true" && snapshot != "false") return refuse(Column::is_snapshot, "is neither true nor false");
  if (side != "bid" && side != "ask") return refuse(Column::side, "is neither bid nor ask");
  row.flags = snapshot == "true" ? kSnapshot : 0;
  row.side = side == "bid" ? 1 : -1;
  if (!read_price(Column::price, row.price) || !read_amount(Column::amount, row.amount)) return false;
  feed_.book.push(row);
  return true;
}

/// A side that is blank or whose amount is zero is empty.
bool RowReader::read_quote_side(Column price_column, Column amount_column, RawBook::Row& row) {
  if (text(price_column).empty() && text(amount_column).empty()) return true;
  return read_amount(amount_column, row.amount) && (row.amount == 0 || read_price(price_column, row.price));
}

bool RowReader::read_quote_row() {
  RawBook::Row bid{exchange_, local_, 0, 0, 1, 0};
  RawBook::Row ask{exchange_, local_, 0, 0, -1, 0};
  if (!read_quote_side(Column::bid_price, Column::bid_amount, bid)) return false;
  if (!read_quote_side(Column::ask_price, Column::ask_amount, ask)) return false;
  feed_.book.push(bid);
  feed_.book.push(ask);
  return true;
}

bool RowReader::read_trade_row() {
  const auto side = text(Column::side);
  if (side != "buy" && side != "sell" && side != "unknown" && !side.empty()) {
    return refuse(Column::side, "is none of buy, sell, unknown");
  }
  std::int64_t price = 0, amount = 0;
  if (!read_price(Column::price, price) || !read_amount(Column::amount, amount)) return false;
  if (amount == 0) return refuse(Column::amount, "is not positive");
  feed_.trades.exchange_ns.push_back(exchange_);
  feed_.trades.local_ns.push_back(local_);
  feed_.trades.price.push_back(price);
  feed_.trades.amount.push_back(amount);
  feed_.trades.side.push_back(side == "buy" ? std::int8_t{1} : side == "sell" ? std::int8_t{-1} : std::int8_t{0});
  return true;
}

void check_share(const std::string& path, const FileReport& report, double max_bad) {
  const double all = static_cast<double>(report.rows + report.bad);
  if (static_cast<double>(report.bad) <= max_bad * all) return;
  const BadRow& first = report.first_bad.front();
  throw base::DataError(fmt::format("{}:{}, column {}", path, first.line, first.column),
                        fmt::format("{} (first of {} bad rows in {}, more than {:g} %)", first.reason, report.bad,
                                    report.rows + report.bad, max_bad * 100),
                        "mend the file, or allow more with --max-bad");
}

}  // namespace

FileReport read_csv(const std::string& path, const CsvRules& rules, RawFeed& feed) {
  LineReader lines(path);
  std::string_view line;
  if (!lines.next(line)) line = "";
  const CsvLayout layout = detect_layout(line, path);
  FileReport report{.name = std::filesystem::path(path).filename().string(), .kind = layout.kind, .first_bad = {},
                    .first = base::Nanos::max(), .last = base::Nanos::min()};
  RowReader reader(layout, rules, feed);
  while (lines.next(line)) {
    if (line.empty()) continue;
    const Outcome outcome = reader.take(line);
    report.skipped += outcome == Outcome::skipped ? 1U : 0U;
    if (outcome == Outcome::taken) {
      ++report.rows;
      report.first = std::min(report.first, base::Nanos(reader.local_ns()));
      report.last = std::max(report.last, base::Nanos(reader.local_ns()));
    } else if (outcome == Outcome::refused && ++report.bad <= kKeptBadRows) {
      report.first_bad.push_back({lines.number(), reader.fault().column, reader.fault().reason});
    }
  }
  check_share(path, report, rules.max_bad);
  return report;
}

}  // namespace asgen::data
