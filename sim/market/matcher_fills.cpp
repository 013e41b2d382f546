// What a trade or a crossing book does to resting orders under the rule `shared`.

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;
using base::Side;
using base::Ticks;

void Matcher::share_trade(Side side, std::size_t event, std::vector<Fill>& fills) {
  const auto trade = static_cast<std::size_t>(tape_.event_trade()[event]);
  const Ticks price(tape_.trade_price()[trade]);
  Lots rest(tape_.trade_lots()[trade]);
  for (const OrderId id : ladder(side).ids) {
    if (rest.count() == 0 || is_through(side, price, order(id).price)) return;
    rest -= share_of_trade(placed(id), event, rest, fills);
  }
}

/// Fills one order from what is left of a trade; returns what it took.
Lots Matcher::share_of_trade(Placed& own, std::size_t event, Lots rest, std::vector<Fill>& fills) {
  const Ticks price(tape_.trade_price()[static_cast<std::size_t>(tape_.event_trade()[event])]);
  Lots reachable = rest;
  const bool through = is_through(own.order.side, own.order.price, price);
  if (!through) {
    bring_up_to_date(own, event);
    if (own.ahead.state != AheadState::known) return Lots(0);
    reachable = std::max(rest - own.ahead.lots, Lots(0));
    own.ahead.lots = std::max(own.ahead.lots - rest, Lots(0));
  }
  const Lots taken = std::min(own.order.leaves, reachable);
  if (taken.count() > 0) {
    add_fill(
        own,
        {.time = tape_.event_ns(event), .event = event, .quantity = taken, .cause = through ? FillCause::trade_through : FillCause::queue},
        fills);
  }
  return taken;
}

void Matcher::share_cross(Side side, std::size_t event, std::vector<Fill>& fills) {
  const std::size_t after = event + 1;
  const Ticks best(side == Side::buy ? tape_.best_ask(after) : tape_.best_bid(after));
  Lots taken(0);
  for (const OrderId id : ladder(side).ids) {
    Placed& own = placed(id);
    if (is_through(side, best, own.order.price)) return;
    // Better-priced orders took the best levels first, so what they took lies within this order's limit or leaves nothing.
    const Lots shown(tape_.displayed_through(base::opposite(side), tape_price(own.order.price), after));
    const Lots quantity = std::min(own.order.leaves, std::max(shown - taken, Lots(0)));
    if (quantity.count() == 0) continue;
    taken += quantity;
    add_fill(own, {.time = tape_.event_ns(event), .event = event, .quantity = quantity, .cause = FillCause::book_cross}, fills);
  }
}

/// Books an execution; `fill` brings time, event, quantity and cause.
void Matcher::add_fill(Placed& own, Fill fill, std::vector<Fill>& fills) {
  own.order.leaves -= fill.quantity;
  fill.order = own.order.id;
  fill.side = own.order.side;
  fill.price = own.order.price;
  fill.completes = own.order.leaves.count() == 0;
  if (fill.completes) end(own, OrderState::filled, fill.time);
  fills.push_back(fill);
}

}  // namespace asgen::market
