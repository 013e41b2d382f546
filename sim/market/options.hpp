#pragma once
// How the market answers orders: queue, fill rule, latency.

#include "sim/base/units.hpp"

namespace asgen::market {

/// Where a new order stands among what is displayed at its price.
enum class QueueModel {
  front,        ///< ahead of everything
  risk_averse,  ///< behind what is displayed on arrival; only trades and a shrinking level bring it forward
  back,         ///< behind everything for ever: fills only when traded through or crossed
};
/// How a print becomes fills.
enum class FillRule {
  shared,  ///< a print's volume is shared by own orders in price-time order; crossing fills take displayed size
  paper,   ///< Hummingbot's paper exchange: whole orders, strictly through, any number per print, no fee on buys (hummingbot.md 10.1)
};

struct MarketOptions {
  QueueModel queue = QueueModel::risk_averse;
  FillRule fill = FillRule::shared;
  base::Nanos entry_latency{0};     ///< request sent -> takes effect; >= 0
  base::Nanos response_latency{0};  ///< fill -> strategy knows (applied by sim/simulate); >= 0
};

/// Throws ConfigurationError, naming `where`, on negative latency or on `paper` with latency.
void check(const MarketOptions& options, const char* where);

}  // namespace asgen::market
