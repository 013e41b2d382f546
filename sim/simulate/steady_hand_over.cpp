// A steady run takes a simulation over and hands it back.

#include <algorithm>

#include "sim/simulate/steady_run.hpp"

namespace asgen::simulate {

using base::Nanos;
using base::Side;

/// Whether decisions may be foreseen at all: the market was prepared for it, and nobody wants to see every order.
bool Simulation::may_look_ahead() const {
  const market::MarketOptions& market = options_.market;
  const bool prepared = leg_.gates != nullptr && leg_.gates->options().entry_latency == market.entry_latency && !leg_.volatility.empty();
  const bool plain = market.fill == market::FillRule::shared && market.queue != market::QueueModel::l3_fifo &&
                     market.latency.kind == market::LatencyKind::constant && market.feed == tape::FeedLatency::none &&
                     books_.grid().contract == account::Contract::linear;
  return prepared && plain && keeps_ == OrderLog::none && market.entry_latency + market.response_latency <= leg_.tape->info().clock;
}

/// Requests of the ticks before it arrive before the leg ends, a gap begins or funding is paid.
std::size_t Simulation::foreseen_until() const {
  const tape::Tape& tape = *leg_.tape;
  const auto gaps = tape.gaps();
  const auto later = [](Nanos t, const tape::TapeGap& gap) { return t < gap.begin; };
  const auto gap = std::upper_bound(gaps.begin(), gaps.end(), now(), later);
  const Nanos stop = std::min(next_funding_, gap == gaps.end() ? Nanos::max() : gap->begin);
  const std::size_t end = leg_.end_tick - 1;
  if (stop > leg_.to) return end;
  return std::min(end, std::max<std::size_t>(tape.ticks_until(stop - Nanos(1)), 2) - 2);
}

/// Plays the market until what was just sent has arrived; false when an order met something.
bool Simulation::settle_requests() {
  play_to(now() + options_.market.entry_latency);
  return waiting_.empty() && std::all_of(known_.begin(), known_.end(), [this](const strategy::LiveOrder& live) {
           return live.cancelling || matcher_.order(live.id).state == market::OrderState::resting;
         });
}

bool Simulation::look_ahead(strategy::SteadyMaker& maker) {
  if (!may_look_ahead() || !waiting_.empty() || now() + options_.market.entry_latency > leg_.to) return false;
  // Taking over costs as much as some ticks.
  if (std::max(tick_ + 2, leg_.tape->ticks_until(std::max(maker.timers().decide_at, now()))) >= foreseen_until()) return false;
  const Nanos clock = leg_.tape->info().clock;
  const tape::Reach* reach = leg_.gates->reach(static_cast<std::size_t>((maker.pace().refresh.count() + clock.count() - 1) / clock.count()));
  if (reach == nullptr || !settle_requests()) return false;
  SteadyRun run(*this, maker, *reach);
  if (!run.run()) return false;
  run.hand_back();
  return run.is_undecided();
}

void Simulation::SteadyRun::hand_back() {
  find_oldest();
  simulation_.matcher_.resume({time_, events_, next_id_, venue_.presence()});
  simulation_.known_.clear();
  hand_back_quotes();
  hand_back_gone();
  simulation_.fill_reports_.clear();
  simulation_.end_reports_.clear();
  simulation_.pay_funding_until(time_);
  const auto time_of = [this](std::size_t tick) { return tick == kNone ? Nanos::max() : tape_.tick_ns(tick); };
  maker_.resume({time_of(next_), {time_of(open_from_[0]), time_of(open_from_[1])}, time_of(oldest_)});
}

/// What the maker has not heard of an order's fills.
base::Lots Simulation::SteadyRun::unheard(market::OrderId id) const {
  base::Lots lots(0);
  for (const market::Fill& fill : simulation_.waiting_) {
    if (fill.order == id) lots += fill.quantity;
  }
  return lots;
}

/// Resting orders, and those that are over unheard, in the order of their sending.
void Simulation::SteadyRun::hand_back_quotes() {
  std::vector<std::pair<Side, market::Quote>> quotes;
  for (const Side side : base::kSides) {
    for (const market::Quote& own : venue_.quotes(side)) quotes.emplace_back(side, own);
  }
  std::stable_sort(quotes.begin(), quotes.end(), [](const auto& a, const auto& b) { return a.second.submitted < b.second.submitted; });
  for (const auto& [side, own] : quotes) hand_back_quote(side, own, own.rests() ? market::OrderState::resting : market::OrderState::filled);
}

/// Orders that the maker gave up before it heard of their fills.
void Simulation::SteadyRun::hand_back_gone() {
  std::vector<market::Fill>& waiting = simulation_.waiting_;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const market::Fill fill = waiting[i];
    if (fill.order >= next_id_) continue;  // was handed back
    const bool filled = std::any_of(waiting.begin(), waiting.end(), [&](const market::Fill& f) { return f.order == fill.order && f.completes; });
    hand_back_quote(fill.side, {fill.order, static_cast<std::int32_t>(fill.price.count()), unheard(fill.order)},
                    filled ? market::OrderState::filled : market::OrderState::cancelled);
  }
}

void Simulation::SteadyRun::hand_back_quote(Side side, const market::Quote& quote, market::OrderState state) {
  const base::Lots unheard = this->unheard(quote.id);
  Nanos end_known = time_;
  const auto id = static_cast<market::OrderId>(simulation_.matcher_.orders() + 1);
  for (market::Fill& fill : simulation_.waiting_) {
    if (fill.order != quote.id) continue;
    fill.order = id;
    end_known = std::max(end_known, fill.known);
  }
  simulation_.matcher_.take_over(side, quote, state, end_known);
  const bool gone = quote.arrived_after == 0;
  simulation_.known_.push_back({id, side, base::Ticks(quote.price), quote.quantity, quote.leaves + unheard, quote.submitted, gone});
}

}  // namespace asgen::simulate
