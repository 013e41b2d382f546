#include "sim/simulate/options.hpp"

#include <fmt/core.h>

#include "sim/base/error.hpp"

namespace asgen::simulate {
namespace {

void require(bool holds, const char* where, const char* key, double value, const char* rule) {
  if (holds) return;
  throw base::ConfigurationError(fmt::format("{}/{}", where, key), fmt::format("= {} ({})", value, rule), "use a value in that range");
}

}  // namespace

void check(const SimulationOptions& options, const char* where) {
  market::check(options.market, where);
  const market::Instrument& instrument = options.instrument;
  require(instrument.tick > 0, where, "tick", instrument.tick, "must be > 0");
  require(instrument.lot > 0, where, "lot", instrument.lot, "must be > 0");
  require(instrument.maker_fee > -1 && instrument.maker_fee < 1, where, "maker_fee", instrument.maker_fee, "a ratio, must be in (-1, 1)");
  require(instrument.taker_fee > -1 && instrument.taker_fee < 1, where, "taker_fee", instrument.taker_fee, "a ratio, must be in (-1, 1)");
  require(instrument.min_notional >= 0, where, "min_notional", instrument.min_notional, "must be >= 0");
  require(options.initial.base >= 0, where, "initial_base", options.initial.base, "must be >= 0");
  require(options.initial.quote >= 0, where, "initial_quote", options.initial.quote, "must be >= 0");
  const double latency_s = base::seconds(options.market.entry_latency + options.market.response_latency);
  require(latency_s < 60, where, "latency", latency_s, "seconds there and back, must be < 60");
}

}  // namespace asgen::simulate
