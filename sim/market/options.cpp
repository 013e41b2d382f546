#include "sim/market/options.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"

namespace asgen::market {
namespace {

void check_latency(base::Nanos latency, const char* where, const char* name) {
  if (latency.count() >= 0) return;
  throw base::ConfigurationError(where, fmt::format("{} = {} ns (must be >= 0)", name, latency.count()), "use 0 or a positive delay");
}

}  // namespace

void check(const MarketOptions& options, const char* where) {
  check_latency(options.entry_latency, where, "entry latency");
  check_latency(options.response_latency, where, "response latency");
  if (options.fill == FillRule::paper && (options.entry_latency.count() > 0 || options.response_latency.count() > 0)) {
    throw base::ConfigurationError(where, "fill rule `paper` with latency (Hummingbot's paper exchange has none)",
                                   "set the latency to 0 or use `shared`");
  }
}

}  // namespace asgen::market
