// What a trade or a crossing book does to resting orders under the rule `shared`.

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;

void Matcher::share_trade(Side side, std::size_t event, std::vector<Fill>& fills) {
  const std::size_t trade = tape_.trade_of(event);
  const Ticks price(tape_.trade_price()[trade]);
  Lots rest(tape_.trade_lots()[trade]);
  for (Place& place : ladder(side).places) {
    Order& own = order_of(place.id);
    if (rest.count() == 0 || is_through(side, price, own.price)) return;
    if (is_live(own.state)) rest -= share_of_trade(own, place, event, rest, fills);
  }
}

/// Fills one order from what is left of a trade; returns what it took.
Lots Matcher::share_of_trade(Order& own, Place& place, std::size_t event, Lots rest, std::vector<Fill>& fills) {
  const Ticks price(tape_.trade_price()[tape_.trade_of(event)]);
  const bool through = is_through(own.side, own.price, price);
  const Lots taken = std::min(own.leaves, through ? rest : Lots(reach(own, place, event, rest)));
  if (taken.count() > 0) {
    add_fill(own,
             {.time = tape_.event_ns(event),
              .event = event,
              .price = own.price,
              .quantity = taken,
              .cause = through ? FillCause::trade_through : FillCause::queue},
             fills);
  }
  return taken;
}

/// How much of a trade's `rest` goes past the queue at our price; the queue ahead becomes shorter.
std::int64_t Matcher::reach(const Order& own, Place& place, std::size_t event, Lots rest) const {
  if (options_.queue == QueueModel::l3_fifo) {
    const auto since = tape_.trade_resting_since();
    const std::size_t trade = tape_.trade_of(event);
    return !since.empty() && Nanos(since[trade]) > place.since ? rest.count() : 0;
  }
  return queue_.pass(queued(own), place.queue, event, rest);
}

void Matcher::share_cross(Side side, std::size_t event, std::vector<Fill>& fills) {
  const std::size_t after = event + 1;
  const Ticks best(side == Side::buy ? tape_.best_ask(after) : tape_.best_bid(after));
  Lots taken(0);
  for (const Place& place : ladder(side).places) {
    Order& own = order_of(place.id);
    if (is_through(side, best, own.price)) break;
    if (!is_live(own.state)) continue;
    // Better-priced orders took the best levels first, so what they took lies within this order's limit or leaves nothing.
    const Lots shown(tape_.displayed_through(base::opposite(side), tape_price(own.price), after, (taken + own.leaves).count()));
    const Lots quantity = std::min(own.leaves, std::max(shown - taken, Lots(0)));
    if (quantity.count() == 0) continue;
    taken += quantity;
    add_fill(own,
             {.time = tape_.event_ns(event),
              .event = event,
              .price = own.price,
              .quantity = quantity,
              .cause = FillCause::book_cross},
             fills);
  }
  taken_[side == Side::buy ? 0 : 1] = {after, taken.count()};
}

/// Books an execution; `fill` brings time, event, price, quantity and cause.
void Matcher::add_fill(Order& own, Fill fill, std::vector<Fill>& fills) {
  if (own.has_rested && own.leaves == own.quantity) ++tally_.filled_orders;
  own.leaves -= fill.quantity;
  fill.order = own.id;
  fill.side = own.side;
  fill.completes = own.leaves.count() == 0;
  fill.known = channel_.answer(fill.time);
  if (fill.completes) end(own, OrderState::filled, fill.time, fill.known);
  fills.push_back(fill);
  close_group(own, fill.time);
}

}  // namespace asgen::market
