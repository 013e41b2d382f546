#include "sim/tape/coarse_mids.hpp"

#include <cmath>
#include <limits>

#include "sim/tape/order_grid.hpp"

namespace asgen::tape {
namespace {

/// As strategies count: 1 / quantum, whole when that is what is meant.
double quanta_per_unit(double quantum) {
  const double inverse = 1 / quantum, whole = std::nearbyint(inverse);
  return whole >= 1 && std::fabs(inverse - whole) <= 1e-9 * whole ? whole : inverse;
}

}  // namespace

CoarseMids::CoarseMids(const Tape& tape, std::int64_t step)
    : mid_(tape.ticks(), std::numeric_limits<double>::quiet_NaN()), inverse_(mid_) {
  const double per_unit = quanta_per_unit(tape.info().price_quantum);
  for (std::size_t k = 0; k < mid_.size(); ++k) {
    if ((tape.tick_flags()[k] & kTwoSided) == 0) continue;
    const std::size_t seen = tape.tick_events()[k];
    const std::int64_t sum = on_grid_down(tape.best_bid(seen), step) + on_grid_down(tape.best_ask(seen), step);
    mid_[k] = static_cast<double>(sum) / per_unit / 2;
    inverse_[k] = 1 / mid_[k];
  }
  range_ = block_ranges(mid_);
}

}  // namespace asgen::tape
