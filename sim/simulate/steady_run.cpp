#include "sim/simulate/steady_run.hpp"

#include <algorithm>

namespace asgen::simulate {

using base::Nanos;
using base::Side;

Simulation::SteadyRun::SteadyRun(Simulation& simulation, strategy::SteadyMaker& maker, const tape::Reach& reach)
    : simulation_(simulation),
      maker_(maker),
      tape_(*simulation.leg_.tape),
      arrival_(simulation.leg_.gates->arrival()),
      venue_(tape_, simulation.options_.market),
      lookout_(simulation.leg_, reach, maker.lanes()),
      price_(tape_.mid()[simulation.tick_]),
      events_(simulation.matcher_.events()),
      time_(simulation.matcher_.time()),
      next_id_(static_cast<market::OrderId>(simulation.matcher_.orders() + 1)) {
  const Nanos clock = tape_.info().clock;
  const strategy::SteadyMaker::Pace pace = maker.pace();
  const strategy::SteadyMaker::Timers timers = maker.timers();
  refresh_ = ticks_in(pace.refresh, clock);
  delay_ = ticks_in(pace.delay, clock);
  lifetime_ = ticks_in(pace.lifetime, clock);
  next_ = std::max(first_tick_at(timers.decide_at), simulation.tick_ + 1);
  open_from_ = {first_tick_at(timers.open_from[0]), first_tick_at(timers.open_from[1])};
  limit_ = simulation.foreseen_until();
  for (const Side side : base::kSides) {
    fresh_quotes_ = simulation.matcher_.standing(side);
    venue_.exchange(side, fresh_quotes_, time_);
  }
  venue_.set_presence(simulation.matcher_.presence());
  find_oldest();
}

/// First tick at or after an instant; it may lie beyond the tape.
std::size_t Simulation::SteadyRun::first_tick_at(Nanos t) const {
  if (t <= tape_.tick_ns(0)) return 0;
  if (t == Nanos::max()) return kNone;
  return ticks_in(t - tape_.tick_ns(0), tape_.info().clock);
}

Nanos Simulation::SteadyRun::arrival_time(std::size_t tick) const { return tape_.tick_ns(tick) + simulation_.options_.market.entry_latency; }

Foreseen Simulation::SteadyRun::go_on(Nanos until) {
  const std::size_t pause = first_tick_at(until);
  while (look_ahead() == Step::on && play_to_next_report() == Step::on) {
    if (simulation_.tick_ >= pause) return Foreseen::paused;
  }
  if (!moved_) return Foreseen::waits;
  hand_back();
  return undecided_ ? Foreseen::asks : Foreseen::waits;
}

/// From a moment at which all is told: goes to the next eventful decision and makes it, as often as it can.
Simulation::SteadyRun::Step Simulation::SteadyRun::look_ahead() {
  while (simulation_.waiting_.empty()) {
    if (!rests(Side::buy) && !rests(Side::sell) && !is_open(Side::buy, next_) && !is_open(Side::sell, next_)) {
      next_ = std::min(open_from_[0], open_from_[1]);  // decisions in between have nothing to renew
    }
    if (oldest_ + lifetime_ <= next_) find_oldest();
    oldest_ = std::min(oldest_, next_);  // what the decisions to come send grows old too
    if (next_ >= std::min(limit_, oldest_ + lifetime_) || is_touched_before(arrival_[next_])) break;
    const strategy::AccountView own = simulation_.account();
    weigh(own.base, own.quote);
    if (!has_orders_at(next_) || !lookout_.has_signal(next_)) break;
    const Outlook outlook = look_from(next_);
    if (!outlook.any) break;
    renew(outlook.decision, outlook.first);
    moved_ = true;
    if (outlook.eventful) {
      refuse(outlook.decision);
      break;
    }
    if (!rests_closed(outlook.decision)) untouched_ = arrival_[std::min(outlook.decision + refresh_, arrival_.size() - 1)];
  }
  return Step::on;
}

/// Whether an event before `until` touches an order.
bool Simulation::SteadyRun::is_touched_before(std::size_t until) const {
  const std::size_t from = std::max(events_, untouched_);
  return from < until && venue_.first_touch(from, until) < until;
}

/// Whether orders rest on a side that is closed at `tick`.
bool Simulation::SteadyRun::rests_closed(std::size_t tick) const {
  return std::any_of(base::kSides.begin(), base::kSides.end(), [&](Side side) { return rests(side) && !is_open(side, tick); });
}

/// Looks from the decision at `tick` on, over stretches that differ in the sides that are open.
Simulation::SteadyRun::Outlook Simulation::SteadyRun::look_from(std::size_t tick) {
  Outlook outlook{false, false, tick, {kNone, kNone}};
  for (;;) {
    const Stretch stretch = plan(tick);
    if (stretch.first >= stretch.end) return outlook;
    for (std::size_t side = 0; side < 2; ++side) {
      if (open_from_[side] <= tick && outlook.first[side] == kNone) outlook.first[side] = tick;
    }
    if (!has_orders_at(tick)) return outlook;
    const std::size_t eventful = lookout_.first_eventful(stretch);
    const bool found = eventful < stretch.end, odd = found && lookout_.is_odd(eventful);
    if (found && !odd) return {true, true, eventful, outlook.first};
    const std::size_t last = found ? eventful - refresh_ : stretch.first + (stretch.end - 1 - stretch.first) / refresh_ * refresh_;
    if (found && eventful == stretch.first) return outlook;
    outlook.any = true;
    outlook.decision = last;
    if (found) return outlook;
    tick = std::min(last + refresh_, next_opening(last));
    // A decision out of step would be one more kind of history.
    if (tick != last + refresh_ && refresh_ != 1) return outlook;
    for (const Side side : base::kSides) {
      if (tick < limit_ && !is_open(side, last) && untouched_until(side, tick, tick + 1) == tick) return outlook;
    }
  }
}

std::size_t Simulation::SteadyRun::next_opening(std::size_t tick) const {
  std::size_t next = kNone;
  for (const std::size_t open : open_from_) {
    if (open > tick) next = std::min(next, open);
  }
  return next;
}

Stretch Simulation::SteadyRun::plan(std::size_t tick) const {
  Stretch stretch{tick, std::min({limit_, oldest_ + lifetime_, next_opening(tick)}), {quotes(Side::buy, tick), quotes(Side::sell, tick)}};
  if (stretch.first >= stretch.end) return stretch;
  for (const Side side : base::kSides) {
    if (!is_open(side, tick)) stretch.end = untouched_until(side, tick, stretch.end);
  }
  return stretch;
}

/// End of the ticks in [first, end) whose requests arrive before anything touches the orders of a closed side.
std::size_t Simulation::SteadyRun::untouched_until(Side side, std::size_t first, std::size_t end) const {
  if (!rests(side)) return end;
  const std::size_t touch = venue_.first_touch(side, events_, arrival_[end - 1]);
  const auto from = arrival_.begin() + static_cast<std::ptrdiff_t>(first), to = arrival_.begin() + static_cast<std::ptrdiff_t>(end);
  return static_cast<std::size_t>(std::upper_bound(from, to, touch) - arrival_.begin());
}

/// Plays to the next tick at which a decision or a report is due, hears and decides.
Simulation::SteadyRun::Step Simulation::SteadyRun::play_to_next_report() {
  if (oldest_ + lifetime_ <= next_) find_oldest();
  std::size_t stop = std::min(next_, oldest_ + lifetime_);
  if (!simulation_.waiting_.empty()) stop = std::min(stop, first_tick_at(simulation_.waiting_.front().known));
  if (stop >= limit_) {
    undecided_ = heard_ == simulation_.tick_;
    return Step::stop;
  }
  moved_ = true;
  for (;;) {
    const std::size_t until = tape_.tick_events()[stop], event = venue_.first_touch(events_, until);
    if (event >= until) break;
    meet(event);
    if (!simulation_.waiting_.empty()) stop = std::min(stop, first_tick_at(simulation_.waiting_.front().known));
  }
  events_ = std::max<std::size_t>(events_, tape_.tick_events()[stop]);
  time_ = std::max(time_, tape_.tick_ns(stop));
  simulation_.tick_ = stop;
  hear(stop);
  if (stop == oldest_ + lifetime_) next_ = std::min(next_, stop);
  if (next_ > stop) return Step::on;
  if (heard_ == stop || !simulation_.waiting_.empty()) return decide(stop);
  heard_ = next_ = stop;  // the decision may be the first one of a look ahead
  return Step::on;
}

/// Plays the events before `until`.
void Simulation::SteadyRun::play(std::size_t until) {
  for (;;) {
    const std::size_t event = venue_.first_touch(events_, until);
    if (event >= until) break;
    meet(event);
  }
  events_ = std::max(events_, until);
}

/// Plays an event that touches orders.
void Simulation::SteadyRun::meet(std::size_t event) {
  const bool is_trade = tape_.is_trade(event);
  for (const Side side : base::kSides) {
    // Only a trade exactly at its price asks when an order joined the queue.
    if (!untraced_[base::index(side)].is_open || !is_trade) continue;
    const std::int32_t price = tape_.trade_price()[tape_.trade_of(event)];
    const market::Quotes& quotes = venue_.quotes(side);
    if (std::any_of(quotes.begin(), quotes.end(), [price](const market::Quote& own) { return own.price == price; })) trace(side);
  }
  fresh_.clear();
  venue_.touch(event, fresh_);
  for (const market::Fill& fill : fresh_) {
    simulation_.book(fill);
    simulation_.waiting_.push_back(fill);
  }
  events_ = event + 1;
}

/// The maker hears at `tick` of the fills that are known by then.
void Simulation::SteadyRun::hear(std::size_t tick) {
  std::vector<market::Fill>& waiting = simulation_.waiting_;
  const Nanos now = tape_.tick_ns(tick);
  std::size_t known = 0;
  for (; known < waiting.size() && waiting[known].known <= now; ++known) {
    if (!waiting[known].completes) continue;
    venue_.forget(waiting[known].side, waiting[known].order);
    if (!rests(waiting[known].side)) untraced_[base::index(waiting[known].side)].is_open = false;
    open_from_[base::index(waiting[known].side)] = tick - 1 + delay_;
    next_ = std::min(next_, tick - 1);
  }
  if (known == 0) return;
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(known));
}

