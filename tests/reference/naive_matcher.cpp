#include "tests/reference/naive_matcher.hpp"

#include <algorithm>

namespace asgen::test_reference {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;
using market::Exchange;
using market::Fill;
using market::FillCause;
using market::FillRule;
using market::OrderId;
using market::OrderState;
using market::OrderType;
using market::QueueModel;
using market::Trigger;

namespace {

/// A price that is at least as good for the taker as its limit.
bool within(Side side, std::int64_t price, std::int64_t limit) { return side == Side::buy ? price <= limit : price >= limit; }

}  // namespace

NaiveMatcher::NaiveMatcher(const data::Day& day, Nanos clock, const market::MarketOptions& options, std::size_t first_event)
    : day_(day),
      clock_(clock),
      options_(options),
      book_(day.info.depth_levels, options.fill == FillRule::rival ? BestRule::last_row_wins : BestRule::displayed),
      channel_(options, day.info.day),
      events_(events_of(day, options)) {
  if (options.fill == FillRule::rival) day_.gaps.clear();
  std::int64_t first_tick = day.info.open.count() / clock.count();
  while (first_tick * clock.count() < day.info.open.count()) ++first_tick;
  next_tick_ = Nanos(first_tick * clock.count());
  while (event_ < first_event) {
    now_ = events_[event_].time;
    play_event();
  }
  while (next_gap_ < day_.gaps.size() && day_.gaps[next_gap_].begin <= now_) ++next_gap_;
  while (next_tick_ <= now_) next_tick_ += clock_;
}

/// Nothing when the request is lost.
std::optional<Nanos> NaiveMatcher::send(OrderId id, Nanos now) {
  Nanos known;
  const auto arrives = channel_.send(now, known);
  if (!arrives) lost_.emplace_back(id, known);
  return arrives;
}

void NaiveMatcher::play_due_requests() {
  while (next_request_ < requests_.size() && requests_[next_request_].time <= now_) play_request();
}

OrderId NaiveMatcher::submit(const market::OrderRequest& request, Nanos now) {
  Own own;
  own.request = request;
  own.order.id = static_cast<OrderId>(own_.size() + 1);
  own.order.side = request.side;
  own.order.type = request.type;
  own.order.group = request.group;
  own.order.price = request.price;
  own.order.quantity = own.order.leaves = request.quantity;
  own.order.submitted = now;
  const auto arrives = send(own.order.id, now);
  own.order.arrives = arrives.value_or(Nanos::max());
  if (!arrives) {
    own.order.state = OrderState::refused;
    own.order.ended = now;
    own.order.end_known = lost_.back().second;
    lost_.pop_back();
  } else {
    live_.push_back(own.order.id);
    requests_.push_back({*arrives, own.order.id, Kind::submit});
  }
  own_.push_back(own);
  play_due_requests();
  return own.order.id;
}

void NaiveMatcher::cancel(OrderId id, Nanos now) {
  market::Order& order = own_[id - 1].order;
  if (!market::is_live(order.state) || order.cancel_arrives != Nanos::max()) return;
  const auto arrives = send(id, now);
  if (!arrives) return;
  order.cancel_arrives = *arrives;
  if (order.state != OrderState::pending) order.state = OrderState::cancel_pending;
  requests_.push_back({*arrives, id, Kind::cancel});
  play_due_requests();
}

void NaiveMatcher::modify(OrderId id, Ticks price, Lots leaves, Nanos now) {
  const market::Order& order = own_[id - 1].order;
  if (!market::is_live(order.state) || order.cancel_arrives != Nanos::max()) return;
  const auto arrives = send(id, now);
  if (!arrives) return;
  requests_.push_back({*arrives, id, Kind::modify, price, leaves});
  play_due_requests();
}

NaiveMatcher::Next NaiveMatcher::next() const {
  Next first{Nanos::max(), What::event};
  const auto consider = [&](Nanos time, What what) {
    if (time < first.time) first = {time, what};
  };
  if (event_ < events_.size()) consider(events_[event_].time, What::event);
  if (next_gap_ < day_.gaps.size()) consider(day_.gaps[next_gap_].begin, What::gap);
  if (options_.fill == FillRule::paper && next_tick_ <= day_.info.close) consider(next_tick_, What::tick);
  for (const OrderId id : live_) {
    if (own_[id - 1].waits && own_[id - 1].request.trigger == Trigger::time) consider(own_[id - 1].request.at, What::timer);
  }
  if (next_request_ < requests_.size()) consider(requests_[next_request_].time, What::request);
  return first;
}

void NaiveMatcher::advance_to(Nanos t, std::vector<Fill>& fills) {
  for (Next what = next(); what.time <= t && what.time < Nanos::max(); what = next()) {
    now_ = what.time;
    switch (what.what) {
      case What::event:
        play_event();
        break;
      case What::gap:
        play_gap();
        break;
      case What::tick:
        play_tick();
        break;
      case What::timer:
        play_timers();
        break;
      case What::request:
        play_request();
        break;
    }
  }
  now_ = t;
  fills.insert(fills.end(), fills_.begin(), fills_.end());
  fills_.clear();
}

void NaiveMatcher::play_event() {
  const NaiveEvent event = events_[event_];
  left_.clear();
  if (event.is_trade) {
    play_trade(event.trade);
    ++event_;
    trigger_stops(event.trade);
  } else {
    play_rows(event);
    ++event_;
  }
}

std::vector<NaiveMatcher::Own*> NaiveMatcher::resting(Side side) {
  std::vector<Own*> found;
  for (const OrderId id : live_) {
    if (own_[id - 1].order.side == side && own_[id - 1].rests) found.push_back(&own_[id - 1]);
  }
  std::sort(found.begin(), found.end(), [side](const Own* a, const Own* b) {
    if (a->order.price == b->order.price) return a->place < b->place;
    return side == Side::buy ? a->order.price > b->order.price : a->order.price < b->order.price;
  });
  return found;
}

void NaiveMatcher::fill(Own& own, std::int64_t price, std::int64_t lots, FillCause cause, std::size_t event) {
  if (lots == 0) return;
  own.order.leaves -= Lots(lots);
  Fill fill;
  fill.order = own.order.id;
  fill.time = now_;
  fill.event = event;
  fill.side = own.order.side;
  fill.price = Ticks(price);
  fill.quantity = Lots(lots);
  fill.cause = cause;
  fill.completes = own.order.leaves == Lots(0);
  fill.known = channel_.answer(now_);
  if (fill.completes) finish(own, OrderState::filled, fill.known);
  fills_.push_back(fill);
  close_group(own);
}

void NaiveMatcher::finish(Own& own, OrderState state, Nanos known) {
  own.order.state = state;
  own.order.ended = now_;
  own.order.end_known = known;
  own.waits = own.rests = false;
  std::erase(live_, own.order.id);
}

void NaiveMatcher::close_group(const Own& own) {
  const market::GroupId group = own.order.group;
  if (group == 0 || std::find(closed_.begin(), closed_.end(), group) != closed_.end()) return;
  closed_.push_back(group);
  for (Own& other : own_) {
    if (&other != &own && other.order.group == group && (other.waits || other.rests)) {
      finish(other, OrderState::cancelled, channel_.answer(now_));
    }
  }
}

void NaiveMatcher::play_trade(std::size_t trade) {
  const auto& trades = day_.trades;
  if (trades.side[trade] == 0) return;
  const Side side = trades.side[trade] == -1 ? Side::buy : Side::sell;
  const std::int64_t price = trades.price[trade];
  const std::int64_t whole = trades.lots[trade];
  const std::int64_t since = trades.resting_since_ns.empty() ? 0 : trades.resting_since_ns[trade];
  std::int64_t rest = whole;
  for (Own* own : resting(side)) {
    const std::int64_t limit = own->order.price.count();
    const std::int64_t leaves = own->order.leaves.count();
    if (!own->rests || within(side, limit, price + (side == Side::buy ? -1 : 1))) continue;  // over by its group, or not reached
    const bool through = limit != price;
    const bool alone = options_.fill != FillRule::shared;
    std::int64_t take = through ? (alone ? leaves : std::min(leaves, rest)) : 0;
    if (!through && options_.fill != FillRule::paper) {
      const std::int64_t past = own->queue.trade(whole, alone ? whole : rest, since);
      take = std::min(leaves, past);
      if (past > 0 && alone && options_.exchange == Exchange::no_partial) take = leaves;
    }
    rest -= alone ? 0 : take;
    fill(*own, limit, take, through ? FillCause::trade_through : FillCause::queue, event_);
  }
}

void NaiveMatcher::trigger_stops(std::size_t trade) {
  const std::int64_t price = day_.trades.price[trade];
  std::vector<Own*> due;
  for (const OrderId id : live_) {
    Own& own = own_[id - 1];
    if (!own.waits || own.request.trigger != Trigger::stop) continue;
    const std::int64_t stop = own.request.stop.count();
    if (own.order.side == Side::buy ? price >= stop : price <= stop) due.push_back(&own);
  }
  for (Own* own : due) {
    if (!own->waits) continue;
    own->waits = false;
    close_group(*own);
    become_active(*own);
  }
}

void NaiveMatcher::play_rows(const NaiveEvent& event) {
  const auto bid_before = book_.best(Side::buy);
  const auto ask_before = book_.best(Side::sell);
  if (event.resets && options_.queue == QueueModel::l3_fifo) pull_all();
  if (event.resets && event.first_row == event.end_row) book_.reset();
  for (std::size_t row = event.first_row; row < event.end_row; ++row) book_.apply(day_.book, row);
  look_at_queues(event);
  if (options_.fill == FillRule::paper) return;
  const auto bid = book_.best(Side::buy);
  const auto ask = book_.best(Side::sell);
  const auto cross_side = [&](Side side) { options_.fill == FillRule::rival ? cross_whole(side) : cross(side); };
  if (ask && (!ask_before || *ask < *ask_before)) cross_side(Side::buy);
  if (bid && (!bid_before || *bid > *bid_before)) cross_side(Side::sell);
}

void NaiveMatcher::look_at_queues(const NaiveEvent& event) {
  for (const OrderId id : live_) {
    Own& own = own_[id - 1];
    if (!own.rests) continue;
    if (options_.fill != FillRule::rival) {
      own.queue.look(book_.displayed(own.order.side, own.order.price.count()));
    } else if (event.resets) {
      own.queue.forget_level();
    } else if (day_.book.side[event.first_row] == base::sign(own.order.side) && day_.book.price[event.first_row] == own.order.price.count()) {
      own.queue.row(day_.book.lots[event.first_row]);
    }
  }
}

/// Displayed levels of a side that own orders have not taken in this state of the book.
std::map<std::int64_t, std::int64_t>& NaiveMatcher::left(Side book_side) {
  if (!left_.contains(book_side)) left_[book_side] = book_.levels(book_side);
  return left_[book_side];
}

// Own orders take displayed size off a copy of the opposite side, level by level from the best.
void NaiveMatcher::cross(Side side) {
  for (Own* own : resting(side)) {
    if (!own->rests || !within(side, *book_.best(base::opposite(side)), own->order.price.count())) continue;
    auto& opposite = left(base::opposite(side));
    std::int64_t wanted = own->order.leaves.count();
    std::int64_t taken = 0;
    while (wanted > 0 && !opposite.empty()) {
      const auto best = side == Side::buy ? opposite.begin() : std::prev(opposite.end());
      if (!within(side, best->first, own->order.price.count())) break;
      const std::int64_t take = std::min(wanted, best->second);
      wanted -= take;
      taken += take;
      best->second -= take;
      if (best->second == 0) opposite.erase(best);
    }
    fill(*own, own->order.price.count(), taken, FillCause::book_cross, event_);
  }
}

void NaiveMatcher::cross_whole(Side side) {
  const auto best = book_.best(base::opposite(side));
  for (Own* own : resting(side)) {
    const std::int64_t price = own->order.price.count();
    if (own->rests && within(side, *best, price)) fill(*own, price, own->order.leaves.count(), FillCause::book_cross, event_);
  }
}

bool NaiveMatcher::in_gap() const {
  return std::any_of(day_.gaps.begin(), day_.gaps.end(), [this](const data::Gap& gap) { return gap.begin <= now_ && now_ < gap.end; });
}

/// Resting buys, resting sells, then what waits.
void NaiveMatcher::pull_all() {
  for (const Side side : {Side::buy, Side::sell}) {
    for (Own* own : resting(side)) finish(*own, OrderState::cancelled, channel_.answer(now_));
  }
  for (const OrderId id : std::vector<OrderId>(live_)) {
    if (own_[id - 1].waits) finish(own_[id - 1], OrderState::cancelled, channel_.answer(now_));
  }
}

void NaiveMatcher::play_gap() {
  ++next_gap_;
  pull_all();
}

void NaiveMatcher::play_tick() {
  next_tick_ += clock_;
  for (const Side side : {Side::buy, Side::sell}) {
    const auto best = book_.best(base::opposite(side));
    if (!best) continue;
    for (Own* own : resting(side)) {
      const std::int64_t limit = own->order.price.count();
      if (own->rests && within(side, *best, limit)) fill(*own, limit, own->order.leaves.count(), FillCause::book_cross, event_ - 1);
    }
  }
}

void NaiveMatcher::play_timers() {
  for (const OrderId id : std::vector<OrderId>(live_)) {
    Own& own = own_[id - 1];
    if (!own.waits || own.request.trigger != Trigger::time || own.request.at > now_) continue;
    own.waits = false;
    close_group(own);
    become_active(own);
  }
}

}  // namespace asgen::test_reference
