#pragma once
// How the market answers orders: queue, fill rule, exchange, latency.

#include <string_view>

#include "sim/base/units.hpp"
#include "sim/market/latency.hpp"
#include "sim/market/queue.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::market {

/// How a print becomes fills.
enum class FillRule {
  shared,  ///< a print's volume is shared by own orders in price-time order; crossing fills and takers take displayed size
  paper,   ///< Hummingbot's paper exchange: whole orders, strictly through, any number per print (hummingbot.md 10.1)
  rival,   ///< hftbacktest: every own order meets every print alone, row by row inside a message, no gaps (backtest.md 2.3, 2.8)
};

/// What a print that reaches an order at its own price fills, and how takers walk the book; a choice of the rule `rival` only.
enum class Exchange {
  no_partial,  ///< the whole order; a taker gets any size at the best price
  partial,     ///< what went past the queue; a taker walks the levels, a GTC remainder fills at the limit price
};

struct MarketOptions {
  QueueModel queue = QueueModel::risk_averse;
  FillRule fill = FillRule::shared;
  base::Nanos entry_latency{0};     ///< request sent -> takes effect; >= 0
  base::Nanos response_latency{0};  ///< answer sent (a fill, say) -> strategy knows; >= 0
  Exchange exchange = Exchange::no_partial;
  double queue_n = 3;  ///< exponent of the power_prob queues, > 0
  LatencyOptions latency = {};
  tape::FeedLatency feed = tape::FeedLatency::none;
};

/// Throws ConfigurationError, naming `where`, on negative latency, on `paper` with any latency, on a partial exchange with a rule that
/// has none, and on numbers out of range. Rows of measured latency may still be missing.
void check(const MarketOptions& options, const char* where);

/// How a tape must be compiled for these options.
tape::TapeOptions tape_options(const MarketOptions& options, base::Nanos clock);

/// Throws ConfigurationError when the tape lacks what the options ask of it: joining times for `l3_fifo`.
void check_tape(const MarketOptions& options, const tape::Tape& tape);

}  // namespace asgen::market