Simulation::SteadyRun::Step Simulation::SteadyRun::decide(std::size_t tick) {
  const strategy::AccountView own = simulation_.account();
  if (!lookout_.has_signal(tick) && (own.base > 0 || own.quote > 0)) {
    withdraw(tick);
    return Step::on;
  }
  weigh(own.base, own.quote);
  lookout_.look_at(tick);
  if (lookout_.is_odd(tick) || !has_orders_at(tick)) {
    undecided_ = true;
    return Step::stop;
  }
  const double base = own.base, quote = own.quote;
  play(arrival_[tick]);
  expire(tick);
  weigh(base, quote);  // the orders of before may have been traced on other balances
  renew(tick, {tick, tick});
  refuse(tick);
  return Step::on;
}

/// Whether an open side has funds, unless both are closed: a decision without any order has another rhythm.
bool Simulation::SteadyRun::has_orders_at(std::size_t tick) const {
  return quotes(Side::buy, tick) || quotes(Side::sell, tick) || (!is_open(Side::buy, tick) && !is_open(Side::sell, tick));
}

/// Balances on which decisions are made from now on.
void Simulation::SteadyRun::weigh(double base, double quote) {
  if (base == base_ && quote == quote_) return;
  maker_.lanes().set_balances(base, quote, price_);
  lookout_.forget();
  base_ = base;
  quote_ = quote;
}

}  // namespace asgen::simulate
