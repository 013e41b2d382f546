// The rule `rival`: what hftbacktest's two exchanges do (backtest.md 2.3 and 2.8). Every own order meets every print alone: a print's
// quantity is not used up, so one print can fill any number of own orders. Through and crossing fills are whole with both exchanges.

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;
using base::Side;
using base::Ticks;

void Matcher::meet_trade(Side side, std::size_t event, std::vector<Fill>& fills) {
  const std::size_t trade = tape_.trade_of(event);
  const Ticks price(tape_.trade_price()[trade]);
  for (Place& place : ladder(side).places) {
    Order& own = order_of(place.id);
    if (is_through(side, price, own.price)) return;
    if (!is_live(own.state)) continue;
    Lots quantity = own.leaves;
    const bool through = is_through(side, own.price, price);
    if (!through) {
      const Lots past(reach(own, place, event, Lots(tape_.trade_lots()[trade])));
      if (past.count() == 0) continue;
      if (options_.exchange == Exchange::partial) quantity = std::min(quantity, past);
    }
    add_fill(own,
             {.time = tape_.event_ns(event),
              .event = event,
              .price = own.price,
              .quantity = quantity,
              .cause = through ? FillCause::trade_through : FillCause::queue},
             fills);
  }
}

void Matcher::meet_cross(Side side, std::size_t event, std::vector<Fill>& fills) {
  const Ticks best(side == Side::buy ? tape_.best_ask(event + 1) : tape_.best_bid(event + 1));
  for (Place& place : ladder(side).places) {
    Order& own = order_of(place.id);
    if (is_through(side, best, own.price)) return;
    if (!is_live(own.state)) continue;
    add_fill(own,
             {.time = tape_.event_ns(event),
              .event = event,
              .price = own.price,
              .quantity = own.leaves,
              .cause = FillCause::book_cross},
             fills);
  }
}

}  // namespace asgen::market
