#pragma once
// Bybit v5's messages. (Bybit API documentation: "Orderbook", "Trade".)

#include "sim/data/collected_message.hpp"

namespace asgen::data {

class BybitMessages {
 public:
  BybitMessages(const FeedRules& rules, RawFeed& feed) : rules_(rules), feed_(feed), fields_(rules), book_(feed) {}

  /// A message {"topic": ..., "type": ..., "data": ...}.
  Outcome take(std::int64_t local_ns, const JsonObject& message);
  [[nodiscard]] const MessageFields& fields() const { return fields_; }
  static bool knows(const JsonObject& message) { return has(message, "topic"); }
  void finish(RowLog& log);

 private:
  Outcome take_book(std::int64_t local_ns, const JsonObject& message, int depth);
  Outcome take_trades(std::int64_t local_ns, const JsonObject& message);
  bool read_trade(std::int64_t local_ns, const JsonObject& trade);
  bool read_best(std::int64_t exchange_ns, std::int64_t local_ns, const JsonObject& data);
  Outcome check_symbol(std::string_view symbol);

  const FeedRules& rules_;
  RawFeed& feed_;
  MessageFields fields_;
  SequencedBook book_;
  std::vector<BookRow> rows_;
  int depth_ = 0;
  std::size_t shallow_ = 0, other_ = 0;
  std::int64_t seq_ = 0;
};

}  // namespace asgen::data
