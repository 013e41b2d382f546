#include "sim/data/binance_messages.hpp"

#include <fmt/format.h>

namespace asgen::data {

bool BinanceMessages::knows(const JsonObject& message) {
  return has(message, "e") || has(message, "stream") || has(message, "lastUpdateId") || has(message, "B");
}

Outcome BinanceMessages::take(std::int64_t local_ns, const JsonObject& message) {
  fields_.begin();
  JsonObject event = message;
  if (has(message, "stream") && message.at_key("data").get(event) != simdjson::SUCCESS) {
    fields_.refuse("data", "is missing or no object");
    return Outcome::refused;
  }
  if (has(event, "lastUpdateId")) return read_snapshot(local_ns, event) ? Outcome::taken : Outcome::refused;
  const std::string_view kind = has(event, "e") ? fields_.text(event, "e") : has(event, "B") ? "bookTicker" : "";
  if (kind.empty()) {
    ++other_;
    return Outcome::taken;
  }
  const std::string_view symbol = fields_.text(event, "s");
  if (!fields_.good()) return Outcome::refused;
  if (feed_.symbol.empty()) feed_.symbol = rules_.symbol.empty() ? std::string(symbol) : rules_.symbol;
  if (symbol != feed_.symbol) {
    if (!rules_.symbol.empty()) return Outcome::skipped;
    fields_.refuse("s", quoted(symbol, fmt::format("differs from {} (choose one with --symbol)", feed_.symbol)));
    return Outcome::refused;
  }
  bool good = true;
  if (kind == "depthUpdate") good = read_depth(local_ns, event);
  else if (kind == "trade") good = read_trade(local_ns, event, Prints::trades);
  else if (kind == "aggTrade") good = read_trade(local_ns, event, Prints::aggregated);
  else if (kind == "bookTicker") good = read_ticker(local_ns, event);
  else ++other_;
  return good ? Outcome::taken : Outcome::refused;
}

/// REST answers carry a stamp on futures only.
bool BinanceMessages::read_snapshot(std::int64_t local_ns, const JsonObject& message) {
  const std::int64_t last = fields_.whole(message, "lastUpdateId");
  const std::int64_t exchange_ns = has(message, "T") ? fields_.milliseconds(message, "T") : local_ns;
  rows_.clear();
  fields_.levels(message, "bids", {exchange_ns, local_ns, 0, 0, 1, kSnapshot, RowKind::plain, 0}, rows_);
  fields_.levels(message, "asks", {exchange_ns, local_ns, 0, 0, -1, kSnapshot, RowKind::plain, 0}, rows_);
  if (!fields_.good()) return false;
  book_.snapshot(last, local_ns, std::move(rows_));
  return true;
}

/// Futures say which message this one follows (pu); on spot the numbers themselves must join (U, u).
bool BinanceMessages::read_depth(std::int64_t local_ns, const JsonObject& message) {
  const std::int64_t first = fields_.whole(message, "U"), last = fields_.whole(message, "u");
  futures_ = has(message, "pu");
  const bool follows = futures_ ? fields_.whole(message, "pu") == book_.last() || (first <= book_.last() && book_.last() <= last)
                                : first <= book_.last() + 1;
  const std::int64_t exchange_ns = fields_.milliseconds(message, has(message, "T") ? "T" : "E");
  rows_.clear();
  fields_.levels(message, "b", {exchange_ns, local_ns, 0, 0, 1, 0, RowKind::plain, 0}, rows_);
  fields_.levels(message, "a", {exchange_ns, local_ns, 0, 0, -1, 0, RowKind::plain, 0}, rows_);
  if (!fields_.good()) return false;
  book_.change(last, follows ? SequencedBook::Follows::yes : SequencedBook::Follows::no, std::move(rows_));
  return true;
}

/// m: the buyer was the maker, so the seller was the aggressor.
bool BinanceMessages::read_trade(std::int64_t local_ns, const JsonObject& message, Prints kind) {
  if (prints_ == Prints::none) prints_ = kind;
  if (kind != prints_) {
    ++doubled_;
    return true;
  }
  if (has(message, "X") && fields_.text(message, "X") != "MARKET") {  // liquidations taken over by the insurance fund and the like
    ++special_;
    return fields_.good();
  }
  TradeRow row{.exchange_ns = fields_.milliseconds(message, "T"), .local_ns = local_ns};
  row.price = fields_.price(message, "p");
  row.amount = fields_.amount(message, "q");
  bool buyer_is_maker = false;
  if (message.at_key("m").get(buyer_is_maker) != simdjson::SUCCESS) fields_.refuse("m", "is missing or neither true nor false");
  if (fields_.good() && row.amount == 0) fields_.refuse("q", "is not positive");
  if (!fields_.good()) return false;
  row.side = buyer_is_maker ? std::int8_t{-1} : std::int8_t{1};
  feed_.add_trade(row);
  return true;
}

bool BinanceMessages::read_ticker(std::int64_t local_ns, const JsonObject& message) {
  const std::int64_t exchange_ns = has(message, "T") ? fields_.milliseconds(message, "T") : local_ns;
  BookRow bid{exchange_ns, local_ns, fields_.price(message, "b"), fields_.amount(message, "B"), 1, 0, RowKind::best, 0};
  BookRow ask{exchange_ns, local_ns, fields_.price(message, "a"), fields_.amount(message, "A"), -1, 0, RowKind::best, 0};
  if (!fields_.good()) return false;
  feed_.add_quote(bid);
  feed_.add_quote(ask);
  return true;
}

void BinanceMessages::finish(RowLog& log) {
  book_.finish(log);
  if (feed_.exchange.empty()) feed_.exchange = futures_ ? "binance-futures" : "binance";
  if (doubled_ > 0) log.note(fmt::format("{} {} are left out: the same trades come in the other stream", doubled_, prints_ == Prints::trades ? "aggTrades" : "trades"));
  if (special_ > 0) log.note(fmt::format("{} trades that were no market trades are left out", special_));
  if (other_ > 0) log.note(fmt::format("{} messages of other kinds", other_));
}

}  // namespace asgen::data
