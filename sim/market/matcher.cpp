#include "sim/market/matcher.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Nanos;
using base::Side;

Matcher::Matcher(const tape::Tape& tape, const MarketOptions& options, std::size_t first_event)
    : tape_(tape),
      options_(options),
      queue_(tape, options),
      channel_(options, tape.info().day),
      now_(first_event == 0 ? Nanos::min() : tape.event_ns(first_event - 1)),
      events_(first_event) {
  base::expects(first_event <= tape.events(), "the start lies in the tape");
  const tape::TapeOptions wanted = tape_options(options, tape.info().clock);
  base::expects(tape.info().grain == wanted.grain && tape.info().feed == wanted.feed, "the tape is compiled for these options");
  ticks_ = first_event == 0 ? 0 : tape_.ticks_until(now_);
  const auto gaps = tape_.gaps();
  while (gaps_ < gaps.size() && gaps[gaps_].begin <= now_) ++gaps_;
  look_for_triggers();
}

void Matcher::advance_to(Nanos t, std::vector<Fill>& fills) {
  base::expects(t >= now_, "time does not run backwards");
  if (!untold_.empty()) {
    fills.insert(fills.end(), untold_.begin(), untold_.end());
    untold_.clear();
  }
  for (;;) {
    const Nanos instant = next_instant(t);
    play_events(tape_.events_until(instant, events_), fills);
    now_ = instant;
    begin_gaps();
    if (options_.fill == FillRule::paper) fill_ticks(fills);
    if (next_timed_ <= now_) trigger_timed(fills);
    apply_requests(fills);
    if (instant == t) return;
  }
}

/// The next instant up to t at which something other than a tape event happens.
Nanos Matcher::next_instant(Nanos t) const {
  if (next_request_ < requests_.size()) t = std::min(t, requests_[next_request_].time);
  if (gaps_ < tape_.gaps().size()) t = std::min(t, tape_.gaps()[gaps_].begin);
  const std::size_t tick = std::min(ladders_[0].next_tick, ladders_[1].next_tick);
  if (tick < tape_.ticks()) t = std::min(t, tape_.tick_ns(tick));
  if (next_stop_ < tape_.events()) t = std::min(t, tape_.event_ns(next_stop_));  // what it sets free may wait for a tick
  return std::min(t, next_timed_);
}

/// Visits the events before `until` that touch an order, in order.
void Matcher::play_events(std::size_t until, std::vector<Fill>& fills) {
  for (;;) {
    const std::size_t own_event = std::min(next_stop_, next_reset_);
    const std::size_t event = std::min({ladders_[0].next_touch, ladders_[1].next_touch, own_event});
    if (event >= until) break;
    if (event == next_reset_) {
      events_ = event + 1;
      pull_all(tape_.event_ns(event));
    }
    for (const Side side : {Side::buy, Side::sell}) {
      if (ladder(side).next_touch == event) touch(side, event, fills);
    }
    if (event == next_stop_) trigger_stops(event, fills);
  }
  events_ = until;
}

void Matcher::touch(Side side, std::size_t event, std::vector<Fill>& fills) {
  const bool is_trade = tape_.is_trade(event);
  if (options_.fill == FillRule::shared) {
    is_trade ? share_trade(side, event, fills) : share_cross(side, event, fills);
  } else if (options_.fill == FillRule::rival) {
    is_trade ? meet_trade(side, event, fills) : meet_cross(side, event, fills);
  } else if (is_trade) {
    fill_through(side, event, fills);
  }
  events_ = event + 1;
  settle(side);
  Ladder& own = ladder(side);
  own.next_touch = kNever;
  if (!own.places.empty()) expect_touches(side, order(own.places.front().id).price);
}

void Matcher::begin_gaps() {
  const auto gaps = tape_.gaps();
  for (; gaps_ < gaps.size() && gaps[gaps_].begin <= now_; ++gaps_) pull_all(gaps[gaps_].begin);
}

/// Cancels everything at the venue.
void Matcher::pull_all(Nanos time) {
  for (const Side side : {Side::buy, Side::sell}) {
    for (const Place& place : ladder(side).places) end(order_of(place.id), OrderState::cancelled, time, channel_.answer(time));
  }
  for (const Waiting& waiting : waiting_) {
    if (waiting.arrived) end(order_of(waiting.id), OrderState::cancelled, time, channel_.answer(time));
  }
  for (const Side side : {Side::buy, Side::sell}) sweep(side);
  look_for_triggers();
}

void Matcher::apply_requests(std::vector<Fill>& fills) {
  while (next_request_ < requests_.size() && requests_[next_request_].time <= now_) {
    const Request request = requests_[next_request_++];
    Order& own = order_of(request.id);
    if (request.kind == Request::Kind::submit) {
      arrive(own, fills);
    } else if (request.kind == Request::Kind::cancel) {
      answer_cancel(own);
    } else {
      change(own, fills);
    }
    if (!groups_.empty()) settle(own.side);
  }
  if (next_request_ < requests_.size()) return;
  requests_.clear();
  changes_.clear();
  next_request_ = next_change_ = 0;
}

Ahead Matcher::ahead(OrderId id) const {
  const Order& own = order(id);
  for (Place place : ladder(own.side).places) {
    if (place.id != id) continue;
    queue_.bring_up_to_date(queued(own), place.queue, events_);
    return place.queue.ahead;
  }
  return {};
}

Nanos Matcher::next_touch(std::size_t until_event, std::size_t last_tick) const {
  Nanos first = next_timed_;
  for (const Waiting& waiting : waiting_) {
    if (waiting.trigger == Trigger::time) first = std::min(first, std::max(waiting.at, order(waiting.id).arrives));
    if (waiting.trigger != Trigger::stop) continue;
    const std::size_t event = waiting.arrived ? waiting.event : tape_.first_stop(order(waiting.id).side, tape_price(waiting.stop), events_);
    if (event < until_event) first = std::min(first, tape_.event_ns(event));
  }
  if (next_reset_ < until_event) first = std::min(first, tape_.event_ns(next_reset_));
  const bool paper = options_.fill == FillRule::paper;
  for (const Side side : {Side::buy, Side::sell}) {
    base::Ticks best;
    bool any = false;
    for (const OrderId id : live_) {
      const Order& own = order(id);
      if (own.side != side) continue;
      if (!any || is_through(side, own.price, best)) best = own.price;
      any = true;
    }
    if (!any) continue;
    const std::size_t event = tape_.first_touch(side, tape_price(best), events_, until_event);
    if (event < until_event) first = std::min(first, tape_.event_ns(event));
    if (!paper) continue;
    const std::size_t tick = tape_.first_crossed_tick(side, tape_price(best), tape_.ticks_until(now_), last_tick + 1);
    if (tick <= last_tick) first = std::min(first, tape_.tick_ns(tick));
  }
  return first;
}

}  // namespace asgen::market
