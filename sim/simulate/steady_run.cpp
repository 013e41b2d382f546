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

/// Orders that are too old at `tick` are cancelled, on closed sides too; on open ones the decision of the tick sends others.
void Simulation::SteadyRun::expire(std::size_t tick) {
  if (oldest_ + lifetime_ > tick) return;
  const std::size_t sent = tick - lifetime_;
  for (const Side side : base::kSides) {
    Untraced& open = untraced_[base::index(side)];
    if (open.is_open && open.decisions.first <= sent) trace(side);
    if (!open.is_open) venue_.expire(side, tape_.tick_ns(sent), arrival_time(tick));
  }
  find_oldest();
}

/// Without a signal everything is cancelled, and each tick asks for one again.
void Simulation::SteadyRun::withdraw(std::size_t tick) {
  play(arrival_[tick]);
  simulation_.tick_ = tick;
  time_ = arrival_time(tick);
  for (const Side side : base::kSides) {
    fresh_quotes_.clear();
    untraced_[base::index(side)].is_open = false;
    venue_.exchange(side, fresh_quotes_, time_);
  }
  oldest_ = kNone;
  untouched_ = 0;
  next_ = std::max(tick + 1, lookout_.next_signal(tick + 1, limit_));
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

/// Makes the decisions of each side from its `first` to `tick`, of which only the last one needs to be looked at, and lets its requests
/// arrive.
void Simulation::SteadyRun::renew(std::size_t tick, const std::array<std::size_t, 2>& first) {
  simulation_.tick_ = tick;
  events_ = arrival_[tick];
  time_ = arrival_time(tick);
  oldest_ = std::min(oldest_, tick);
  untouched_ = 0;
  set_timer(tick);
  // In the order in which they came to the venue: presence there is counted as it begins and ends.
  const Side earlier = first[1] < first[0] ? Side::sell : Side::buy;
  for (const Side side : {earlier, base::opposite(earlier)}) {
    if (is_open(side, tick)) send(side, {first[base::index(side)], tick, refresh_});
  }
}

/// The venue refuses what it was sent at `tick` and would take.
void Simulation::SteadyRun::refuse(std::size_t tick) {
  for (const Side side : base::kSides) {
    if (!is_open(side, tick) || !venue_.would_take(side, events_)) continue;
    if (untraced_[base::index(side)].is_open) trace(side);
    if (venue_.refuse(side, events_, tape_.tick_ns(tick), time_)) next_ = std::min(next_, tick + 1);
  }
}

void Simulation::SteadyRun::send(Side side, const Decisions& decisions) {
  if (lookout_.levels() == 1 ? send_single(side, decisions) : send_several(side, decisions)) return;
  const auto wanted = wanted_.after(lookout_, side, decisions, venue_.quotes(side));
  Untraced kept;
  fresh_quotes_.clear();
  for (const WantedQuote& quote : wanted) {
    if (quote.kept != nullptr) {
      fresh_quotes_.push_back(*quote.kept);
      kept = untraced_[base::index(side)];
    } else {
      const std::uint32_t events = arrival_[quote.sent];
      fresh_quotes_.push_back({next_id_++, quote.price, quote.lots, quote.lots, tape_.tick_ns(quote.sent), events, {.seen = events}});
    }
  }
  untraced_[base::index(side)] = kept;
  venue_.exchange(side, fresh_quotes_, arrival_time(decisions.first));
}

/// A single order unlike the one before it: when it began is left open, since most orders end before anything asks. False when there is
/// one like it.
bool Simulation::SteadyRun::send_single(Side side, const Decisions& decisions) {
  const auto [price, lots] = lookout_.single(decisions.last, side);
  if (lots.count() == 0) return false;
  for (const market::Quote& old : venue_.quotes(side)) {
    if (old.price == price && old.quantity == lots) return false;
  }
  const std::uint32_t events = arrival_[decisions.last];
  untraced_[base::index(side)] = {decisions.last > decisions.first, decisions, base_, quote_};
  venue_.replace(side, {next_id_++, price, lots, lots, tape_.tick_ns(decisions.last), events, {.seen = events}}, arrival_time(decisions.first));
  return true;
}

/// The same for several orders unlike all those before them.
bool Simulation::SteadyRun::send_several(Side side, const Decisions& decisions) {
  const std::optional<Ladder> wanted = wanted_.all_new(lookout_, side, decisions, venue_.quotes(side));
  Untraced& open = untraced_[base::index(side)];
  if (!wanted) {
    if (open.is_open) {
      const double base = base_, quote = quote_;
      trace(side);
      weigh(base, quote);
    }
    return false;
  }
  const std::uint32_t events = arrival_[decisions.last];
  const Nanos sent = tape_.tick_ns(decisions.last);
  fresh_quotes_.clear();
  for (std::size_t i = 0; i < wanted->prices.size(); ++i) {
    const base::Lots lots = wanted->lots_of(i);
    fresh_quotes_.push_back({next_id_++, wanted->prices[i], lots, lots, sent, events, {.seen = events}});
  }
  open = {decisions.last > decisions.first && !wanted->prices.empty(), decisions, base_, quote_};
  venue_.exchange(side, fresh_quotes_, arrival_time(decisions.first));
  return true;
}

/// Finds out when a side's orders began.
void Simulation::SteadyRun::trace(Side side) {
  Untraced& open = untraced_[base::index(side)];
  if (!open.is_open) return;
  open.is_open = false;
  weigh(open.base, open.quote);
  if (lookout_.levels() == 1) {
    const std::size_t sent = lookout_.same_since(open.decisions.last, side, open.decisions.first);
    return venue_.set_joined(side, venue_.quotes(side).front().price, tape_.tick_ns(sent), arrival_[sent]);
  }
  for (const WantedQuote& quote : wanted_.beginnings(lookout_, side, open.decisions)) {
    venue_.set_joined(side, quote.price, tape_.tick_ns(quote.sent), arrival_[quote.sent]);
  }
}

void Simulation::SteadyRun::set_timer(std::size_t tick) { next_ = std::min(tick + refresh_, next_opening(tick)); }

/// A single order whose beginning is open is no older than the first decision that may have sent it: that will do until the next decision
/// comes to that age.
void Simulation::SteadyRun::find_oldest() {
  oldest_ = kNone;
  for (const Side side : base::kSides) {
    const Untraced& open = untraced_[base::index(side)];
    if (open.is_open && open.decisions.first + lifetime_ <= next_) trace(side);
    if (open.is_open) {
      oldest_ = std::min(oldest_, open.decisions.first);
      continue;
    }
    for (const market::Quote& own : venue_.quotes(side)) oldest_ = std::min(oldest_, first_tick_at(own.submitted));
  }
}

}  // namespace asgen::simulate
