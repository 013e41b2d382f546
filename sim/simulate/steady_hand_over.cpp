// When decisions may be foreseen, and how a steady run begins and ends.

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

std::unique_ptr<ForeseenRun> Simulation::foresee(strategy::SteadyMaker& maker) {
  if (!may_look_ahead() || !waiting_.empty() || now() + options_.market.entry_latency > leg_.to) return nullptr;
  // Taking over costs as much as some ticks.
  if (std::max(tick_ + 2, leg_.tape->ticks_until(std::max(maker.timers().decide_at, now()))) >= foreseen_until()) return nullptr;
  const tape::Reach* reach = leg_.gates->reach(ticks_in(maker.pace().refresh, leg_.tape->info().clock));
  if (reach == nullptr || !settle_requests()) return nullptr;
  return std::make_unique<SteadyRun>(*this, maker, *reach);
}

/// Hands orders, reports under way and timers back.
void Simulation::SteadyRun::hand_back() {
  for (const Side side : base::kSides) trace(side);
  find_oldest();
  simulation_.take_back({&venue_, time_, events_, next_id_});
  const auto time_of = [this](std::size_t tick) { return tick == kNone ? Nanos::max() : tape_.tick_ns(tick); };
  maker_.resume({time_of(next_), {time_of(open_from_[0]), time_of(open_from_[1])}, time_of(oldest_)});
}

}  // namespace asgen::simulate
