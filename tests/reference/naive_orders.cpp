// The judge: what happens to an order when its requests arrive.
#include <algorithm>

#include "tests/reference/naive_matcher.hpp"

namespace asgen::test_reference {

using base::Lots;
using base::Side;
using base::Ticks;
using market::Exchange;
using market::FillCause;
using market::FillRule;
using market::OrderState;
using market::OrderType;
using market::Trigger;

void NaiveMatcher::play_request() {
  const Request request = requests_[next_request_++];
  Own& own = own_[request.id - 1];
  if (request.kind == Kind::submit) {
    arrive(own);
  } else if (request.kind == Kind::modify) {
    change(own, request);
  } else if (market::is_live(own.order.state)) {
    finish(own, OrderState::cancelled, channel_.answer(now_));
  } else {
    channel_.answer(now_);
  }
}

void NaiveMatcher::arrive(Own& own) {
  own.order.arrived_after = static_cast<std::uint32_t>(event_);
  const bool group_over = std::find(closed_.begin(), closed_.end(), own.order.group) != closed_.end();
  if (in_gap() || group_over) {
    finish(own, OrderState::refused, channel_.answer(now_));
    return;
  }
  const Trigger trigger = own.request.trigger;
  if (trigger == Trigger::stop || (trigger == Trigger::time && own.request.at > now_)) {
    own.waits = true;
    own.order.state = own.order.cancel_arrives == base::Nanos::max() ? OrderState::waiting : OrderState::cancel_pending;
  } else {
    if (trigger == Trigger::time) close_group(own);
    become_active(own);
  }
  if (market::is_live(own.order.state)) channel_.answer(now_);
}

bool NaiveMatcher::crosses(const Own& own) const {
  const auto best = book_.best(base::opposite(own.order.side));
  if (!best) return false;
  if (own.order.type == OrderType::market) return true;
  return own.order.side == Side::buy ? own.order.price.count() >= *best : own.order.price.count() <= *best;
}

void NaiveMatcher::become_active(Own& own) {
  own.order.arrived_after = static_cast<std::uint32_t>(event_);
  const bool paper = options_.fill == FillRule::paper;
  const OrderType type = own.order.type;
  const bool may_rest = type == OrderType::post_only || type == OrderType::gtc;
  if (crosses(own) && !(paper && may_rest)) {
    if (type == OrderType::post_only) {
      finish(own, OrderState::refused, channel_.answer(now_));
      return;
    }
    options_.fill == FillRule::rival ? take_as_rival(own) : take(own);
    if (own.order.state == OrderState::filled) return;
  }
  if (!may_rest) {
    finish(own, OrderState::expired, channel_.answer(now_));
    return;
  }
  own.order.state = own.order.cancel_arrives == base::Nanos::max() ? OrderState::resting : OrderState::cancel_pending;
  own.rests = true;
  own.order.has_rested = true;
  own.place = ++places_;
  own.queue = NaiveQueue(options_, day_.info.lot, book_.displayed(own.order.side, own.order.price.count()), now_);
  own.ahead_at_arrival = own.queue.ahead();
}

void NaiveMatcher::change(Own& own, const Request& request) {
  if (!market::is_live(own.order.state)) {
    channel_.answer(now_);
    return;
  }
  const bool keeps = own.order.price == request.price && request.leaves <= own.order.leaves;
  own.order.quantity = own.order.quantity - own.order.leaves + request.leaves;
  own.order.leaves = request.leaves;
  own.order.price = request.price;
  if (!keeps && own.rests) {
    own.rests = false;
    become_active(own);
  }
  if (market::is_live(own.order.state)) channel_.answer(now_);
}

/// Levels of the opposite side that own orders have left over, from the best to the limit.
void NaiveMatcher::take(Own& own) {
  const Side side = own.order.side;
  auto& levels = left(base::opposite(side));
  const auto reaches = [&](std::int64_t price) {
    return own.order.type == OrderType::market || (side == Side::buy ? price <= own.order.price.count() : price >= own.order.price.count());
  };
  std::int64_t there = 0;
  for (const auto& [price, lots] : levels) there += reaches(price) ? lots : 0;
  if (own.order.type == OrderType::fok && there < own.order.leaves.count()) return;
  while (own.order.leaves.count() > 0 && !levels.empty()) {
    const auto best = side == Side::buy ? levels.begin() : std::prev(levels.end());
    if (!reaches(best->first)) return;
    const auto [price, shown] = *best;
    const std::int64_t lots = std::min(own.order.leaves.count(), shown);
    best->second -= lots;
    if (best->second == 0) levels.erase(best);
    fill(own, price, lots, FillCause::taker, event_ - 1);
  }
}

void NaiveMatcher::take_as_rival(Own& own) {
  const Side side = own.order.side;
  const std::int64_t best = *book_.best(base::opposite(side));
  if (options_.exchange == Exchange::no_partial) {
    fill(own, best, own.order.leaves.count(), FillCause::taker, event_ - 1);
    return;
  }
  const OrderType type = own.order.type;
  const std::int64_t limit = type == OrderType::market ? best + 99 * base::sign(side) : own.order.price.count();
  auto levels = book_.levels(base::opposite(side));
  std::erase_if(levels, [&](const auto& level) { return side == Side::buy ? level.first > limit : level.first < limit; });
  std::int64_t there = 0;
  for (const auto& [price, lots] : levels) there += lots;
  if (type == OrderType::fok && there < own.order.leaves.count()) return;
  if (type == OrderType::gtc) levels[limit] = INT64_MAX;  // whatever is left trades at the limit
  while (own.order.leaves.count() > 0 && !levels.empty()) {
    const auto level = side == Side::buy ? levels.begin() : std::prev(levels.end());
    const auto [price, lots] = *level;
    levels.erase(level);
    fill(own, price, std::min(own.order.leaves.count(), lots), FillCause::taker, event_ - 1);
  }
}

}  // namespace asgen::test_reference
