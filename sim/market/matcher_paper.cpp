// The rule `paper`: Hummingbot's paper exchange (hummingbot.md 10.1). Whole orders, no queue, no sharing.

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Side;
using base::Ticks;

/// A trade fills every order that it goes strictly through. Hummingbot compares its exact decimal prices with the double that the trade
/// came in, so a trade at an order's own price goes through when that double lies beyond the decimal.
void Matcher::fill_through(Side side, std::size_t event, std::vector<Fill>& fills) {
  const Ticks price(tape_.trade_price()[tape_.trade_of(event)]);
  for (Place& place : ladder(side).places) {
    Order& own = order_of(place.id);
    const bool beyond = own.price == price && tape_.price_rounding(price.count()) == -base::sign(side);
    if (!beyond && !is_through(side, own.price, price)) return;
    if (!is_live(own.state)) continue;
    add_fill(own,
             {.time = tape_.event_ns(event),
              .event = event,
              .price = own.price,
              .quantity = own.leaves,
              .cause = FillCause::trade_through},
             fills);
  }
}

/// Plays the clock ticks up to now that find an order crossed.
void Matcher::fill_ticks(std::vector<Fill>& fills) {
  const std::size_t passed = tape_.ticks_until(now_);
  for (;;) {
    const std::size_t tick = std::min(ladders_[0].next_tick, ladders_[1].next_tick);
    if (tick >= passed) break;
    ticks_ = tick + 1;
    for (const Side side : {Side::buy, Side::sell}) {
      if (ladder(side).next_tick == tick) fill_crossed(side, tick, fills);
    }
  }
  ticks_ = passed;
}

/// Fills what stands at the opposite best of a tick or beyond it.
void Matcher::fill_crossed(Side side, std::size_t tick, std::vector<Fill>& fills) {
  const std::size_t after = tape_.tick_events()[tick];
  const Ticks best(side == Side::buy ? tape_.best_ask(after) : tape_.best_bid(after));
  for (Place& place : ladder(side).places) {
    Order& own = order_of(place.id);
    if (is_through(side, best, own.price)) break;
    if (!is_live(own.state)) continue;
    add_fill(own,
             {.time = tape_.tick_ns(tick),
              .event = after - 1,
              .price = own.price,
              .quantity = own.leaves,
              .cause = FillCause::book_cross},
             fills);
  }
  settle(side);
  Ladder& own = ladder(side);
  own.next_tick = kNever;
  if (!own.places.empty()) expect_touches(side, order(own.places.front().id).price);
}

}  // namespace asgen::market
