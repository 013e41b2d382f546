#pragma once
// segment x strategy -> DayResult: a pure function.

#include <functional>
#include <memory>

#include "sim/simulate/options.hpp"
#include "sim/simulate/result.hpp"
#include "sim/simulate/segment.hpp"
#include "sim/strategy/settings.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::simulate {

enum class Detail {
  metrics,  ///< the metric row only
  full,     ///< also the path on the clock, all fills and the log of all orders
};

/// Simulates `settings` on a segment. Same arguments, same bits, on any thread. Throws ConfigurationError when settings, venue and
/// market do not go together; ContractViolation when the P&L does not equal the sum of the fills' edges.
DayResult simulate(const SegmentMarket& market, const strategy::Settings& settings, const SimulationOptions& options,
                   Detail detail = Detail::metrics);

/// Makes a strategy for one venue and a session of `session_s` seconds.
using StrategyFactory = std::function<std::unique_ptr<strategy::Strategy>(const strategy::Venue&, double session_s)>;

/// Same for any strategy; the factory is called once per fresh start.
DayResult simulate(const SegmentMarket& market, const StrategyFactory& make, const SimulationOptions& options,
                   Detail detail = Detail::metrics);

/// The factory of settings: those of sim/strategy, and `glft_exact`.
StrategyFactory strategy_factory(const strategy::Settings& settings);

}  // namespace asgen::simulate
