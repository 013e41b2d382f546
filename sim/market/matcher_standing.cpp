// Handing resting orders over to a QuoteVenue and back, and what orders did so far.

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Nanos;
using base::Side;

Quotes Matcher::standing(Side side) const {
  Quotes quotes;
  for (const Place& place : ladder(side).places) {
    const Order& own = order(place.id);
    quotes.push_back({own.id, tape_price(own.price), own.quantity, own.leaves, own.submitted, own.arrived_after, place.queue});
  }
  return quotes;
}

void Matcher::resume(const Resumption& at) {
  base::expects(at.time >= now_ && next_request_ == requests_.size(), "orders are handed over when all requests have arrived");
  now_ = at.time;
  events_ = at.events;
  ticks_ = tape_.ticks_until(now_);
  first_kept_ = at.first_id;
  orders_.clear();
  live_.clear();
  for (Ladder& side : ladders_) side = {};
  presence_ = at.presence;
  tally_.complete = false;
}

void Matcher::take_over(Side side, const Quote& quote, OrderState state, Nanos end_known) {
  const auto id = static_cast<OrderId>(orders() + 1);
  orders_.push_back({.id = id,
                     .side = side,
                     .state = state,
                     .has_rested = true,
                     .arrived_after = quote.arrived_after,
                     .price = base::Ticks(quote.price),
                     .quantity = quote.quantity,
                     .leaves = quote.leaves,
                     .submitted = quote.submitted,
                     .arrives = quote.submitted + options_.entry_latency});
  if (state != OrderState::resting) {
    Order& over = orders_.back();
    over.cancel_arrives = over.ended = now_;
    over.end_known = end_known;
    return;
  }
  live_.push_back(id);
  insert(orders_.back(), 0);
  Ladder& own = ladder(side);
  std::find_if(own.places.begin(), own.places.end(), [&](const Place& place) { return place.id == id; })->queue = quote.place;
  presence_[0].count = live_.size();
  presence(side).count = own.places.size();
  expect_touches(side, orders_.back().price);
}

Matcher::Tally Matcher::tally(Nanos t) const {
  Tally tally = tally_;
  tally.any = presence_[0].until(t);
  tally.buy = presence_[1].until(t);
  tally.sell = presence_[2].until(t);
  return tally;
}

}  // namespace asgen::market
