#include "sim/market/queue_follower.hpp"

#include <algorithm>

namespace asgen::market {

/// Stands in the queue as it was on arrival, after the events before `place.seen`.
void QueueFollower::join(const QueuedOrder& order, QueuePlace& place) const {
  place.joined = true;
  place.ahead = at_arrival(order);
  place.shown = static_cast<std::int64_t>(place.ahead.lots);
  place.changed = place.seen;
}

Ahead QueueFollower::at_arrival(const QueuedOrder& order) const {
  if (queue_.model == QueueModel::front) return {AheadState::known, 0};
  if (queue_.model == QueueModel::back) return {AheadState::unreachable, 0};
  if (queue_.model == QueueModel::l3_fifo) return {AheadState::by_time, 0};
  const tape::Depth depth = tape_.displayed(order.side, order.price, order.arrived_after);
  return {depth.known ? AheadState::known : AheadState::unknown, static_cast<double>(depth.lots)};
}

std::int64_t QueueFollower::pass(const QueuedOrder& order, QueuePlace& place, std::size_t event, base::Lots rest) const {
  bring_up_to_date(order, place, event);
  if (place.ahead.state != AheadState::known) return 0;
  const std::int64_t past = lots_past(place.ahead.lots, rest.as_double());
  place.ahead.lots = std::max(place.ahead.lots - rest.as_double(), 0.0);
  return past;
}

void QueueFollower::bring_up_to_date(const QueuedOrder& order, QueuePlace& place, std::size_t until) const {
  if (!place.joined) join(order, place);
  const std::size_t from = place.seen;
  place.seen = static_cast<std::uint32_t>(until);
  const bool follows = queue_.model == QueueModel::risk_averse || is_probabilistic(queue_.model);
  if (!follows || from >= until) return;
  tape_.info().grain == tape::BookGrain::row ? follow_rows(order, place, from, until) : follow_messages(order, place, from, until);
}

/// What is ahead never grows, so for `risk_averse` only the least displayed quantity counts, and an order at the front needs no more
/// looking with any model.
void QueueFollower::follow_messages(const QueuedOrder& order, QueuePlace& place, std::size_t from, std::size_t until) const {
  const Ahead at_front{AheadState::known, 0};
  const tape::LevelHistory level = tape_.history(order.side, order.price);
  auto entry = static_cast<std::size_t>(std::lower_bound(level.event.begin(), level.event.end(), from) - level.event.begin());
  std::int64_t shown = entry == 0 ? 0 : level.lots[entry - 1];
  for (std::size_t at = from; at < until && place.ahead != at_front;) {
    const std::size_t next = entry < level.event.size() ? std::min<std::size_t>(level.event[entry], until) : until;
    if (at < next) see(order, place, shown, at, next);
    at = next;
    if (at < until) shown = level.lots[entry++];
  }
}

/// Every row of the level counts, also one that repeats the quantity; a reset empties the book but not the queue.
void QueueFollower::follow_rows(const QueuedOrder& order, QueuePlace& place, std::size_t from, std::size_t until) const {
  const Ahead at_front{AheadState::known, 0};
  const tape::LevelHistory level = tape_.history(order.side, order.price);
  auto entry = static_cast<std::size_t>(std::lower_bound(level.event.begin(), level.event.end(), from) - level.event.begin());
  for (; entry < level.event.size() && level.event[entry] < until && place.ahead != at_front; ++entry) {
    if (tape_.is_reset(level.event[entry])) {
      place.shown = 0;
    } else if (queue_.model == QueueModel::risk_averse) {
      place.ahead.lots = std::min(place.ahead.lots, static_cast<double>(level.lots[entry]));
    } else {
      see_change(place, level.lots[entry], level.event[entry], level);
    }
  }
}

/// The level showed `shown` lots after each of the events [from, to); nothing shown means 0 only where the price was visible.
void QueueFollower::see(const QueuedOrder& order, QueuePlace& place, std::int64_t shown, std::size_t from, std::size_t to) const {
  if (queue_.model == QueueModel::risk_averse) {
    if (shown == 0 && tape_.first_visible(order.side, order.price, from, to) == to) return;
    const auto lots = static_cast<double>(shown);
    place.ahead = {AheadState::known, place.ahead.state == AheadState::unknown ? lots : std::min(place.ahead.lots, lots)};
    return;
  }
  const std::size_t event = shown == 0 ? tape_.first_visible(order.side, order.price, from, to) : from;
  if (event == to) return;
  if (place.ahead.state == AheadState::unknown) {
    place.ahead = {AheadState::known, static_cast<double>(shown)};
    place.shown = shown;
    place.changed = static_cast<std::uint32_t>(event);
  } else if (shown != place.shown) {
    see_change(place, shown, event, tape_.history(order.side, order.price));
  }
}

/// The level became `shown` at `event`; trades there since its last change explain part of that.
void QueueFollower::see_change(QueuePlace& place, std::int64_t shown, std::size_t event, const tape::LevelHistory& level) const {
  std::int64_t traded = 0;
  const auto events = tape_.trade_event();
  const auto before = [&](std::uint32_t trade, std::size_t e) { return events[trade] < e; };
  for (auto trade = std::lower_bound(level.trade.begin(), level.trade.end(), place.changed, before);
       trade != level.trade.end() && events[*trade] < event; ++trade) {
    traded += tape_.trade_lots()[*trade];
  }
  place.ahead.lots = ahead_after_change(queue_, place.ahead.lots, static_cast<double>(place.shown), static_cast<double>(shown),
                                      static_cast<double>(traded));
  place.shown = shown;
  place.changed = static_cast<std::uint32_t>(event);
}

}  // namespace asgen::market
