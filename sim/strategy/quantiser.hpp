#pragma once
// From decimal prices and sizes to whole quanta and lots, and back.

#include "sim/base/units.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// Whole number of steps at or below `value`; a value that is whole but for rounding noise counts as whole.
/// The noise allowed is 1e-12 relative plus 1e-9 steps: far above what a few double operations lose, far below a
/// step. Values beyond 9e15 steps are cut to that.
std::int64_t floor_steps(double value);
/// Whole number of steps at or above `value`, with the same allowance.
std::int64_t ceil_steps(double value);
/// `have < need`, blind to rounding noise: what pays exactly for an order may come out a hair below.
inline bool falls_short(double have, double need) { return have < need * (1 - 1e-12); }

/// Rounds to the instrument's ticks and lots, expressed in the tape's quanta and lots.
class Quantiser {
 public:
  /// Throws ConfigurationError when the instrument's tick or lot is not a positive whole multiple of the tape's.
  explicit Quantiser(const Venue& venue);

  [[nodiscard]] base::Ticks price_down(double price) const { return base::Ticks(floor_steps(price * ticks_per_unit_) * quanta_per_tick_); }
  [[nodiscard]] base::Ticks price_up(double price) const { return base::Ticks(ceil_steps(price * ticks_per_unit_) * quanta_per_tick_); }
  [[nodiscard]] base::Lots quantity_down(double quantity) const;
  /// `quantity` cut to whole instrument lots, in base units; correctly rounded when 1/lot is a whole number.
  [[nodiscard]] double whole_lots(double quantity) const { return static_cast<double>(floor_steps(quantity * lots_per_unit_)) / lots_per_unit_; }
  /// Quote currency; correctly rounded when 1/quantum is a whole number.
  [[nodiscard]] double price(base::Ticks price) const { return price.as_double() / quanta_per_unit_; }
  [[nodiscard]] double quantity(base::Lots quantity) const { return quantity.as_double() / tape_lots_per_unit_; }
  /// One instrument tick.
  [[nodiscard]] base::Ticks tick() const { return base::Ticks(quanta_per_tick_); }
  /// The highest instrument price at or below, and the lowest at or above.
  [[nodiscard]] base::Ticks on_grid_down(base::Ticks price) const;
  [[nodiscard]] base::Ticks on_grid_up(base::Ticks price) const;

  /// The factors behind these functions, for code that works on many values at once.
  struct Factors {
    double ticks_per_unit, lots_per_unit, lot;                ///< instrument's
    double quanta_per_unit, tape_lots_per_unit;               ///< the tape's
    std::int64_t quanta_per_tick, tape_lots_per_lot;
  };
  [[nodiscard]] Factors factors() const {
    return {ticks_per_unit_, lots_per_unit_, lot_, quanta_per_unit_, tape_lots_per_unit_, quanta_per_tick_, tape_lots_per_lot_};
  }

 private:
  double ticks_per_unit_, lots_per_unit_, lot_;  // instrument's
  double quanta_per_unit_, tape_lots_per_unit_;
  std::int64_t quanta_per_tick_, tape_lots_per_lot_;
};

}  // namespace asgen::strategy
