#include "tests/reference/naive_matcher.hpp"

#include <algorithm>
#include <cmath>

namespace asgen::test_reference {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;
using market::AheadState;
using market::Fill;
using market::FillCause;
using market::FillRule;
using market::OrderId;
using market::OrderState;
using market::QueueModel;

namespace {

bool rests(const market::Order& order) { return order.state == OrderState::resting || order.state == OrderState::cancel_pending; }

/// On which side of the decimal price its double lies; for quanta that are a whole fraction of 1, of few digits.
int rounding(std::int64_t price, double quantum) {
  const long double per_unit = std::round(1 / quantum);
  const auto nearest = static_cast<double>(static_cast<long double>(price) / per_unit);
  const long double rest = static_cast<long double>(nearest) * per_unit - static_cast<long double>(price);  // exact in 64 bits
  return (rest > 0 ? 1 : 0) - (rest < 0 ? 1 : 0);
}

}  // namespace

NaiveMatcher::NaiveMatcher(const data::Day& day, Nanos clock, const market::MarketOptions& options, std::size_t first_event)
    : day_(day), clock_(clock), options_(options), book_(day.info.depth_levels) {
  std::int64_t first_tick = day.info.open.count() / clock.count();
  while (first_tick * clock.count() < day.info.open.count()) ++first_tick;
  next_tick_ = Nanos(first_tick * clock.count());
  std::vector<Fill> none;
  while (event_ < first_event) {
    now_ = next_event_time();
    play_event(none);
  }
  while (next_gap_ < day_.gaps.size() && day_.gaps[next_gap_].begin <= now_) ++next_gap_;
  while (next_tick_ <= now_) next_tick_ += clock_;
}

OrderId NaiveMatcher::submit(const market::OrderRequest& request, Nanos now) {
  Own own;
  own.order.id = static_cast<OrderId>(own_.size() + 1);
  own.order.side = request.side;
  own.order.price = request.price;
  own.order.quantity = own.order.leaves = request.quantity;
  own.order.submitted = now;
  own.order.arrives = now + options_.entry_latency;
  own_.push_back(own);
  live_.push_back(own.order.id);
  requests_.push_back({own.order.arrives, own.order.id, false});
  while (next_request_ < requests_.size() && requests_[next_request_].time <= now_) play_request();
  return own.order.id;
}

void NaiveMatcher::cancel(OrderId id, Nanos now) {
  market::Order& order = own_[id - 1].order;
  if (!market::is_live(order.state) || order.cancel_arrives != Nanos::max()) return;
  order.cancel_arrives = now + options_.entry_latency;
  if (order.state == OrderState::resting) order.state = OrderState::cancel_pending;
  requests_.push_back({order.cancel_arrives, id, true});
  while (next_request_ < requests_.size() && requests_[next_request_].time <= now_) play_request();
}

Nanos NaiveMatcher::next_event_time() const {
  Nanos time = Nanos::max();
  if (next_trade_ < day_.trades.size()) time = std::min(time, Nanos(day_.trades.local_ns[next_trade_]));
  if (next_row_ < day_.book.size()) time = std::min(time, Nanos(day_.book.local_ns[next_row_]));
  return time;
}

NaiveMatcher::Next NaiveMatcher::next() const {
  Next first{next_event_time(), What::event};
  const auto consider = [&](Nanos time, What what) {
    if (time < first.time) first = {time, what};
  };
  if (next_gap_ < day_.gaps.size()) consider(day_.gaps[next_gap_].begin, What::gap);
  if (options_.fill == FillRule::paper && next_tick_ <= day_.info.close) consider(next_tick_, What::tick);
  if (next_request_ < requests_.size()) consider(requests_[next_request_].time, What::request);
  return first;
}

void NaiveMatcher::advance_to(Nanos t, std::vector<Fill>& fills) {
  for (Next what = next(); what.time <= t; what = next()) {
    now_ = what.time;
    if (what.what == What::event) {
      play_event(fills);
    } else if (what.what == What::gap) {
      play_gap();
    } else if (what.what == What::tick) {
      play_tick(fills);
    } else {
      play_request();
    }
  }
  now_ = t;
}

void NaiveMatcher::play_event(std::vector<Fill>& fills) {
  const Nanos time = next_event_time();
  if (next_trade_ < day_.trades.size() && Nanos(day_.trades.local_ns[next_trade_]) == time) {
    play_trade(next_trade_++, fills);
  } else {
    play_batch(fills);
  }
  forget_the_dead();
  ++event_;
}

std::vector<NaiveMatcher::Own*> NaiveMatcher::resting(Side side) {
  std::vector<Own*> found;
  for (const OrderId id : live_) {
    Own& own = own_[id - 1];
    if (own.order.side == side && rests(own.order)) found.push_back(&own);
  }
  std::stable_sort(found.begin(), found.end(), [side](const Own* a, const Own* b) {
    return side == Side::buy ? a->order.price > b->order.price : a->order.price < b->order.price;
  });
  return found;
}

void NaiveMatcher::fill(Own& own, std::int64_t lots, FillCause cause, std::vector<Fill>& fills) {
  if (lots == 0) return;
  own.order.leaves -= Lots(lots);
  Fill fill;
  fill.order = own.order.id;
  fill.time = now_;
  fill.event = event_;
  fill.side = own.order.side;
  fill.price = own.order.price;
  fill.quantity = Lots(lots);
  fill.cause = cause;
  if (own.order.leaves == Lots(0)) {
    fill.completes = true;
    own.order.state = OrderState::filled;
    own.order.ended = now_;
  }
  fills.push_back(fill);
}

void NaiveMatcher::play_trade(std::size_t trade, std::vector<Fill>& fills) {
  if (day_.trades.side[trade] == 0) return;
  const Side side = day_.trades.side[trade] == -1 ? Side::buy : Side::sell;
  const std::int64_t price = day_.trades.price[trade];
  std::int64_t rest = day_.trades.lots[trade];
  for (Own* own : resting(side)) {
    const std::int64_t limit = own->order.price.count();
    const std::int64_t leaves = own->order.leaves.count();
    const bool through = side == Side::buy ? limit > price : limit < price;
    if (options_.fill == FillRule::paper) {
      const bool beyond = limit == price && rounding(price, day_.info.price_quantum) == -base::sign(side);
      if (through || beyond) fill(*own, leaves, FillCause::trade_through, fills);
    } else if (through) {
      const std::int64_t take = std::min(leaves, rest);
      rest -= take;
      fill(*own, take, FillCause::trade_through, fills);
    } else if (limit == price && own->ahead.state == AheadState::known) {
      const std::int64_t ahead = own->ahead.lots.count();
      const std::int64_t take = std::min(leaves, std::max<std::int64_t>(0, rest - ahead));
      own->ahead.lots = Lots(std::max<std::int64_t>(0, ahead - rest));
      rest -= take;
      fill(*own, take, FillCause::queue, fills);
    }
  }
}

void NaiveMatcher::play_batch(std::vector<Fill>& fills) {
  const auto bid_before = book_.best(Side::buy);
  const auto ask_before = book_.best(Side::sell);
  const std::int64_t stamp = day_.book.local_ns[next_row_];
  for (; next_row_ < day_.book.size() && day_.book.local_ns[next_row_] == stamp; ++next_row_) book_.apply(day_.book, next_row_);
  update_queues();
  if (options_.fill == FillRule::paper) return;
  const auto bid = book_.best(Side::buy);
  const auto ask = book_.best(Side::sell);
  if (ask && (!ask_before || *ask < *ask_before)) cross(Side::buy, fills);
  if (bid && (!bid_before || *bid > *bid_before)) cross(Side::sell, fills);
}

void NaiveMatcher::update_queues() {
  if (options_.queue != QueueModel::risk_averse) return;
  for (const OrderId id : live_) {
    Own& own = own_[id - 1];
    if (!rests(own.order)) continue;
    const auto shown = book_.displayed(own.order.side, own.order.price.count());
    if (!shown) continue;
    if (own.ahead.state == AheadState::unknown) {
      own.ahead = {AheadState::known, Lots(*shown)};
    } else {
      own.ahead.lots = std::min(own.ahead.lots, Lots(*shown));
    }
  }
}

// Own orders take displayed size off a copy of the opposite side, level by level from the best.
void NaiveMatcher::cross(Side side, std::vector<Fill>& fills) {
  const std::vector<Own*> own_orders = resting(side);
  if (own_orders.empty()) return;
  auto opposite = book_.levels(base::opposite(side));
  for (Own* own : own_orders) {
    std::int64_t wanted = own->order.leaves.count();
    std::int64_t taken = 0;
    while (wanted > 0 && !opposite.empty()) {
      const auto best = side == Side::buy ? opposite.begin() : std::prev(opposite.end());
      const bool reaches = side == Side::buy ? own->order.price.count() >= best->first : own->order.price.count() <= best->first;
      if (!reaches) break;
      const std::int64_t take = std::min(wanted, best->second);
      wanted -= take;
      taken += take;
      best->second -= take;
      if (best->second == 0) opposite.erase(best);
    }
    fill(*own, taken, FillCause::book_cross, fills);
  }
}

bool NaiveMatcher::in_gap(Nanos t) const {
  return std::any_of(day_.gaps.begin(), day_.gaps.end(), [t](const data::Gap& gap) { return gap.begin <= t && t < gap.end; });
}

void NaiveMatcher::play_gap() {
  ++next_gap_;
  for (const OrderId id : live_) {
    Own& own = own_[id - 1];
    if (!rests(own.order)) continue;
    own.order.state = OrderState::cancelled;
    own.order.ended = now_;
  }
  forget_the_dead();
}

void NaiveMatcher::play_tick(std::vector<Fill>& fills) {
  next_tick_ += clock_;
  for (const Side side : {Side::buy, Side::sell}) {
    const auto best = book_.best(base::opposite(side));
    if (!best) continue;
    for (Own* own : resting(side)) {
      const std::int64_t limit = own->order.price.count();
      if (side == Side::buy ? limit < *best : limit > *best) continue;
      const std::size_t first = fills.size();
      fill(*own, own->order.leaves.count(), FillCause::book_cross, fills);
      fills[first].event = event_ - 1;
    }
  }
  forget_the_dead();
}

void NaiveMatcher::play_request() {
  const Request request = requests_[next_request_++];
  Own& own = own_[request.id - 1];
  if (!request.cancels) {
    arrive(own);
  } else if (market::is_live(own.order.state)) {
    own.order.state = OrderState::cancelled;
    own.order.ended = now_;
  }
  forget_the_dead();
}

void NaiveMatcher::arrive(Own& own) {
  const auto bid = book_.best(Side::buy);
  const auto ask = book_.best(Side::sell);
  const std::int64_t price = own.order.price.count();
  const bool crosses = own.order.side == Side::buy ? ask && price >= *ask : bid && price <= *bid;
  if (in_gap(now_) || (crosses && options_.fill != FillRule::paper)) {
    own.order.state = OrderState::refused;
    own.order.ended = now_;
    return;
  }
  own.order.state = own.order.cancel_arrives == Nanos::max() ? OrderState::resting : OrderState::cancel_pending;
  if (options_.queue == QueueModel::back) own.ahead.state = AheadState::unreachable;
  if (options_.queue != QueueModel::risk_averse) return;
  const auto shown = book_.displayed(own.order.side, price);
  own.ahead = {shown ? AheadState::known : AheadState::unknown, Lots(shown.value_or(0))};
}

void NaiveMatcher::forget_the_dead() {
  std::erase_if(live_, [this](OrderId id) { return !market::is_live(order(id).state); });
}

}  // namespace asgen::test_reference
