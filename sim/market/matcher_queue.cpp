// What stands in front of an order at its own price.

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Nanos;

/// Stands in the queue as it was on arrival, after the events before `own.seen`.
void Matcher::join(Placed& own) const {
  own.joined = true;
  own.ahead = ahead_at_arrival(own.order.id);
  own.shown = static_cast<std::int64_t>(own.ahead.lots);
  own.changed = own.seen;
}

Ahead Matcher::ahead_at_arrival(OrderId id) const {
  const Order& own = order(id);
  if (options_.queue == QueueModel::front) return {AheadState::known, 0};
  if (options_.queue == QueueModel::back) return {AheadState::unreachable, 0};
  if (options_.queue == QueueModel::l3_fifo) return {AheadState::by_time, 0};
  const tape::Depth depth = tape_.displayed(own.side, tape_price(own.price), own.arrived_after);
  return {depth.known ? AheadState::known : AheadState::unknown, static_cast<double>(depth.lots)};
}

Ahead Matcher::ahead(OrderId id) const {
  Placed own = placed(id);
  const bool rests = own.order.state == OrderState::resting || own.order.state == OrderState::cancel_pending;
  if (rests && own.joined_at != Nanos::max()) bring_up_to_date(own, events_);
  return own.ahead;
}

/// Lets the queue ahead see the displayed quantities after the events before `until`.
void Matcher::bring_up_to_date(Placed& own, std::size_t until) const {
  if (!own.joined) join(own);
  const std::size_t from = own.seen;
  own.seen = until;
  const bool follows = options_.queue == QueueModel::risk_averse || is_probabilistic(options_.queue);
  if (!follows || from >= until) return;
  tape_.info().grain == tape::BookGrain::row ? follow_rows(own, from, until) : follow_messages(own, from, until);
}

/// What is ahead never grows, so for `risk_averse` only the least displayed quantity counts, and an order at the front needs no more
/// looking with any model.
void Matcher::follow_messages(Placed& own, std::size_t from, std::size_t until) const {
  const Ahead at_front{AheadState::known, 0};
  const tape::LevelHistory level = tape_.history(own.order.side, tape_price(own.order.price));
  auto entry = static_cast<std::size_t>(std::lower_bound(level.event.begin(), level.event.end(), from) - level.event.begin());
  std::int64_t shown = entry == 0 ? 0 : level.lots[entry - 1];
  for (std::size_t at = from; at < until && own.ahead != at_front;) {
    const std::size_t next = entry < level.event.size() ? std::min<std::size_t>(level.event[entry], until) : until;
    if (at < next) see(own, shown, at, next);
    at = next;
    if (at < until) shown = level.lots[entry++];
  }
}

/// Every row of the level counts, also one that repeats the quantity; a reset empties the book but not the queue.
void Matcher::follow_rows(Placed& own, std::size_t from, std::size_t until) const {
  const Ahead at_front{AheadState::known, 0};
  const tape::LevelHistory level = tape_.history(own.order.side, tape_price(own.order.price));
  auto entry = static_cast<std::size_t>(std::lower_bound(level.event.begin(), level.event.end(), from) - level.event.begin());
  for (; entry < level.event.size() && level.event[entry] < until && own.ahead != at_front; ++entry) {
    if (tape_.event_trade()[level.event[entry]] == tape::kReset) {
      own.shown = 0;
    } else if (options_.queue == QueueModel::risk_averse) {
      own.ahead.lots = std::min(own.ahead.lots, static_cast<double>(level.lots[entry]));
    } else {
      see_change(own, level.lots[entry], level.event[entry], level);
    }
  }
}

/// The level showed `shown` lots after each of the events [from, to); nothing shown means 0 only where the price was visible.
void Matcher::see(Placed& own, std::int64_t shown, std::size_t from, std::size_t to) const {
  const Order& order = own.order;
  const std::int32_t price = tape_price(order.price);
  if (options_.queue == QueueModel::risk_averse) {
    if (shown == 0 && tape_.first_visible(order.side, price, from, to) == to) return;
    const auto lots = static_cast<double>(shown);
    own.ahead = {AheadState::known, own.ahead.state == AheadState::unknown ? lots : std::min(own.ahead.lots, lots)};
    return;
  }
  const std::size_t event = shown == 0 ? tape_.first_visible(order.side, price, from, to) : from;
  if (event == to) return;
  if (own.ahead.state == AheadState::unknown) {
    own.ahead = {AheadState::known, static_cast<double>(shown)};
    own.shown = shown;
    own.changed = event;
  } else if (shown != own.shown) {
    see_change(own, shown, event, tape_.history(order.side, price));
  }
}

/// The level became `shown` at `event`; trades there since its last change explain part of that.
void Matcher::see_change(Placed& own, std::int64_t shown, std::size_t event, const tape::LevelHistory& level) const {
  std::int64_t traded = 0;
  const auto events = tape_.trade_event();
  const auto before = [&](std::uint32_t trade, std::size_t e) { return events[trade] < e; };
  for (auto trade = std::lower_bound(level.trade.begin(), level.trade.end(), own.changed, before);
       trade != level.trade.end() && events[*trade] < event; ++trade) {
    traded += tape_.trade_lots()[*trade];
  }
  own.ahead.lots = ahead_after_change(queue_, own.ahead.lots, static_cast<double>(own.shown), static_cast<double>(shown),
                                      static_cast<double>(traded));
  own.shown = shown;
  own.changed = event;
}

}  // namespace asgen::market
