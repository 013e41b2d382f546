// An order's life: sent, arrived, resting, over.

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Nanos;
using base::Side;
using base::Ticks;

OrderId Matcher::submit(const OrderRequest& request, Nanos now) {
  base::expects(now >= now_, "requests are sent now or later");
  base::expects(request.quantity.count() > 0, "an order has a quantity");
  base::expects(request.price.count() > INT32_MIN + 1 && request.price.count() < INT32_MAX - 1, "a price fits 32-bit ticks");
  Placed own;
  own.order = {.id = static_cast<OrderId>(orders() + 1),
               .side = request.side,
               .price = request.price,
               .quantity = request.quantity,
               .leaves = request.quantity,
               .submitted = now,
               .arrives = now + options_.entry_latency};
  orders_.push_back(own);
  live_.push_back(own.order.id);
  base::expects(requests_.empty() || requests_.back().time <= own.order.arrives, "requests are sent in time order");
  requests_.push_back({own.order.arrives, own.order.id, Request::Kind::submit});
  apply_requests();
  return own.order.id;
}

void Matcher::cancel(OrderId id, Nanos now) {
  base::expects(now >= now_, "requests are sent now or later");
  base::expects(id >= first_kept_ && id <= orders(), "the order exists and was not forgotten");
  Order& own = placed(id).order;
  if (!is_live(own.state) || own.cancel_arrives != Nanos::max()) return;
  own.cancel_arrives = now + options_.entry_latency;
  if (own.state == OrderState::resting) own.state = OrderState::cancel_pending;
  base::expects(requests_.empty() || requests_.back().time <= own.cancel_arrives, "requests are sent in time order");
  requests_.push_back({own.cancel_arrives, id, Request::Kind::cancel});
  apply_requests();
}

void Matcher::arrive(Placed& own) {
  if (is_in_gap() || (options_.fill != FillRule::paper && would_cross(own.order))) {
    end(own, OrderState::refused, now_);
    return;
  }
  own.order.state = own.order.cancel_arrives == Nanos::max() ? OrderState::resting : OrderState::cancel_pending;
  own.seen = events_;
  own.joined = false;
  rest(own);
}

bool Matcher::is_in_gap() const { return gaps_ > 0 && now_ < tape_.gaps()[gaps_ - 1].end; }

bool Matcher::would_cross(const Order& order) const {
  if (order.side == Side::buy) return order.price >= Ticks(tape_.best_ask(events_));
  return order.price <= Ticks(tape_.best_bid(events_));
}

void Matcher::rest(Placed& own) {
  if (resting_++ == 0) quoted_since_ = now_;
  insert(own.order);
  expect_touches(own.order.side, own.order.price);
}

void Matcher::insert(const Order& own) {
  auto& ids = ladder(own.side).ids;
  // Arrivals come in id order, so an order goes behind all that are not worse.
  const auto worse = std::find_if(ids.begin(), ids.end(), [&](OrderId id) { return is_through(own.side, own.price, order(id).price); });
  ids.insert(worse, own.id);
}

/// Lowers the ladder's next touch and tick to the first ones that an order at `price` would feel from now on.
void Matcher::expect_touches(Side side, Ticks price) {
  Ladder& own = ladder(side);
  const bool paper = options_.fill == FillRule::paper;
  const Ticks reached = paper ? one_worse(side, price) : price;
  own.next_touch = std::min(own.next_touch, tape_.first_touch(side, tape_price(reached), events_, tape_.events()));
  if (paper) own.next_tick = std::min(own.next_tick, tape_.first_crossed_tick(side, tape_price(price), ticks_, tape_.ticks()));
}

/// The order is over; `sweep` takes it off its ladder, because callers may be walking that.
void Matcher::end(Placed& own, OrderState state, Nanos time) {
  const bool rested = own.order.state == OrderState::resting || own.order.state == OrderState::cancel_pending;
  own.order.state = state;
  own.order.ended = time;
  live_.erase(std::lower_bound(live_.begin(), live_.end(), own.order.id));
  if (rested && state != OrderState::refused && --resting_ == 0) quoted_ += time - quoted_since_;
}

OrderId Matcher::skip_to(Nanos t, std::size_t events, std::span<const OrderId> kept, std::span<const Arrival> arrivals) {
  base::expects(t >= now_ && next_request_ == requests_.size(), "a skip begins when all requests have arrived");
  for (const OrderId id : live_) {
    if (std::binary_search(kept.begin(), kept.end(), id)) continue;
    placed(id).order.state = OrderState::cancelled;
    placed(id).order.ended = t;
  }
  live_.assign(kept.begin(), kept.end());
  now_ = t;
  events_ = events;
  ticks_ = tape_.ticks_until(t);
  for (Ladder& side : ladders_) {
    std::erase_if(side.ids, [&](OrderId id) { return !is_live(order(id).state); });
    side.next_touch = Ladder::kNever;
  }
  const auto first = static_cast<OrderId>(orders() + 1);
  for (const Arrival& arrival : arrivals) {
    Placed own;
    own.order = {.id = static_cast<OrderId>(orders() + 1),
                 .side = arrival.request.side,
                 .state = OrderState::resting,
                 .price = arrival.request.price,
                 .quantity = arrival.request.quantity,
                 .leaves = arrival.request.quantity,
                 .submitted = arrival.submitted,
                 .arrives = arrival.submitted + options_.entry_latency};
    own.seen = arrival.events;
    own.joined = false;
    orders_.push_back(own);
    live_.push_back(own.order.id);
    insert(own.order);
  }
  resting_ = live_.size();
  for (const Side side : base::kSides) {
    if (!ladder(side).ids.empty()) expect_touches(side, order(ladder(side).ids.front()).price);
  }
  return first;
}

void Matcher::forget_ended(OrderId keep_from) {
  if (!live_.empty()) keep_from = std::min(keep_from, live_.front());
  // A cancel may be under way for an order that has filled since.
  for (std::size_t i = next_request_; i < requests_.size(); ++i) keep_from = std::min(keep_from, requests_[i].id);
  const std::size_t ended = std::min<std::size_t>(std::max(keep_from, first_kept_) - first_kept_, orders_.size());
  if (ended * 2 < orders_.size()) return;  // moving the rest would cost more than it brings
  orders_.erase(orders_.begin(), orders_.begin() + static_cast<std::ptrdiff_t>(ended));
  first_kept_ += static_cast<OrderId>(ended);
}

void Matcher::sweep(Side side) {
  Ladder& own = ladder(side);
  std::erase_if(own.ids, [&](OrderId id) { return !is_live(order(id).state); });
  if (!own.ids.empty()) return;
  own.next_touch = Ladder::kNever;
  own.next_tick = Ladder::kNever;
}

}  // namespace asgen::market
