#pragma once
// Logs of websocket collectors: `local_ns SPACE json` a line. Binance spot and futures (depthUpdate, trade, aggTrade, bookTicker, REST
// snapshot), Bybit v5 (orderbook.N, publicTrade).

#include <string>

#include "sim/data/feed_rules.hpp"
#include "sim/data/raw_feed.hpp"

namespace asgen::data {

/// Appends one log. Where sequence numbers show that messages were lost, the book is a gap until the next snapshot.
/// Throws ConfigurationError (missing), DataError naming file, line and field (damaged, too many bad rows).
FileReport read_collected(const std::string& path, const FeedRules& rules, RawFeed& feed);

}  // namespace asgen::data
