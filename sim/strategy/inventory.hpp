#pragma once
// Where the inventory stands against its target.

#include "sim/strategy/quantiser.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::strategy {

/// Inventory figures of one tick.
struct Inventory {
  double total = 0;    ///< value of both balances in base units
  double target = 0;   ///< base units
  double share = 0;    ///< (base - target) / total: Hummingbot's q; 0 when total is 0
  double amounts = 0;  ///< (base - target) / order_amount
};

/// Inventory at `mid`. Target value_share: lotfloor((base mid + quote) pct/100 / mid), hummingbot.md 5.1; initial: the starting inventory.
Inventory measure_inventory(const Settings& settings, const Venue& venue, const Quantiser& quantiser, const AccountView& account,
                            double mid);

/// q as the pricing model counts it.
inline double pricing_inventory(const Settings& settings, const Inventory& inventory) {
  return settings.name == kAvellaneda && settings.pricing == Pricing::hummingbot ? inventory.share : inventory.amounts;
}

}  // namespace asgen::strategy
