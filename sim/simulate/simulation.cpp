#include "sim/simulate/simulation.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/simulate/funding.hpp"

namespace asgen::simulate {

using base::Nanos;
using base::Side;

Simulation::Simulation(const Leg& leg, const SimulationOptions& options, Books books, OrderLog keeps)
    : leg_(leg),
      options_(options),
      books_(std::move(books)),
      matcher_(*leg.tape, options.market, leg.tape->events_by_tick(leg.first_tick)),
      tick_(leg.first_tick),
      next_funding_(options.instrument.funding_rate_8h == 0 ? Nanos::max() : next_funding_time(leg.from)),
      keeps_(keeps) {
  books_.open({{leg.tape, leg.mids, leg.to}, leg.marks, leg.from, leg.first_tick});
}

std::size_t Simulation::decision_tick(std::size_t tick) const {
  tick = std::max(tick, leg_.ready_tick);
  const auto gaps = leg_.tape->gaps();
  const auto gap = std::upper_bound(gaps.begin(), gaps.end(), tick, [](std::size_t t, const tape::TapeGap& g) { return t < g.end_tick; });
  return gap != gaps.end() && tick >= gap->first_tick ? gap->end_tick : tick;
}

std::size_t Simulation::decision_tick_at(Nanos t) const {
  if (t > leg_.to) return leg_.end_tick;
  return std::min(decision_tick(leg_.tape->ticks_until(t - Nanos(1))), leg_.end_tick);
}

bool Simulation::advance_to(Nanos wake) {
  fill_reports_.clear();
  end_reports_.clear();
  cancel_was_lost_ = false;
  const Nanos earliest = started_ ? now() + Nanos(1) : leg_.from;
  const std::size_t wake_tick = decision_tick_at(std::max(wake, earliest));
  for (;;) {
    const std::size_t stop = next_stop(wake_tick);
    if (stop >= leg_.end_tick) {
      finish();
      return false;
    }
    play_to(leg_.tape->tick_ns(stop));
    collect_reports(leg_.tape->tick_ns(stop));
    tick_ = stop;
    started_ = true;
    if (stop == wake_tick || !fill_reports_.empty() || !end_reports_.empty() || cancel_was_lost_) return true;
  }
}

void Simulation::finish() {
  play_to(leg_.to);
  books_.close(leg_.to, leg_.last_tick + 1);
  collect_reports(Nanos::max());
  const Nanos last = leg_.tape->tick_ns(leg_.last_tick);
  for (const strategy::LiveOrder& live : known_) {
    end_reports_.push_back({live.id, strategy::EndReason::pulled, last});
    log(OrderEventKind::pulled, live.id, leg_.to);
  }
  known_.clear();
}

/// The first decision tick up to `wake_tick` at which a report could be due; it may be early, never late.
std::size_t Simulation::next_stop(std::size_t wake_tick) const {
  std::size_t stop = wake_tick;
  if (!waiting_.empty()) stop = std::min(stop, decision_tick_at(waiting_.front().known));
  if (!matcher_.untold().empty()) stop = std::min(stop, decision_tick_at(matcher_.untold().front().known));
  if (lost_seen_ < matcher_.lost().size()) stop = std::min(stop, decision_tick_at(matcher_.lost()[lost_seen_].known));
  if (!known_.empty()) {
    stop = std::min(stop, decision_tick_at(first_answer()));
    const Nanos touch = first_touch_before(stop);
    if (touch != Nanos::max()) stop = std::min(stop, decision_tick_at(touch + matcher_.shortest_answer()));
  }
  // An answer that came within the current tick (no latency) is told at the next one.
  return started_ ? std::max(stop, decision_tick(tick_ + 1)) : stop;
}

/// When the venue may next answer about an order: its arrival (it may be refused), or a gap that pulls it.
Nanos Simulation::first_answer() const {
  Nanos first = Nanos::max();
  const Nanos response = matcher_.shortest_answer();
  for (const strategy::LiveOrder& known : known_) {
    const market::Order& order = matcher_.order(known.id);
    if (order.state == market::OrderState::pending) first = std::min(first, order.arrives + response);
    if (!market::is_live(order.state)) first = std::min(first, order.end_known);
  }
  const auto gaps = leg_.tape->gaps();
  const auto later = [](Nanos t, const tape::TapeGap& g) { return t < g.begin; };
  const auto gap = std::upper_bound(gaps.begin(), gaps.end(), matcher_.time(), later);
  return gap == gaps.end() ? first : std::min(first, gap->begin + response);
}

/// Time of the first event or tick before tick `stop` that can touch an own order; max when there is none.
Nanos Simulation::first_touch_before(std::size_t stop) const {
  const tape::Tape& tape = *leg_.tape;
  const std::size_t last = std::min(stop, leg_.last_tick);
  const std::size_t until = stop >= leg_.end_tick ? tape.events_until(leg_.to, matcher_.events()) : tape.events_by_tick(last);
  return matcher_.next_touch(until, last);
}

/// Plays the market up to t; fills and funding are booked in order of time.
void Simulation::play_to(Nanos t) {
  fresh_.clear();
  matcher_.advance_to(t, fresh_);
  for (const market::Fill& fill : fresh_) {
    book(fill);
    if (keeps_ == OrderLog::keep) {
      log(OrderEventKind::filled, fill.order, fill.time);
      log_.back().quantity = leg_.tape->quantity(fill.quantity.count());
    }
    waiting_.push_back(fill);
  }
  pay_funding_until(t);
}

void Simulation::book(const market::Fill& fill) {
  pay_funding_until(fill.time - Nanos(1));
  books_.book(fill);
}

void Simulation::pay_funding_until(Nanos t) {
  for (; next_funding_ <= t; next_funding_ = next_funding_ + kFundingPeriod) {
    const double mark = last_mid(*leg_.tape, leg_.tape->ticks_until(next_funding_));
    if (!std::isnan(mark)) books_.pay_funding(next_funding_, options_.instrument.funding_rate_8h, mark);
  }
}

void Simulation::collect_reports(Nanos known_until) {
  const Nanos last_tick = std::min(known_until, leg_.to) - leg_.tape->info().clock;
  std::size_t known = 0;
  for (; known < waiting_.size() && waiting_[known].known <= known_until; ++known) {
    const market::Fill& fill = waiting_[known];
    fill_reports_.push_back({fill, last_tick});
    const auto order = std::find_if(known_.begin(), known_.end(), [&](const auto& live) { return live.id == fill.order; });
    base::ensures(order != known_.end(), "a fill belongs to a known order");
    order->leaves -= fill.quantity;
    if (fill.completes) known_.erase(order);
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(known));
  report_ends(known_until, last_tick);
  for (const auto lost = matcher_.lost(); lost_seen_ < lost.size() && lost[lost_seen_].known <= known_until; ++lost_seen_) {
    for (strategy::LiveOrder& live : known_) {
      if (live.id != lost[lost_seen_].id) continue;
      live.cancelling = false;
      cancel_was_lost_ = true;
    }
  }
}

/// Orders that ended without a complete fill leave the list; those that we did not cancel are reported.
void Simulation::report_ends(Nanos known_until, Nanos last_tick) {
  std::erase_if(known_, [&](const strategy::LiveOrder& live) {
    const market::Order& order = matcher_.order(live.id);
    if (market::is_live(order.state) || order.state == market::OrderState::filled) return false;
    if (order.end_known > known_until) return false;
    const bool asked = order.state == market::OrderState::cancelled && order.ended >= order.cancel_arrives;
    const bool refused = order.state == market::OrderState::refused;
    log(asked ? OrderEventKind::cancelled : refused ? OrderEventKind::refused : OrderEventKind::pulled, live.id, order.ended);
    if (asked) return true;
    end_reports_.push_back({live.id, refused ? strategy::EndReason::refused : strategy::EndReason::pulled, last_tick});
    return true;
  });
}

strategy::MarketView Simulation::observe(std::size_t tick) const {
  const tape::Tape& tape = *leg_.tape;
  const std::size_t events = tape.tick_events()[tick];
  strategy::MarketView view;
  view.now = tape.tick_ns(tick);
  const std::int32_t bid = tape.best_bid(events), ask = tape.best_ask(events);
  view.two_sided = bid != tape::kNoBid && ask != tape::kNoAsk;
  view.best_bid = base::Ticks(bid);
  view.best_ask = base::Ticks(ask);
  view.mid = tape.mid()[tick];
  if (!leg_.volatility.empty()) view.volatility = leg_.volatility[tick];
  if (!leg_.kappa.empty()) {
    view.alpha = leg_.alpha[tick];
    view.kappa = leg_.kappa[tick];
  }
  view.time_left_s = base::seconds(leg_.session_end - view.now);
  view.book = strategy::BookView(tape, events);
  return view;
}

strategy::AccountView Simulation::account() const {
  const account::Ledger& ledger = books_.ledger();
  const bool linear = books_.grid().contract == account::Contract::linear;
  double base = linear ? ledger.base() : books_.collateral() + ledger.excess_amount(), quote = ledger.quote();
  // What is filled but not yet reported is not in the balances that the strategy knows.
  for (const market::Fill& unknown : waiting_) {
    const double quantity = base::sign(unknown.side) * books_.quantity(unknown.quantity);
    const double value = quantity * books_.price(unknown.price);
    base -= quantity;
    quote += value + books_.fee_ratio(unknown) * std::fabs(value);
  }
  // Balances in which a maker may buy and sell what the collateral covers on either side.
  if (!linear) quote = (2 * books_.collateral() - base) * leg_.tape->mid()[tick_];
  return {base, quote, known_};
}

std::span<const market::OrderId> Simulation::act(const strategy::Actions& actions) {
  const Nanos time = now();
  for (const market::OrderId id : actions.cancels) {
    matcher_.cancel(id, time);
    for (strategy::LiveOrder& live : known_) {
      if (live.id == id) live.cancelling = true;
    }
  }
  // Without latency a cancel is confirmed at once.
  std::erase_if(known_, [&](const strategy::LiveOrder& live) {
    const market::Order& order = matcher_.order(live.id);
    const bool confirmed = live.cancelling && order.state == market::OrderState::cancelled && order.end_known <= time;
    if (confirmed) log(OrderEventKind::cancelled, live.id, order.ended);
    return confirmed;
  });
  sent_.clear();
  for (const market::OrderRequest& request : actions.orders) {
    const bool linear = books_.grid().contract == account::Contract::linear;
    const double value = (linear ? books_.price(request.price) : 1) * books_.quantity(request.quantity);  // in quote currency
    sent_.push_back(value < options_.instrument.min_notional * (1 - 1e-12) ? 0 : matcher_.submit(request, time));
    if (sent_.back() == 0) continue;
    known_.push_back({sent_.back(), request.side, request.price, request.quantity, request.quantity, time, false});
    log(OrderEventKind::created, sent_.back(), time);
  }
  return sent_;
}

void Simulation::log(OrderEventKind kind, market::OrderId id, Nanos time) {
  if (keeps_ == OrderLog::none) return;
  const market::Order& order = matcher_.order(id);
  log_.push_back({.kind = kind,
                  .order = id,
                  .time = time,
                  .side = order.side,
                  .price = leg_.tape->price(order.price.count()),
                  .quantity = leg_.tape->quantity(order.leaves.count())});
}

std::vector<OrderEvent> Simulation::order_events() const {
  // What the strategy hears of late happened earlier.
  std::vector<OrderEvent> events = log_;
  std::stable_sort(events.begin(), events.end(), [](const OrderEvent& a, const OrderEvent& b) { return a.time < b.time; });
  return events;
}

}  // namespace asgen::simulate
