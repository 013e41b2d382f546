#pragma once
// Looks ahead for decisions at which nothing can happen to a maker's quotes.

#include <array>
#include <cstddef>

#include "sim/simulate/leg.hpp"
#include "sim/strategy/quote_lanes.hpp"

namespace asgen::simulate {

/// Decisions to look at: ticks first, first + stride, ... before `end`.
struct StretchPlan {
  std::size_t first = 0, stride = 1, end = 0;
  std::array<bool, 2> quoting{true, true};  ///< buys, sells
};

/// First tick of the plan at which quotes could be refused or touched before the following ones arrive, or need a closer look; `end` or
/// more when there is none. It may be early, never late. The lanes' balances must be set; the leg must have gates with this stride.
std::size_t first_eventful_decision(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes, const StretchPlan& plan);

}  // namespace asgen::simulate
