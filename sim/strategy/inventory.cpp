#include "sim/strategy/inventory.hpp"

namespace asgen::strategy {

Inventory measure_inventory(const Settings& settings, const Venue& venue, const Quantiser& quantiser, const AccountView& account,
                            double mid) {
  const Parameters& p = settings.parameters;
  Inventory result;
  result.total = account.base + account.quote * (1 / mid);
  result.target = settings.inventory_target == InventoryTarget::initial
                      ? venue.initial_base
                      : quantiser.whole_lots(result.total * (p.inventory_target_base_pct / 100));
  const double excess = account.base - result.target;
  result.share = result.total != 0 ? excess / result.total : 0;
  result.amounts = excess / p.order_amount;
  return result;
}

}  // namespace asgen::strategy
