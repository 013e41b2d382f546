#include "sim/simulate/simulation.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/simulate/funding.hpp"

namespace asgen::simulate {

using base::Nanos;
using base::Side;

Simulation::Simulation(const Leg& leg, const SimulationOptions& options, Books books)
    : leg_(leg),
      options_(options),
      books_(std::move(books)),
      matcher_(*leg.tape, options.market, leg.tape->tick_events()[leg.first_tick]),
      tick_(leg.first_tick),
      path_tick_(leg.first_tick),
      next_funding_(options.instrument.funding_rate_8h == 0 ? Nanos::max() : next_funding_time(leg.from)) {
  books_.open(leg.from);
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
    if (stop == wake_tick || !fill_reports_.empty() || !end_reports_.empty()) return true;
  }
}

void Simulation::finish() {
  play_to(leg_.to);
  books_.hold_until(leg_.to);
  feed_path_to(leg_.last_tick + 1);
  collect_reports(Nanos::max());
  const Nanos last = leg_.tape->tick_ns(leg_.last_tick);
  for (const strategy::LiveOrder& live : known_) end_reports_.push_back({live.id, strategy::EndReason::pulled, last});
  known_.clear();
}

/// The first decision tick up to `wake_tick` at which a report could be due; it may be early, never late.
std::size_t Simulation::next_stop(std::size_t wake_tick) const {
  std::size_t stop = wake_tick;
  if (!waiting_.empty()) stop = std::min(stop, decision_tick_at(waiting_.front().due));
  if (!known_.empty()) {
    stop = std::min(stop, decision_tick_at(first_answer()));
    const Nanos touch = first_touch_before(stop);
    if (touch != Nanos::max()) stop = std::min(stop, decision_tick_at(touch + options_.market.response_latency));
  }
  // An answer that came within the current tick (no latency) is told at the next one.
  return started_ ? std::max(stop, decision_tick(tick_ + 1)) : stop;
}

/// When the venue next answers about an order: its arrival (it may be refused), or a gap that pulls it.
Nanos Simulation::first_answer() const {
  Nanos first = Nanos::max();
  const Nanos response = options_.market.response_latency;
  for (const strategy::LiveOrder& known : known_) {
    const market::Order& order = matcher_.order(known.id);
    if (order.state == market::OrderState::pending) first = std::min(first, order.arrives + response);
    if (!market::is_live(order.state)) first = std::min(first, order.ended + response);
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
  const std::size_t until = stop >= leg_.end_tick ? tape.events_until(leg_.to, matcher_.events()) : tape.tick_events()[last];
  const bool paper = options_.market.fill == market::FillRule::paper;
  Nanos first = Nanos::max();
  for (const Side side : {Side::buy, Side::sell}) {
    base::Ticks best;
    bool any = false;
    for (const market::OrderId id : matcher_.live()) {
      const market::Order& order = matcher_.order(id);
      if (order.side != side) continue;
      const bool better = side == Side::buy ? order.price > best : order.price < best;
      if (!any || better) best = order.price;
      any = true;
    }
    if (!any) continue;
    const auto price = static_cast<std::int32_t>(best.count());
    const std::size_t event = tape.first_touch(side, price, matcher_.events(), until);
    if (event < until) first = std::min(first, tape.event_ns(event));
    if (!paper) continue;
    const std::size_t from = tape.ticks_until(matcher_.time());
    const std::size_t tick = tape.first_crossed_tick(side, price, from, last + 1);
    if (tick <= last) first = std::min(first, tape.tick_ns(tick));
  }
  return first;
}

/// Plays the market up to t; every fill is booked before the path goes past it.
void Simulation::play_to(Nanos t) {
  fresh_.clear();
  matcher_.advance_to(t, fresh_);
  for (const market::Fill& fill : fresh_) {
    pay_funding_until(fill.time - Nanos(1));
    feed_path_to(leg_.tape->ticks_until(fill.time - Nanos(1)));
    books_.book(fill);
    waiting_.push_back({fill.time + options_.market.response_latency, fill});
  }
  pay_funding_until(t);
}

void Simulation::pay_funding_until(Nanos t) {
  for (; next_funding_ <= t; next_funding_ = next_funding_ + kFundingPeriod) {
    const std::size_t after = leg_.tape->ticks_until(next_funding_);
    feed_path_to(leg_.tape->ticks_until(next_funding_ - Nanos(1)));
    const double mark = last_mid(*leg_.tape, after);
    if (!std::isnan(mark)) books_.pay_funding(next_funding_, options_.instrument.funding_rate_8h, mark);
  }
}

void Simulation::feed_path_to(std::size_t tick) {
  if (tick <= path_tick_) return;
  books_.feed(leg_.tape->mid().subspan(path_tick_, tick - path_tick_));
  path_tick_ = tick;
}

void Simulation::collect_reports(Nanos known_until) {
  const Nanos last_tick = std::min(known_until, leg_.to) - leg_.tape->info().clock;
  std::size_t known = 0;
  for (; known < waiting_.size() && waiting_[known].due <= known_until; ++known) {
    const market::Fill& fill = waiting_[known].fill;
    fill_reports_.push_back({fill, last_tick});
    const auto order = std::find_if(known_.begin(), known_.end(), [&](const auto& live) { return live.id == fill.order; });
    base::ensures(order != known_.end(), "a fill belongs to a known order");
    order->leaves -= fill.quantity;
    if (fill.completes) known_.erase(order);
  }
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(known));
  report_ends(known_until, last_tick);
}

/// Orders that ended without a complete fill leave the list; those that we did not cancel are reported.
void Simulation::report_ends(Nanos known_until, Nanos last_tick) {
  std::erase_if(known_, [&](const strategy::LiveOrder& live) {
    const market::Order& order = matcher_.order(live.id);
    if (market::is_live(order.state) || order.state == market::OrderState::filled) return false;
    if (order.ended + options_.market.response_latency > known_until) return false;
    const bool asked = order.state == market::OrderState::cancelled && order.ended >= order.cancel_arrives;
    if (asked) return true;
    const auto reason = order.state == market::OrderState::refused ? strategy::EndReason::refused : strategy::EndReason::pulled;
    end_reports_.push_back({live.id, reason, last_tick});
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
  return view;
}

strategy::AccountView Simulation::account() const {
  // What is filled but not yet reported is not in the balances that the strategy knows.
  double base = books_.ledger().base(), quote = books_.ledger().quote();
  for (const DueFill& unknown : waiting_) {
    const double quantity = base::sign(unknown.fill.side) * books_.quantity(unknown.fill.quantity);
    const double value = quantity * books_.price(unknown.fill.price);
    base -= quantity;
    quote += value + books_.fee_ratio(unknown.fill) * std::fabs(value);
  }
  return {base, quote, known_};
}

void Simulation::act(const strategy::Actions& actions) {
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
    return live.cancelling && order.state == market::OrderState::cancelled && order.ended + options_.market.response_latency <= time;
  });
  for (const market::OrderRequest& request : actions.orders) {
    const double value = books_.price(request.price) * books_.quantity(request.quantity);
    if (value < options_.instrument.min_notional * (1 - 1e-12)) continue;
    const market::OrderId id = matcher_.submit(request, time);
    known_.push_back({id, request.side, request.price, request.quantity, request.quantity, time, false});
  }
  matcher_.forget_ended(known_.empty() ? static_cast<market::OrderId>(matcher_.orders() + 1) : known_.front().id);
}

double Simulation::quoted_seconds() const { return base::seconds(matcher_.quoted_until(leg_.to)); }

}  // namespace asgen::simulate
