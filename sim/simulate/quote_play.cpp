#include "sim/simulate/quote_play.hpp"

#include <algorithm>

namespace asgen::simulate {

using base::Lots;
using base::Nanos;
using base::Side;

Simulation::QuotePlay::QuotePlay(Simulation& simulation)
    : simulation_(simulation),
      tape_(*simulation.leg_.tape),
      arrival_(simulation.leg_.gates->arrival()),
      venue_(tape_, simulation.options_.market),
      events_(simulation.matcher_.events()),
      time_(simulation.matcher_.time()),
      next_id_(static_cast<market::OrderId>(simulation.matcher_.orders() + 1)) {
  for (const Side side : base::kSides) {
    exchanged_ = simulation.matcher_.standing(side);
    venue_.exchange(side, exchanged_, time_);
  }
  venue_.set_presence(simulation.matcher_.presence());
}

std::size_t Simulation::QuotePlay::first_tick_at(Nanos t) const {
  if (t <= tape_.tick_ns(0)) return 0;
  if (t == Nanos::max()) return kNone;
  return ticks_in(t - tape_.tick_ns(0), tape_.info().clock);
}

std::size_t Simulation::QuotePlay::find_oldest() const {
  Nanos oldest = Nanos::max();
  for (const Side side : base::kSides) {
    for (const market::Quote& own : quotes(side)) oldest = std::min(oldest, own.submitted);
  }
  return first_tick_at(oldest);
}

std::size_t Simulation::QuotePlay::next_report() const {
  return simulation_.waiting_.empty() ? kNone : first_tick_at(simulation_.waiting_.front().known);
}

Nanos Simulation::QuotePlay::arrival_time(std::size_t tick) const { return tape_.tick_ns(tick) + simulation_.options_.market.entry_latency; }

std::size_t Simulation::QuotePlay::play_to_tick(std::size_t stop) {
  stop = std::min(stop, next_report());
  for (;;) {
    const std::size_t until = tape_.tick_events()[stop];
    const std::size_t event = events_ < until ? venue_.first_touch(events_, until) : until;
    if (event >= until) break;
    meet(event);
    stop = std::min(stop, next_report());
  }
  events_ = std::max<std::size_t>(events_, tape_.tick_events()[stop]);
  time_ = std::max(time_, tape_.tick_ns(stop));
  simulation_.tick_ = stop;
  return stop;
}

std::size_t Simulation::QuotePlay::untouched_until(std::size_t first, std::size_t last) const {
  const std::span<const std::uint32_t> seen = tape_.tick_events();
  const std::size_t until = seen[last], event = events_ < until ? venue_.first_touch(events_, until) : until;
  while (last >= first && seen[last] > event) --last;
  return last;
}

void Simulation::QuotePlay::play_to_arrival(std::size_t tick) {
  const std::size_t until = arrival_[tick];
  while (events_ < until) {
    const std::size_t event = venue_.first_touch(events_, until);
    if (event >= until) break;
    meet(event);
  }
  events_ = std::max(events_, until);
  time_ = arrival_time(tick);
}

/// Plays an event that touches orders.
void Simulation::QuotePlay::meet(std::size_t event) {
  fresh_.clear();
  venue_.touch(event, fresh_);
  for (const market::Fill& fill : fresh_) {
    simulation_.book(fill);
    simulation_.waiting_.push_back(fill);
  }
  events_ = event + 1;
}

bool Simulation::QuotePlay::hear(std::size_t tick) {
  std::vector<market::Fill>& waiting = simulation_.waiting_;
  const Nanos now = tape_.tick_ns(tick);
  std::size_t known = 0;
  bool any = false;
  for (; known < waiting.size() && waiting[known].known <= now; ++known) {
    if (!waiting[known].completes) continue;
    venue_.forget(waiting[known].side, waiting[known].order);
    any = true;
  }
  if (known > 0) waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(known));
  return any;
}

void Simulation::QuotePlay::cancel_all(std::size_t tick) {
  play_to_arrival(tick);
  for (const Side side : base::kSides) {
    exchanged_.clear();
    venue_.exchange(side, exchanged_, time_);
  }
}

/// Below the minimum notional, as Simulation::act has it.
bool Simulation::QuotePlay::is_too_small(const Wish& wish) const {
  const Books& books = simulation_.books_;
  return books.price(base::Ticks(wish.price)) * books.quantity(wish.lots) < simulation_.options_.instrument.min_notional * (1 - 1e-12);
}

void Simulation::QuotePlay::send(Side side, std::size_t tick, const std::vector<Wish>& wishes) {
  play_to_arrival(tick);
  exchanged_.clear();
  for (const Wish& wish : wishes) {
    if (is_too_small(wish)) continue;
    exchanged_.push_back({next_id_++, wish.price, wish.lots, wish.lots, tape_.tick_ns(tick), arrival_[tick], {.seen = arrival_[tick]}});
  }
  venue_.exchange(side, exchanged_, time_);
}

void Simulation::QuotePlay::refuse(std::size_t tick) {
  for (const Side side : base::kSides) venue_.refuse(side, events_, tape_.tick_ns(tick), time_);
}

void Simulation::QuotePlay::pass_to_arrival(std::size_t tick) {
  simulation_.tick_ = tick;
  events_ = arrival_[tick];
  time_ = arrival_time(tick);
}

void Simulation::QuotePlay::pass_over(std::size_t tick, Nanos present) {
  pass_to_arrival(tick);
  auto presence = venue_.presence();
  for (market::Presence& one : presence) one.before += present;
  venue_.set_presence(presence);
}

void Simulation::QuotePlay::hand_back() { simulation_.take_back({&venue_, time_, events_, next_id_}); }

}  // namespace asgen::simulate
