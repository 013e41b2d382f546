#include "sim/data/csv_rows.hpp"

#include <fmt/format.h>

#include "sim/data/decimal.hpp"

namespace asgen::data {

namespace {

/// Parses a number and asks `judge` about it; returns why it cannot be taken, or null.
template <class Judge>
const char* read_decimal(std::string_view text, std::int64_t& value, Judge&& judge) {
  if (!parse_plain_decimal(text, value)) {
    const Decimal parsed = parse_decimal(text);
    if (parsed.fault != DecimalFault::none) return to_text(parsed.fault);
    value = parsed.value;
  }
  return judge(value);
}

}  // namespace

bool CsvRows::refuse(std::string_view column, std::string_view value, std::string_view why) {
  fault_ = {std::string(column), quoted(value, why)};
  return false;
}

Outcome CsvRows::take(std::string_view row) {
  if (const auto count = split_row(row, fields_); count != layout_.fields) {
    fault_ = {"(row)", fmt::format("{} fields ({} wanted)", count, layout_.fields)};
    return Outcome::refused;
  }
  take_names();
  if (text(Column::symbol) != feed_.symbol) {
    if (!rules_.symbol.empty()) return Outcome::skipped;
    refuse(Column::symbol, fmt::format("differs from {} (choose one with --symbol)", feed_.symbol));
    return Outcome::refused;
  }
  if (!read_stamp(Column::timestamp, exchange_) || !read_stamp(Column::local_timestamp, local_)) return Outcome::refused;
  const bool good = layout_.kind == CsvKind::book     ? read_book_row()
                    : layout_.kind == CsvKind::quotes ? read_quote_row()
                    : layout_.kind == CsvKind::trades ? read_trade_row()
                                                      : read_picture_row();
  return good ? Outcome::taken : Outcome::refused;
}

void CsvRows::take_names() {
  if (feed_.symbol.empty()) feed_.symbol = rules_.symbol.empty() ? std::string(text(Column::symbol)) : rules_.symbol;
  // Consolidated trades name the venue of each print; the book names the feed.
  if (feed_.exchange.empty() && layout_.kind != CsvKind::trades) feed_.exchange = text(Column::exchange);
}

bool CsvRows::read_stamp(Column column, std::int64_t& ns) {
  std::int64_t micros = 0;
  if (!parse_whole(text(column), micros)) return refuse(column, "is not a whole number");
  if (micros < kFirstInstant / 1000 || micros > kLastInstant / 1000) return refuse(column, "is not in microseconds since 1970 (1990 to 2100)");
  ns = micros * 1000;
  return true;
}

bool CsvRows::read_price(Column column, std::int64_t& value) {
  const char* fault = read_decimal(text(column), value, [&](std::int64_t price) { return rules_.price_fault(price); });
  return fault == nullptr || refuse(column, fault);
}

bool CsvRows::read_amount(Column column, std::int64_t& value) {
  const char* fault = read_decimal(text(column), value, [&](std::int64_t amount) { return rules_.amount_fault(amount); });
  return fault == nullptr || refuse(column, fault);
}

bool CsvRows::read_book_row() {
  BookRow row{.exchange_ns = exchange_, .local_ns = local_};
  const auto snapshot = text(Column::is_snapshot);
  const auto side = text(Column::side);
  if (snapshot != "true" && snapshot != "false") return refuse(Column::is_snapshot, "is neither true nor false");
  if (side != "bid" && side != "ask") return refuse(Column::side, "is neither bid nor ask");
  row.flags = snapshot == "true" ? kSnapshot : 0;
  row.side = side == "bid" ? 1 : -1;
  if (!read_price(Column::price, row.price) || !read_amount(Column::amount, row.amount)) return false;
  feed_.add_book(row);
  return true;
}

/// A side that is blank or whose amount is zero is empty.
bool CsvRows::read_quote_side(Column price_column, Column amount_column, BookRow& row) {
  if (text(price_column).empty() && text(amount_column).empty()) return true;
  return read_amount(amount_column, row.amount) && (row.amount == 0 || read_price(price_column, row.price));
}

bool CsvRows::read_quote_row() {
  BookRow bid{.exchange_ns = exchange_, .local_ns = local_, .side = 1, .kind = RowKind::best};
  BookRow ask{.exchange_ns = exchange_, .local_ns = local_, .side = -1, .kind = RowKind::best};
  if (!read_quote_side(Column::bid_price, Column::bid_amount, bid)) return false;
  if (!read_quote_side(Column::ask_price, Column::ask_amount, ask)) return false;
  feed_.add_quote(bid);
  feed_.add_quote(ask);
  return true;
}

bool CsvRows::read_trade_row() {
  const auto side = text(Column::side);
  if (side != "buy" && side != "sell" && side != "unknown" && !side.empty()) {
    return refuse(Column::side, "is none of buy, sell, unknown");
  }
  TradeRow row{.exchange_ns = exchange_, .local_ns = local_};
  if (!read_price(Column::price, row.price) || !read_amount(Column::amount, row.amount)) return false;
  if (row.amount == 0) return refuse(Column::amount, "is not positive");
  row.side = side == "buy" ? std::int8_t{1} : side == "sell" ? std::int8_t{-1} : std::int8_t{0};
  feed_.add_trade(row);
  return true;
}

/// A level that is blank or of amount zero is not there.
bool CsvRows::read_picture_level(std::size_t place, std::vector<PictureLevel>& side) {
  const auto price = fields_[place], amount = fields_[place + 1];
  if (price.empty() && amount.empty()) return true;
  PictureLevel level;
  const auto refuse_part = [&](const char* part, std::string_view value, const char* fault) {
    const std::size_t index = place - layout_.first_level;
    return refuse(fmt::format("{}[{}].{}", index % 4 == 0 ? "asks" : "bids", index / 4, part), value, fault);
  };
  const char* fault = read_decimal(amount, level.amount, [&](std::int64_t value) { return rules_.amount_fault(value); });
  if (fault != nullptr) return refuse_part("amount", amount, fault);
  if (level.amount == 0) return true;
  fault = read_decimal(price, level.price, [&](std::int64_t value) { return rules_.price_fault(value); });
  if (fault != nullptr) return refuse_part("price", price, fault);
  side.push_back(level);
  return true;
}

bool CsvRows::read_picture_row() {
  if (local_ < picture_ns_) return refuse(Column::local_timestamp, "is older than the picture before it");
  picture_.bids.clear();
  picture_.asks.clear();
  for (std::size_t i = 0; i < layout_.levels; ++i) {
    const std::size_t place = layout_.first_level + 4 * i;
    if (!read_picture_level(place, picture_.asks) || !read_picture_level(place + 2, picture_.bids)) return false;
  }
  if (!is_sorted(picture_)) return refuse("asks[0].price", fields_[layout_.first_level], "begins levels that are not sorted, best first");
  changes_.clear();
  feed_.stated_depth = static_cast<int>(layout_.levels);
  diff_.advance(picture_, {.exchange_ns = exchange_, .local_ns = local_}, changes_);
  for (const BookRow& change : changes_) feed_.add_book(change);
  picture_ns_ = local_;
  return true;
}

}  // namespace asgen::data
