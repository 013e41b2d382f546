#pragma once
// What a simulation assumes besides the strategy.

#include <memory>

#include "sim/account/ledger.hpp"
#include "sim/data/time_zone.hpp"
#include "sim/market/instrument.hpp"
#include "sim/market/options.hpp"

namespace asgen::simulate {

/// When the strategy runs.
enum class Wakes {
  when_needed,  ///< ticks at which nothing can happen are skipped; same results
  every_tick,   ///< for tests
};

struct SimulationOptions {
  market::MarketOptions market;
  market::Instrument instrument;
  account::Balances initial;  ///< at the start of the segment (of every tape with Carry::none)
  Wakes wakes = Wakes::when_needed;
  std::shared_ptr<const data::TimeZone> zone = nullptr;  ///< of execution time frames; null: UTC
};

/// Throws ConfigurationError, naming `where`, for negative balances, a negative tick or lot, fees of 100 % and more, latencies that
/// are negative or reach a minute.
void check(const SimulationOptions& options, const char* where);

}  // namespace asgen::simulate
