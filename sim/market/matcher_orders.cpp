// An order's life: sent, arrived, resting, over.

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;

OrderId Matcher::submit(const OrderRequest& request, Nanos now) {
  base::expects(now >= now_, "requests are sent now or later");
  base::expects(request.quantity.count() > 0, "an order has a quantity");
  base::expects(request.price.count() > INT32_MIN + 1 && request.price.count() < INT32_MAX - 1, "a price fits 32-bit ticks");
  base::expects(request.group <= groups_.size(), "the group exists");
  const Channel::Sent sent = channel_.send(now);
  Order& own = orders_.emplace_back();
  own = {.id = static_cast<OrderId>(orders()),
         .side = request.side,
         .type = request.type,
         .group = request.group,
         .price = request.price,
         .quantity = request.quantity,
         .leaves = request.quantity,
         .submitted = now,
         .arrives = sent.at};
  const OrderId id = own.id;
  if (sent.fate == RequestTravel::Fate::lost) {
    own.arrives = Nanos::max();
    own.state = OrderState::refused;
    own.ended = now;
    own.end_known = sent.at;
    return id;
  }
  live_.push_back(id);
  if (request.group != 0) groups_[request.group - 1].members.push_back(id);
  if (request.trigger != Trigger::none) waiting_.push_back({id, request.trigger, request.stop, request.at});
  base::expects(requests_.empty() || requests_.back().time <= sent.at, "requests are sent in time order");
  requests_.push_back({sent.at, id, Request::Kind::submit});
  apply_requests(untold_);
  return id;
}

void Matcher::cancel(OrderId id, Nanos now) {
  base::expects(now >= now_, "requests are sent now or later");
  base::expects(id >= first_kept_ && id <= orders(), "the order exists and was not forgotten");
  Order& own = order_of(id);
  if (!is_live(own.state) || own.cancel_arrives != Nanos::max()) return;
  const Channel::Sent sent = channel_.send(now);
  if (sent.fate == RequestTravel::Fate::lost) {
    lost_.push_back({id, sent.at});
    return;
  }
  own.cancel_arrives = sent.at;
  if (own.state != OrderState::pending) own.state = OrderState::cancel_pending;
  base::expects(requests_.empty() || requests_.back().time <= sent.at, "requests are sent in time order");
  requests_.push_back({sent.at, id, Request::Kind::cancel});
  apply_requests(untold_);
}

void Matcher::modify(OrderId id, Ticks price, Lots leaves, Nanos now) {
  base::expects(now >= now_, "requests are sent now or later");
  base::expects(id >= first_kept_ && id <= orders(), "the order exists and was not forgotten");
  base::expects(leaves.count() > 0, "an order has a quantity");
  const Order& own = order(id);
  if (!is_live(own.state) || own.cancel_arrives != Nanos::max()) return;
  const Channel::Sent sent = channel_.send(now);
  if (sent.fate == RequestTravel::Fate::lost) {
    lost_.push_back({id, sent.at});
    return;
  }
  base::expects(requests_.empty() || requests_.back().time <= sent.at, "requests are sent in time order");
  requests_.push_back({sent.at, id, Request::Kind::modify});
  changes_.push_back({price, leaves});
  apply_requests(untold_);
}

/// The state of an order that the venue has just taken in.
OrderState Matcher::state_at_venue(const Order& own, OrderState state) const {
  return own.cancel_arrives == Nanos::max() ? state : OrderState::cancel_pending;
}

void Matcher::arrive(Order& own, std::vector<Fill>& fills) {
  own.arrived_after = static_cast<std::uint32_t>(events_);
  const bool too_late = own.group != 0 && groups_[own.group - 1].over;
  if (is_in_gap() || too_late) {
    end(own, OrderState::refused, now_, channel_.answer(now_));
    if (!waiting_.empty()) look_for_triggers();
    return;
  }
  const auto waiting = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& w) { return w.id == own.id; });
  if (waiting == waiting_.end()) {
    become_active(own, fills);
  } else if (waiting->trigger == Trigger::time && waiting->at <= now_) {
    activate(own.id, fills);
  } else {
    wait(own);
  }
  if (is_live(own.state)) channel_.answer(now_);
}

