#include "sim/market/matcher.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace asgen::market {

using base::Nanos;
using base::Side;

Matcher::Matcher(const tape::Tape& tape, const MarketOptions& options, std::size_t first_event)
    : tape_(tape), options_(options), now_(first_event == 0 ? Nanos::min() : tape.event_ns(first_event - 1)), events_(first_event) {
  base::expects(first_event <= tape.events(), "the start lies in the tape");
  ticks_ = first_event == 0 ? 0 : tape_.ticks_until(now_);
  const auto gaps = tape_.gaps();
  while (gaps_ < gaps.size() && gaps[gaps_].begin <= now_) ++gaps_;
}

void Matcher::advance_to(Nanos t, std::vector<Fill>& fills) {
  base::expects(t >= now_, "time does not run backwards");
  for (;;) {
    const Nanos instant = next_instant(t);
    play_events(tape_.events_until(instant, events_), fills);
    now_ = instant;
    begin_gaps();
    if (options_.fill == FillRule::paper) fill_ticks(fills);
    apply_requests();
    if (instant == t) return;
  }
}

/// The next instant up to t at which something other than a tape event happens.
Nanos Matcher::next_instant(Nanos t) const {
  if (next_request_ < requests_.size()) t = std::min(t, requests_[next_request_].time);
  if (gaps_ < tape_.gaps().size()) t = std::min(t, tape_.gaps()[gaps_].begin);
  const std::size_t tick = std::min(ladders_[0].next_tick, ladders_[1].next_tick);
  if (tick < tape_.ticks()) t = std::min(t, tape_.tick_ns(tick));
  return t;
}

/// Visits the events before `until` that touch an order, in order.
void Matcher::play_events(std::size_t until, std::vector<Fill>& fills) {
  for (;;) {
    const std::size_t event = std::min(ladders_[0].next_touch, ladders_[1].next_touch);
    if (event >= until) break;
    for (const Side side : {Side::buy, Side::sell}) {
      if (ladder(side).next_touch == event) touch(side, event, fills);
    }
  }
  events_ = until;
}

void Matcher::touch(Side side, std::size_t event, std::vector<Fill>& fills) {
  const bool is_trade = tape_.event_trade()[event] >= 0;
  if (options_.fill == FillRule::paper) {
    if (is_trade) fill_through(side, event, fills);
  } else if (is_trade) {
    share_trade(side, event, fills);
  } else {
    share_cross(side, event, fills);
  }
  sweep(side);
  events_ = event + 1;
  Ladder& own = ladder(side);
  own.next_touch = Ladder::kNever;
  if (!own.ids.empty()) expect_touches(side, order(own.ids.front()).price);
}

void Matcher::begin_gaps() {
  const auto gaps = tape_.gaps();
  for (; gaps_ < gaps.size() && gaps[gaps_].begin <= now_; ++gaps_) {
    for (const Side side : {Side::buy, Side::sell}) {
      for (const OrderId id : ladder(side).ids) end(placed(id), OrderState::cancelled, gaps[gaps_].begin);
      sweep(side);
    }
  }
}

void Matcher::apply_requests() {
  while (next_request_ < requests_.size() && requests_[next_request_].time <= now_) {
    const Request request = requests_[next_request_++];
    Placed& own = placed(request.id);
    if (request.kind == Request::Kind::submit) {
      arrive(own);
    } else if (is_live(own.order.state)) {
      end(own, OrderState::cancelled, now_);
      sweep(own.order.side);
    }
  }
  if (next_request_ < requests_.size()) return;
  requests_.clear();
  next_request_ = 0;
}

}  // namespace asgen::market
