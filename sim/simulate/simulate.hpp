#pragma once
// segment x strategy -> DayResult: a pure function.

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "sim/simulate/options.hpp"
#include "sim/simulate/result.hpp"
#include "sim/simulate/segment.hpp"
#include "sim/strategy/settings.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::simulate {

enum class Detail {
  metrics,  ///< the metric row only
  path,     ///< also the path on the clock
  full,     ///< also all fills and the log of all orders, for which no decision is left out
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

/// What came of one of several settings.
struct Attempt {
  DayResult day;
  std::exception_ptr error = nullptr;  ///< what simulate() throws instead
};
/// Events of a stretch: what the market holds for them goes into a second-level cache, together with the simulations under way.
inline constexpr std::size_t kEventsAStretch = 8192;
/// Simulates `count` settings side by side, the market a stretch at a time, so that it is read from memory once for all of them. Same
/// results as one by one, in their order.
/// @param settings_of called once for each of 0, ..., count - 1; what it throws is that attempt's error
std::vector<Attempt> simulate_together(const SegmentMarket& market, std::size_t count, const std::function<strategy::Settings(std::size_t)>& settings_of,
                                       const SimulationOptions& options);

/// The factory of settings: those of sim/strategy, and `glft_exact`.
StrategyFactory strategy_factory(const strategy::Settings& settings);

}  // namespace asgen::simulate