/// Takes, then rests or expires.
void Matcher::become_active(Order& own, std::vector<Fill>& fills) {
  own.arrived_after = static_cast<std::uint32_t>(events_);
  const OrderType type = own.type;
  const bool paper = options_.fill == FillRule::paper;  // there what crosses rests until the next tick
  if (type == OrderType::post_only && !paper && would_cross(own)) {
    end(own, OrderState::refused, now_, channel_.answer(now_));
    return;
  }
  own.state = state_at_venue(own, OrderState::resting);
  if (type != OrderType::post_only && !(type == OrderType::gtc && paper)) take(own, fills);
  if (!is_live(own.state)) return;
  if (type == OrderType::post_only || type == OrderType::gtc) {
    rest(own);
  } else {
    end(own, OrderState::expired, now_, channel_.answer(now_));
  }
}

void Matcher::change(Order& own, std::vector<Fill>& fills) {
  const Change change = changes_[next_change_++];
  const bool is_over = !is_live(own.state);
  if (!is_over) {
    const bool keeps_place = change.price == own.price && change.leaves <= own.leaves;
    own.quantity += change.leaves - own.leaves;
    own.leaves = change.leaves;
    own.price = change.price;
    const auto is_it = [&](const auto& entry) { return entry.id == own.id; };
    if (!keeps_place && std::none_of(waiting_.begin(), waiting_.end(), is_it)) {
      std::erase_if(ladder(own.side).places, is_it);
      become_active(own, fills);
    }
  }
  if (is_over || is_live(own.state)) channel_.answer(now_);
}

void Matcher::answer_cancel(Order& own) {
  const Nanos known = channel_.answer(now_);
  if (!is_live(own.state)) return;
  end(own, OrderState::cancelled, now_, known);
  sweep(own.side);
  if (!waiting_.empty()) look_for_triggers();
}

bool Matcher::is_in_gap() const { return gaps_ > 0 && now_ < tape_.gaps()[gaps_ - 1].end; }

bool Matcher::would_cross(const Order& order) const {
  if (order.side == Side::buy) return order.price >= Ticks(tape_.best_ask(events_));
  return order.price <= Ticks(tape_.best_bid(events_));
}

void Matcher::rest(Order& own) {
  if (!own.has_rested) {
    presence_[0].come(now_);
    presence(own.side).come(now_);
    ++tally_.orders;
    tally_.submitted += own.quantity;
  }
  own.has_rested = true;
  insert(own, static_cast<std::uint32_t>(events_));
  expect_touches(own.side, own.price);
}

void Matcher::insert(const Order& own, std::uint32_t seen) {
  auto& places = ladder(own.side).places;
  // It comes last, so it goes behind all that are not worse.
  const auto worse = std::find_if(places.begin(), places.end(),
                                  [&](const Place& place) { return is_through(own.side, own.price, order(place.id).price); });
  places.insert(worse, {.id = own.id, .queue = {.seen = seen}, .since = now_});
}

/// Lowers the ladder's next touch and tick to the first ones that an order at `price` would feel from now on.
void Matcher::expect_touches(Side side, Ticks price) {
  Ladder& own = ladder(side);
  const bool paper = options_.fill == FillRule::paper;
  own.next_touch = std::min(own.next_touch, tape_.first_touch(side, tape_price(price), events_, tape_.events()));
  if (paper) own.next_tick = std::min(own.next_tick, tape_.first_crossed_tick(side, tape_price(price), ticks_, tape_.ticks()));
}

/// The order is over; `sweep` takes it off its ladder, because callers may be walking that.
void Matcher::end(Order& own, OrderState state, Nanos time, Nanos known) {
  own.state = state;
  own.ended = time;
  own.end_known = known;
  live_.erase(std::lower_bound(live_.begin(), live_.end(), own.id));
  if (!own.has_rested) return;
  presence_[0].go(time);
  presence(own.side).go(time);
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

/// Takes off the ladders what an event or a request on `side` has ended; an end can spread through a group to any place.
void Matcher::settle(Side side) {
  sweep(side);
  if (groups_.empty()) return;
  sweep(base::opposite(side));
  look_for_triggers();
}

void Matcher::sweep(Side side) {
  Ladder& own = ladder(side);
  std::erase_if(own.places, [&](const Place& place) { return !is_live(order(place.id).state); });
  if (!own.places.empty()) return;
  own.next_touch = kNever;
  own.next_tick = kNever;
}

}  // namespace asgen::market
