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
  const std::int64_t clock = tape_.info().clock.count();
  return static_cast<std::size_t>(((t - tape_.tick_ns(0)).count() + clock - 1) / clock);
}

std::size_t Simulation::QuotePlay::find_limit() const {
  const auto gaps = tape_.gaps();
  const auto later = [](Nanos t, const tape::TapeGap& gap) { return t < gap.begin; };
  const auto gap = std::upper_bound(gaps.begin(), gaps.end(), time_, later);
  const Nanos stop = std::min(simulation_.next_funding_, gap == gaps.end() ? Nanos::max() : gap->begin);
  const std::size_t end = simulation_.leg_.end_tick - 1;
  if (stop > simulation_.leg_.to) return end;
  return std::min(end, std::max<std::size_t>(first_tick_at(stop), 2) - 2);
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

void Simulation::QuotePlay::hand_back() {
  simulation_.matcher_.resume({time_, events_, next_id_, venue_.presence()});
  simulation_.known_.clear();
  hand_back_quotes();
  hand_back_gone();
  simulation_.fill_reports_.clear();
  simulation_.end_reports_.clear();
  simulation_.pay_funding_until(time_);
}

/// What the maker has not heard of an order's fills.
Lots Simulation::QuotePlay::unheard(market::OrderId id) const {
  Lots lots(0);
  for (const market::Fill& fill : simulation_.waiting_) {
    if (fill.order == id) lots += fill.quantity;
  }
  return lots;
}

/// Listed orders in the order of their sending.
void Simulation::QuotePlay::hand_back_quotes() {
  std::vector<std::pair<Side, market::Quote>> listed;
  for (const Side side : base::kSides) {
    for (const market::Quote& own : quotes(side)) listed.emplace_back(side, own);
  }
  std::stable_sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return a.second.submitted < b.second.submitted; });
  for (const auto& [side, own] : listed) hand_back_quote(side, own, own.rests() ? market::OrderState::resting : market::OrderState::filled);
}

/// Orders that the maker gave up before it heard of their fills.
void Simulation::QuotePlay::hand_back_gone() {
  std::vector<market::Fill>& waiting = simulation_.waiting_;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const market::Fill fill = waiting[i];
    if (fill.order >= next_id_) continue;  // was handed back
    const bool filled = std::any_of(waiting.begin(), waiting.end(), [&](const market::Fill& f) { return f.order == fill.order && f.completes; });
    hand_back_quote(fill.side, {fill.order, static_cast<std::int32_t>(fill.price.count()), unheard(fill.order)},
                    filled ? market::OrderState::filled : market::OrderState::cancelled);
  }
}

void Simulation::QuotePlay::hand_back_quote(Side side, const market::Quote& quote, market::OrderState state) {
  const Lots unheard = this->unheard(quote.id);
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
