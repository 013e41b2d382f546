#pragma once
// Binance's messages, spot and futures. (Binance API documentation: "Diff. depth stream", "How to manage a local order book".)

#include "sim/data/collected_message.hpp"

namespace asgen::data {

class BinanceMessages {
 public:
  BinanceMessages(const FeedRules& rules, RawFeed& feed) : rules_(rules), feed_(feed), fields_(rules), book_(feed) {}

  /// A message {"e": ...}, {"stream": ..., "data": ...} or a REST snapshot {"lastUpdateId": ...}.
  Outcome take(std::int64_t local_ns, const JsonObject& message);
  [[nodiscard]] const MessageFields& fields() const { return fields_; }
  /// True when the object looks like one of Binance's.
  static bool knows(const JsonObject& message);
  void finish(RowLog& log);

 private:
  enum class Prints { none, trades, aggregated };
  bool read_snapshot(std::int64_t local_ns, const JsonObject& message);
  bool read_depth(std::int64_t local_ns, const JsonObject& message);
  bool read_trade(std::int64_t local_ns, const JsonObject& message, Prints kind);
  bool read_ticker(std::int64_t local_ns, const JsonObject& message);

  const FeedRules& rules_;
  RawFeed& feed_;
  MessageFields fields_;
  SequencedBook book_;
  std::vector<BookRow> rows_;
  Prints prints_ = Prints::none;  // the stream that came first
  bool futures_ = false;
  std::size_t doubled_ = 0, special_ = 0, other_ = 0;
};

}  // namespace asgen::data
