#include "sim/market/options.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/error.hpp"

namespace asgen::market {
namespace {

void check_latency(base::Nanos latency, const char* where, const char* name) {
  if (latency.count() >= 0) return;
  throw base::ConfigurationError(where, fmt::format("{} = {} ns (must be >= 0)", name, latency.count()), "use 0 or a positive delay");
}

void check_latencies(const MarketOptions& o, const char* where) {
  check_latency(o.entry_latency, where, "entry latency");
  check_latency(o.response_latency, where, "response latency");
  check_latency(o.latency.drawn.minimum, where, "shortest latency");
  if (!(o.latency.drawn.sigma >= 0 && o.latency.drawn.sigma <= 5)) {
    throw base::ConfigurationError(where, fmt::format("latency sigma = {} (must be in [0, 5])", o.latency.drawn.sigma),
                                   "use the standard deviation of the logarithm, e.g. 0.5");
  }
}

}  // namespace

void check(const MarketOptions& o, const char* where) {
  check_latencies(o, where);
  if (!(o.queue_n > 0 && std::isfinite(o.queue_n))) {
    throw base::ConfigurationError(where, fmt::format("queue_n = {} (must be > 0)", o.queue_n), "use e.g. 3");
  }
  const bool late = o.latency.kind != LatencyKind::constant || o.entry_latency.count() > 0 || o.response_latency.count() > 0;
  if (o.fill == FillRule::paper && (late || o.feed == tape::FeedLatency::recorded)) {
    throw base::ConfigurationError(where, "fill rule `paper` with latency (Hummingbot's paper exchange has none)",
                                   "set the latency to 0 or use `shared`");
  }
  if (o.fill != FillRule::rival && o.exchange == Exchange::partial) {
    throw base::ConfigurationError(where, "exchange `partial` with a fill rule other than `rival` (they have one exchange each)",
                                   "leave it out or use `rival`");
  }
}

tape::TapeOptions tape_options(const MarketOptions& options, base::Nanos clock) {
  return {.clock = clock,
          .grain = options.fill == FillRule::rival ? tape::BookGrain::row : tape::BookGrain::message,
          .feed = options.feed};
}

void check_tape(const MarketOptions& options, const tape::Tape& tape) {
  if (options.queue != QueueModel::l3_fifo || !tape.trade_resting_since().empty()) return;
  throw base::ConfigurationError(fmt::format("day {} {} {}", tape.info().exchange, tape.info().symbol, tape.info().day),
                                 "queue `l3_fifo` on a feed that does not say which order a trade hit",
                                 "import an L3 feed, or use another queue");
}

}  // namespace asgen::market
