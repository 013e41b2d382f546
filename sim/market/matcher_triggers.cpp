// Orders that wait for a trigger, and one-cancels-all groups. What triggers a stop is looked up once, when it arrives: our orders
// do not move the recorded market, so the answer cannot change.

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Nanos;
using base::Side;

GroupId Matcher::new_group() {
  groups_.emplace_back();
  return static_cast<GroupId>(groups_.size());
}

/// The order has arrived and is not active yet.
void Matcher::wait(Order& own) {
  own.state = state_at_venue(own, OrderState::waiting);
  const auto waiting = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& w) { return w.id == own.id; });
  waiting->arrived = true;
  if (waiting->trigger == Trigger::stop) waiting->event = tape_.first_stop(own.side, tape_price(waiting->stop), events_);
  look_for_triggers();
}

/// Forgets what waits no more and finds out what is next.
void Matcher::look_for_triggers() {
  std::erase_if(waiting_, [&](const Waiting& w) { return !is_live(order(w.id).state); });
  next_stop_ = kNever;
  next_timed_ = Nanos::max();
  for (const Waiting& w : waiting_) {
    if (!w.arrived) continue;
    if (w.trigger == Trigger::stop) next_stop_ = std::min(next_stop_, w.event);
    if (w.trigger == Trigger::time) next_timed_ = std::min(next_timed_, w.at);
  }
  const auto resets = tape_.resets();
  if (options_.queue != QueueModel::l3_fifo) return;
  const auto next = std::lower_bound(resets.begin(), resets.end(), events_);
  next_reset_ = next == resets.end() ? kNever : *next;
}

void Matcher::trigger_stops(std::size_t event, std::vector<Fill>& fills) {
  events_ = event + 1;
  now_ = tape_.event_ns(event);
  ticks_ = std::max(ticks_, tape_.ticks_until(now_ - Nanos(1)));  // a tick of this instant is still to come
  for (std::vector<Waiting> due = waiting_; const Waiting& w : due) {
    if (w.arrived && w.trigger == Trigger::stop && w.event == event) activate(w.id, fills);
  }
  if (!groups_.empty()) settle(Side::buy);
  look_for_triggers();
}

void Matcher::trigger_timed(std::vector<Fill>& fills) {
  for (std::vector<Waiting> due = waiting_; const Waiting& w : due) {
    if (w.arrived && w.trigger == Trigger::time && w.at <= now_) activate(w.id, fills);
  }
  if (!groups_.empty()) settle(Side::buy);
  look_for_triggers();
}

void Matcher::activate(OrderId id, std::vector<Fill>& fills) {
  Order& own = order_of(id);
  if (!is_live(own.state)) return;  // its group was closed by one before it
  std::erase_if(waiting_, [id](const Waiting& w) { return w.id == id; });
  close_group(own, now_);
  become_active(own, fills);
}

/// Cancels the other members that are at the venue; those still under way are refused when they arrive.
void Matcher::close_group(const Order& own, Nanos time) {
  if (own.group == 0) return;
  Group& group = groups_[own.group - 1];
  if (group.over) return;
  group.over = true;
  for (const OrderId id : group.members) {
    if (id < first_kept_ || id == own.id) continue;
    Order& other = order_of(id);
    if (!is_live(other.state) || other.state == OrderState::pending) continue;
    end(other, OrderState::cancelled, time, channel_.answer(time));
  }
}

}  // namespace asgen::market
