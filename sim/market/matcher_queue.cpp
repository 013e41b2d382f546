// What stands in front of an order at its own price.

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;

/// Stands in the queue as it was on arrival, after the events before `own.seen`.
void Matcher::join(Placed& own) const {
  own.joined = true;
  if (options_.queue == QueueModel::front) {
    own.ahead = {AheadState::known, Lots(0)};
  } else if (options_.queue == QueueModel::back) {
    own.ahead = {AheadState::unreachable, Lots(0)};
  } else {
    const tape::Depth depth = tape_.displayed(own.order.side, tape_price(own.order.price), own.seen);
    own.ahead = {depth.known ? AheadState::known : AheadState::unknown, Lots(depth.lots)};
  }
}

Ahead Matcher::ahead(OrderId id) const {
  Placed own = orders_[id - first_kept_];
  if (own.order.state == OrderState::resting || own.order.state == OrderState::cancel_pending) bring_up_to_date(own, events_);
  return own.ahead;
}

/// Lets the queue ahead see the displayed quantities after the events before `until`. It never grows, so only the least of
/// them counts, and an order at the front needs no more looking.
void Matcher::bring_up_to_date(Placed& own, std::size_t until) const {
  if (!own.joined) join(own);
  const Ahead at_front{AheadState::known, Lots(0)};
  const std::size_t from = own.seen;
  own.seen = until;
  if (options_.queue != QueueModel::risk_averse || from >= until) return;
  const tape::LevelHistory level = tape_.history(own.order.side, tape_price(own.order.price));
  auto entry = static_cast<std::size_t>(std::lower_bound(level.event.begin(), level.event.end(), from) - level.event.begin());
  std::int64_t shown = entry == 0 ? 0 : level.lots[entry - 1];
  for (std::size_t at = from; at < until && own.ahead != at_front;) {
    const std::size_t next = entry < level.event.size() ? std::min<std::size_t>(level.event[entry], until) : until;
    if (at < next) see(own, shown, at, next);
    at = next;
    if (at < until) shown = level.lots[entry++];
  }
}

/// The level showed `shown` lots after each of the events [from, to); nothing shown means 0 only where the price was visible.
void Matcher::see(Placed& own, std::int64_t shown, std::size_t from, std::size_t to) const {
  const Order& order = own.order;
  if (shown == 0 && tape_.first_visible(order.side, tape_price(order.price), from, to) == to) return;
  const bool first_sight = own.ahead.state == AheadState::unknown;
  own.ahead = {AheadState::known, first_sight ? Lots(shown) : std::min(own.ahead.lots, Lots(shown))};
}

}  // namespace asgen::market
