#pragma once
// Which orders stand after a stretch of plain renewals, and since when: those that no renewal changed keep their place in the queue.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "sim/strategy/proposal.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::simulate {

/// Decisions of a stretch, in ticks.
struct Stretch {
  std::size_t first = 0, last = 0, stride = 1;
};

/// An order that was sent inside the stretch.
struct SentOrder {
  market::OrderRequest request;
  std::size_t tick = 0;
};

struct Standing {
  std::vector<market::OrderId> kept;  ///< from before the stretch, ascending
  std::vector<SentOrder> sent;        ///< by tick, buys first
};

/// @param before the side's orders before the stretch, oldest first, none being cancelled
/// @param wanted what the decision at a tick asks for on that side
/// Adds what stands on one side after the decision at `stretch.last`. An order stays while each decision wants one of its price and size;
/// of equal orders the oldest stay.
void add_standing(std::span<const strategy::LiveOrder> before, const Stretch& stretch,
                  const std::function<std::span<const market::OrderRequest>(std::size_t tick)>& wanted, Standing& standing);

}  // namespace asgen::simulate
