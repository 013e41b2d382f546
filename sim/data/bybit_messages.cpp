#include "sim/data/bybit_messages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/data/decimal.hpp"

namespace asgen::data {

namespace {

/// N of "orderbook.N.SYMBOL"; 0 for other topics.
int depth_of(std::string_view topic) {
  constexpr std::string_view kBook = "orderbook.";
  if (!topic.starts_with(kBook)) return 0;
  topic.remove_prefix(kBook.size());
  std::int64_t depth = 0;
  return parse_whole(topic.substr(0, std::min<std::size_t>(topic.find('.'), 6)), depth) ? static_cast<int>(depth) : 0;
}

}  // namespace

Outcome BybitMessages::check_symbol(std::string_view symbol) {
  if (!fields_.good()) return Outcome::refused;
  if (feed_.symbol.empty()) feed_.symbol = rules_.symbol.empty() ? std::string(symbol) : rules_.symbol;
  if (symbol == feed_.symbol) return Outcome::taken;
  if (!rules_.symbol.empty()) return Outcome::skipped;
  fields_.refuse("s", quoted(symbol, fmt::format("differs from {} (choose one with --symbol)", feed_.symbol)));
  return Outcome::refused;
}

Outcome BybitMessages::take(std::int64_t local_ns, const JsonObject& message) {
  fields_.begin();
  const std::string_view topic = fields_.text(message, "topic");
  if (!fields_.good()) return Outcome::refused;
  if (const int depth = depth_of(topic); depth > 0) return take_book(local_ns, message, depth);
  if (topic.starts_with("publicTrade.")) return take_trades(local_ns, message);
  ++other_;
  return Outcome::taken;
}

/// Depth 1 is quotes. Of several deeper books the deepest counts, from its first message on.
Outcome BybitMessages::take_book(std::int64_t local_ns, const JsonObject& message, int depth) {
  JsonObject data;
  if (message.at_key("data").get(data) != simdjson::SUCCESS) {
    fields_.refuse("data", "is missing or no object");
    return Outcome::refused;
  }
  if (const Outcome outcome = check_symbol(fields_.text(data, "s")); outcome != Outcome::taken) return outcome;
  const std::int64_t exchange_ns = fields_.milliseconds(message, has(message, "cts") ? "cts" : "ts");
  if (depth == 1) return fields_.good() && read_best(exchange_ns, local_ns, data) ? Outcome::taken : Outcome::refused;
  if (depth < depth_) {
    ++shallow_;
    return Outcome::taken;
  }
  const std::string_view type = fields_.text(message, "type");
  if (fields_.good() && type != "snapshot" && type != "delta") fields_.refuse("type", quoted(type, "is neither snapshot nor delta"));
  const std::uint8_t flags = type == "snapshot" ? kSnapshot : 0;
  const std::int64_t update = fields_.whole(data, "u"), seq = has(data, "seq") ? fields_.whole(data, "seq") : seq_;
  rows_.clear();
  fields_.levels(data, "b", {exchange_ns, local_ns, 0, 0, 1, flags, RowKind::plain, 0}, rows_);
  fields_.levels(data, "a", {exchange_ns, local_ns, 0, 0, -1, flags, RowKind::plain, 0}, rows_);
  if (!fields_.good()) return Outcome::refused;
  if (depth > depth_ && depth_ > 0) feed_.book.clear();
  depth_ = depth;
  if (flags != 0) {
    book_.restart(update, local_ns, std::move(rows_));
  } else {
    const bool follows = update == book_.last() + 1 && seq >= seq_;
    book_.change(update, follows ? SequencedBook::Follows::yes : SequencedBook::Follows::no, std::move(rows_));
  }
  seq_ = seq;
  return Outcome::taken;
}

/// Depth 1 sends a side only when it changed; an amount of 0 takes a price back and the new one follows.
bool BybitMessages::read_best(std::int64_t exchange_ns, std::int64_t local_ns, const JsonObject& data) {
  for (const std::int8_t side : {std::int8_t{1}, std::int8_t{-1}}) {
    rows_.clear();
    fields_.levels(data, side > 0 ? "b" : "a", {exchange_ns, local_ns, 0, 0, side, 0, RowKind::best, 0}, rows_);
    if (!fields_.good()) return false;
    for (const BookRow& row : rows_) feed_.add_quote(row);
  }
  return true;
}

Outcome BybitMessages::take_trades(std::int64_t local_ns, const JsonObject& message) {
  JsonArray trades;
  if (message.at_key("data").get(trades) != simdjson::SUCCESS) fields_.refuse("data", "is missing or no list");
  for (const simdjson::dom::element element : trades) {
    JsonObject trade;
    if (element.get(trade) != simdjson::SUCCESS) fields_.refuse("data", "holds a trade that is no object");
    if (!fields_.good()) return Outcome::refused;
    if (const Outcome outcome = check_symbol(fields_.text(trade, "s")); outcome != Outcome::taken) return outcome;
    if (!read_trade(local_ns, trade)) return Outcome::refused;
  }
  return fields_.good() ? Outcome::taken : Outcome::refused;
}

bool BybitMessages::read_trade(std::int64_t local_ns, const JsonObject& trade) {
  TradeRow row{.exchange_ns = fields_.milliseconds(trade, "T"), .local_ns = local_ns};
  row.price = fields_.price(trade, "p");
  row.amount = fields_.amount(trade, "v");
  const std::string_view side = fields_.text(trade, "S");
  if (fields_.good() && side != "Buy" && side != "Sell") fields_.refuse("S", quoted(side, "is neither Buy nor Sell"));
  if (fields_.good() && row.amount == 0) fields_.refuse("v", "is not positive");
  if (!fields_.good()) return false;
  row.side = side == "Buy" ? std::int8_t{1} : std::int8_t{-1};
  feed_.add_trade(row);
  return true;
}

void BybitMessages::finish(RowLog& log) {
  book_.finish(log);
  if (feed_.exchange.empty()) feed_.exchange = "bybit";
  if (depth_ > 0) feed_.stated_depth = depth_;
  if (shallow_ > 0) log.note(fmt::format("{} messages of shallower books are left out", shallow_));
  if (other_ > 0) log.note(fmt::format("{} messages of other kinds", other_));
}

}  // namespace asgen::data
