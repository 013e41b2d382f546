#pragma once
// Prices of a coarser grid than the tape's.

#include <cstdint>

namespace asgen::tape {

/// The multiple of `step` at or below a price, and at or above.
constexpr std::int64_t on_grid_down(std::int64_t price, std::int64_t step) {
  const std::int64_t rest = price % step;
  return price - (rest < 0 ? rest + step : rest);
}
constexpr std::int64_t on_grid_up(std::int64_t price, std::int64_t step) {
  const std::int64_t down = on_grid_down(price, step);
  return down == price ? price : down + step;
}

}  // namespace asgen::tape
