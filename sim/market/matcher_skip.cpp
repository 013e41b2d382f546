// Going at once to a later instant, and what the orders did so far.

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/market/matcher.hpp"

namespace asgen::market {

using base::Nanos;
using base::Side;

OrderId Matcher::skip_to(Nanos t, std::size_t events, std::span<const OrderId> kept, std::span<const Arrival> arrivals) {
  base::expects(t >= now_ && next_request_ == requests_.size(), "a skip begins when all requests have arrived");
  for (const OrderId id : live_) {
    if (std::binary_search(kept.begin(), kept.end(), id)) continue;
    order_of(id).state = OrderState::cancelled;
    order_of(id).ended = order_of(id).end_known = t;
  }
  live_.assign(kept.begin(), kept.end());
  now_ = t;
  events_ = events;
  ticks_ = tape_.ticks_until(t);
  for (Ladder& side : ladders_) {
    std::erase_if(side.places, [&](const Place& place) { return !is_live(order(place.id).state); });
    side.next_touch = kNever;
  }
  const auto first = static_cast<OrderId>(orders() + 1);
  for (const Arrival& arrival : arrivals) {
    const auto seen = static_cast<std::uint32_t>(arrival.events);
    orders_.push_back({.id = static_cast<OrderId>(orders() + 1),
                       .side = arrival.request.side,
                       .state = OrderState::resting,
                       .has_rested = true,
                       .arrived_after = seen,
                       .price = arrival.request.price,
                       .quantity = arrival.request.quantity,
                       .leaves = arrival.request.quantity,
                       .submitted = arrival.submitted,
                       .arrives = arrival.submitted + options_.entry_latency});
    live_.push_back(orders_.back().id);
    insert(orders_.back(), seen);
  }
  presence_[0].count = live_.size();
  for (const Side side : base::kSides) {
    presence(side).count = ladder(side).places.size();
    if (!ladder(side).places.empty()) expect_touches(side, order(ladder(side).places.front().id).price);
  }
  tally_.complete = false;
  return first;
}

Matcher::Tally Matcher::tally(Nanos t) const {
  Tally tally = tally_;
  tally.any = presence_[0].until(t);
  tally.buy = presence_[1].until(t);
  tally.sell = presence_[2].until(t);
  return tally;
}

}  // namespace asgen::market
