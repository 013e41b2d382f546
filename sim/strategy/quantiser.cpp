#include "sim/strategy/quantiser.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"

namespace asgen::strategy {
namespace {

/// Counts stay exact in a double and far from the ends of 64 bits.
constexpr double kLargestCount = 9e15;

bool near_whole(double value, double whole) { return std::fabs(value - whole) <= 1e-12 * std::fabs(value) + 1e-9; }

/// 1 / step, whole when the step is a whole fraction of 1 (0.01 -> 100), since 0.01 itself has no exact double.
double per_unit(double step) {
  const double inverse = 1 / step;
  const double whole = std::nearbyint(inverse);
  return whole >= 1 && std::fabs(inverse - whole) <= 1e-9 * whole ? whole : inverse;
}

std::int64_t multiple(double coarse, double fine, const char* key) {
  const double ratio = coarse / fine;
  const double whole = std::nearbyint(ratio);
  if (!(whole >= 1) || std::fabs(ratio - whole) > 1e-6 * whole) {
    throw base::ConfigurationError(fmt::format("/instrument/{}", key),
                                   fmt::format("= {} (must be a whole multiple of the recorded data's step {})", coarse, fine),
                                   "use the venue's step, or import the data with a finer one");
  }
  return static_cast<std::int64_t>(whole);
}

}  // namespace

std::int64_t floor_steps(double value) {
  value = std::clamp(value, -kLargestCount, kLargestCount);
  const double whole = std::nearbyint(value);
  return static_cast<std::int64_t>(near_whole(value, whole) ? whole : std::floor(value));
}

std::int64_t ceil_steps(double value) {
  value = std::clamp(value, -kLargestCount, kLargestCount);
  const double whole = std::nearbyint(value);
  return static_cast<std::int64_t>(near_whole(value, whole) ? whole : std::ceil(value));
}

Quantiser::Quantiser(const Venue& venue)
    : ticks_per_unit_(per_unit(venue.instrument.tick)),
      lots_per_unit_(per_unit(venue.instrument.lot)),
      lot_(venue.instrument.lot),
      quanta_per_unit_(per_unit(venue.price_quantum)),
      tape_lots_per_unit_(per_unit(venue.lot)),
      quanta_per_tick_(multiple(venue.instrument.tick, venue.price_quantum, "tick")),
      tape_lots_per_lot_(multiple(venue.instrument.lot, venue.lot, "lot")) {}

base::Lots Quantiser::quantity_down(double quantity) const {
  return base::Lots(floor_steps(quantity * lots_per_unit_) * tape_lots_per_lot_);
}

base::Ticks Quantiser::on_grid_down(base::Ticks price) const {
  const std::int64_t rest = price.count() % quanta_per_tick_;
  return base::Ticks(price.count() - (rest < 0 ? rest + quanta_per_tick_ : rest));
}

base::Ticks Quantiser::on_grid_up(base::Ticks price) const {
  const base::Ticks down = on_grid_down(price);
  return down == price ? price : down + tick();
}

}  // namespace asgen::strategy
