#include "sim/data/lean_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/data/csv_layout.hpp"
#include "sim/data/csv_rows.hpp"
#include "sim/data/day_clock.hpp"
#include "sim/data/decimal.hpp"
#include "sim/data/line_reader.hpp"
#include "sim/data/zip_archive.hpp"

namespace asgen::data {

namespace {

enum class TickKind { trades, quotes };

constexpr std::size_t kTradeFields = 6, kQuoteFields = 8;
constexpr std::int64_t kPriceUnit = kDecimalScale / 10'000;
constexpr std::int64_t kMostPrice = 90'000'000'000'000, kMostShares = 9'000'000'000;
constexpr std::int64_t kMillisPerDay = 86'400'000;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// Reads the rows of one member.
class LeanRows {
 public:
  LeanRows(TickKind kind, const DayClock& clock, const FeedRules& rules, RawFeed& feed) : kind_(kind), clock_(clock), rules_(rules), feed_(feed) {}

  Outcome take(std::string_view row);
  [[nodiscard]] const RowFault& fault() const { return fault_; }
  [[nodiscard]] std::int64_t now() const { return now_; }
  [[nodiscard]] std::size_t suspicious() const { return suspicious_; }

 private:
  bool refuse(const char* column, std::string_view value, std::string_view why) {
    fault_ = {column, quoted(value, why)};
    return false;
  }
  bool read_time();
  bool read_price(const char* column, std::string_view text, std::int64_t& price);
  bool read_amount(const char* column, std::string_view text, std::int64_t& amount);
  bool read_trade();
  bool read_quote();
  bool read_side(std::size_t place, std::int8_t side, const char* price_column, const char* amount_column);

  TickKind kind_;
  const DayClock& clock_;
  const FeedRules& rules_;
  RawFeed& feed_;
  Fields fields_;
  RowFault fault_;
  std::int64_t now_ = 0;
  std::size_t suspicious_ = 0;
};

Outcome LeanRows::take(std::string_view row) {
  const std::size_t wanted = kind_ == TickKind::trades ? kTradeFields : kQuoteFields;
  if (const auto count = split_row(row, fields_); count != wanted) {
    fault_ = {"(row)", fmt::format("{} fields ({} wanted)", count, wanted)};
    return Outcome::refused;
  }
  if (!read_time()) return Outcome::refused;
  const std::string_view suspect = fields_[wanted - 1];
  if (suspect == "1") {
    ++suspicious_;
    return Outcome::taken;
  }
  if (suspect != "0") {
    refuse("suspicious", suspect, "is neither 0 nor 1");
    return Outcome::refused;
  }
  return (kind_ == TickKind::trades ? read_trade() : read_quote()) ? Outcome::taken : Outcome::refused;
}

/// Newer files have decimal milliseconds.
bool LeanRows::read_time() {
  const Decimal millis = parse_decimal(fields_[0]);
  if (millis.fault != DecimalFault::none) return refuse("time", fields_[0], to_text(millis.fault));
  if (millis.value < 0 || millis.value > kMillisPerDay * kDecimalScale) return refuse("time", fields_[0], "is not in ms after midnight");
  now_ = clock_.at(millis.value / 1000);
  return true;
}

bool LeanRows::read_price(const char* column, std::string_view text, std::int64_t& price) {
  if (!parse_whole(text, price) || price > kMostPrice) return refuse(column, text, "is no whole number of 1/10000");
  price *= kPriceUnit;
  const char* fault = rules_.price_fault(price);
  return fault == nullptr || refuse(column, text, fault);
}

bool LeanRows::read_amount(const char* column, std::string_view text, std::int64_t& amount) {
  if (!parse_whole(text, amount) || amount > kMostShares) return refuse(column, text, "is no whole number of shares");
  amount *= kDecimalScale;
  const char* fault = rules_.amount_fault(amount);
  return fault == nullptr || refuse(column, text, fault);
}

bool LeanRows::read_trade() {
  TradeRow row{.exchange_ns = now_, .local_ns = now_};
  if (!read_price("price", fields_[1], row.price) || !read_amount("size", fields_[2], row.amount)) return false;
  if (row.amount == 0) return refuse("size", fields_[2], "is not positive");
  feed_.add_trade(row);
  return true;
}

/// 0,0 means that the row is not about this side.
bool LeanRows::read_side(std::size_t place, std::int8_t side, const char* price_column, const char* amount_column) {
  if (fields_[place] == "0" && fields_[place + 1] == "0") return true;
  BookRow row{now_, now_, 0, 0, side, 0, RowKind::best, 0};
  if (!read_amount(amount_column, fields_[place + 1], row.amount)) return false;
  if (row.amount > 0 && !read_price(price_column, fields_[place], row.price)) return false;
  feed_.add_quote(row);
  return true;
}

bool LeanRows::read_quote() { return read_side(1, 1, "bid price", "bid size") && read_side(3, -1, "ask price", "ask size"); }

TickKind kind_of(const std::string& member, const std::string& path) {
  const std::string name = lower(member + " " + std::filesystem::path(path).filename().string());
  if (name.find("quote") != std::string::npos) return TickKind::quotes;
  if (name.find("trade") != std::string::npos) return TickKind::trades;
  throw base::DataError(path + ":" + member, "says neither trade nor quote in its name", "give LEAN's own tick archives (SYMBOL_trade.zip, SYMBOL_quote.zip)");
}

/// LEAN's members are called DATE_SYMBOL_Trade_Tick.csv.
void take_names(const std::string& member, const FeedRules& rules, RawFeed& feed) {
  if (feed.exchange.empty()) feed.exchange = "us";
  if (!feed.symbol.empty()) return;
  const auto from = member.find('_');
  std::string symbol = from == std::string::npos ? member : member.substr(from + 1, member.find('_', from + 1) - from - 1);
  std::ranges::transform(symbol, symbol.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  feed.symbol = rules.symbol.empty() ? symbol : rules.symbol;
}

}  // namespace

FileReport read_lean(const std::string& path, const FeedRules& rules, RawFeed& feed) {
  const ZipArchive archive(path);
  const auto member = std::ranges::find_if(archive.members(), [](const std::string& name) { return lower(name).ends_with(".csv"); });
  if (member == archive.members().end()) throw base::DataError(path, "holds no CSV", "give LEAN's own tick archives");
  const TickKind kind = kind_of(*member, path);
  take_names(*member, rules, feed);
  const DayClock clock(*member + " in " + std::filesystem::path(path).filename().string(), rules);
  LineReader lines(path + ":" + *member, archive.open(static_cast<std::size_t>(member - archive.members().begin())));
  RowLog log(path, kind == TickKind::trades ? "LEAN trade ticks" : "LEAN quote ticks");
  LeanRows rows(kind, clock, rules, feed);
  for (std::string_view line; lines.next(line);) {
    if (line.empty()) continue;
    if (rows.take(line) == Outcome::taken) log.taken(rows.now());
    else log.refused(lines.number(), rows.fault().column, rows.fault().reason);
  }
  if (rows.suspicious() > 0) log.note(fmt::format("{} suspicious ticks are left out", rows.suspicious()));
  return log.finish(rules.max_bad);
}

}  // namespace asgen::data
