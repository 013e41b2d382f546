#pragma once
// Figures about inventory: how fast it returns, how often it turns over, what it earns (statistics.md 1.3).

#include <cstdint>
#include <span>

#include "sim/account/statistics.hpp"
#include "sim/account/wide.hpp"

namespace asgen::account {

/// Regression of inventory on its previous sample: phi, half-life -ln 2 / ln phi * dt and mean reversion time -dt / ln phi [s].
/// phi >= 1 is not_mean_reverting; phi <= 0 gives times of 0, faster_than_sampling; a constant inventory is zero_variance.
struct HalfLife {
  Value phi, half_life_s, mean_reversion_s;
};

/// Sums of the regression over inventory in whole lots: exact, so the order and the lengths of runs do not matter.
class InventoryDynamics {
 public:
  /// Appends `samples` samples of the same inventory.
  void add(std::int64_t lots, std::size_t samples) {
    if (samples == 0) return;
    const std::int64_t before = known_ ? last_ : 0, after = known_ ? lots : 0;
    const std::int64_t repeated = (static_cast<std::int64_t>(samples) - 1) * lots;
    pairs_ += samples - (known_ ? 0 : 1);
    x_ += repeated + before;
    y_ += repeated + after;
    const Wide squares = static_cast<Wide>(repeated) * lots;
    xx_ += squares + static_cast<Wide>(before) * before;
    xy_ += squares + static_cast<Wide>(before) * after;
    last_ = lots;
    known_ = true;
  }
  /// The next sample does not follow the last one: days are not joined.
  void cut() { known_ = false; }

  /// @param dt_s time between two samples
  [[nodiscard]] HalfLife half_life(double dt_s) const;

 private:
  bool known_ = false;
  std::int64_t last_ = 0;
  std::size_t pairs_ = 0;
  std::int64_t x_ = 0, y_ = 0;
  Wide xx_ = 0, xy_ = 0;
};

/// The same of any real series, sampled every `dt_s`.
HalfLife inventory_half_life(std::span<const double> inventory, double dt_s);

/// P&L over (MAP times mean price): without a unit, comparable across instruments. zero_map when never a position.
Value return_over_map(double pnl, const Value& map, double mean_price);

/// Traded quantity over MAP: of both sides, and of what was bought and sold again.
struct Turnover {
  Value gross, round_trip;
};
Turnover inventory_turnover(double bought, double sold, const Value& map);

/// Filled over submitted: quantities, or orders. zero_denominator when nothing was submitted.
Value fill_rate(double filled, double submitted);

}  // namespace asgen::account
