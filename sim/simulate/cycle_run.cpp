#include "sim/simulate/cycle_run.hpp"

#include <algorithm>
#include <limits>

namespace asgen::simulate {

using base::Nanos;
using base::Side;

Simulation::CycleRun::CycleRun(Simulation& simulation, strategy::CyclicMaker& maker, const tape::Reach& reach)
    : simulation_(simulation),
      maker_(maker),
      tape_(*simulation.leg_.tape),
      reach_(reach),
      rhythm_(maker.rhythm()),
      play_(simulation),
      quotes_(simulation.leg_, maker.cycle_lanes(), reach.order.stride()),
      window_(simulation.leg_, maker.cycle_lanes(), reach),
      refresh_(reach.order.stride()),
      lifetime_(ticks_in(rhythm_.lifetime, tape_.info().clock)),
      every_tick_(refresh_ == 1 && maker.cycle_lanes().levels() == 1),
      limit_(simulation.foreseen_until()),
      due_(maker.position().due),
      base_(std::numeric_limits<double>::quiet_NaN()) {}

Foreseen Simulation::CycleRun::go_on(Nanos until) {
  for (;;) {
    stay_on();
    leap();
    if (step() == Step::stop) break;
    if (now(simulation_.tick_) >= until) return Foreseen::paused;
  }
  if (moved_) hand_back();
  return Foreseen::waits;
}

std::size_t Simulation::CycleRun::next_decision() const { return std::max(play_.first_tick_at(due_), simulation_.tick_ + 1); }

/// Whether one order a side is listed, at these prices.
bool Simulation::CycleRun::stand_at(std::int32_t bid, std::int32_t ask) const {
  const market::Quotes &buys = play_.quotes(Side::buy), &sells = play_.quotes(Side::sell);
  return buys.size() == 1 && sells.size() == 1 && buys[0].price == bid && sells[0].price == ask;
}

/// With orders at the venue: passes over ticks at which they stay and before which nothing touches them.
void Simulation::CycleRun::stay_on() {
  if (!every_tick_ || !simulation_.waiting_.empty() || !play_.lists_any()) return;
  const std::size_t first = next_decision(), end = std::min(limit_, play_.find_oldest() + lifetime_);
  if (first >= end) return;
  note_balances();
  window_.show(first);
  const std::size_t bit = first - window_.first();
  if (window_.is_odd(first) || !stand_at(window_.bid(first), window_.ask(first))) return;
  // They also stay at the ticks after `first` whose prices are the same.
  const std::uint64_t leave = bit == 63 ? 0 : (~window_.same() | window_.odd()) >> (bit + 1);
  const std::size_t run = leave == 0 ? window_.end() - first : 1 + static_cast<std::size_t>(std::countr_zero(leave));
  const std::size_t last = play_.untouched_until(first, std::min({first + run, window_.end(), end}) - 1);
  if (last < first) return;
  moved_ = true;
  play_.play_to_tick(last);
  note_decision(last);
  due_ = now(last) + rhythm_.refresh;
}

/// With nothing at the venue and a timer that allows to send: passes orders over as long as nothing comes of them.
void Simulation::CycleRun::leap() {
  const std::size_t start = next_decision();
  if (start >= limit_ || play_.lists_any() || !simulation_.waiting_.empty() || now(start) <= due_) return;
  const Nanos period = tape_.info().clock * static_cast<std::int64_t>(refresh_);
  // Where it need not wait, and its timer was due before the tick, a tick that cancels also sends: a cycle of its own.
  if (!rhythm_.waits && rhythm_.refresh < period) return;
  note_balances();
  Passed passed;
  std::size_t tick = start;
  Life life{Life::Kind::unknown, tick};
  for (; tick < limit_; tick = passed.end + 1) {
    if (every_tick_ && window_.shows(tick)) tick = pass_lives(tick, passed);
    if (tick >= limit_) break;
    life = every_tick_ ? live_tick_by_tick(tick) : live(tick);
    if (life.kind != Life::Kind::quiet) break;
    passed.present += life.end - tick;
    passed.end = life.end;
  }
  if (passed.present > 0) {
    moved_ = true;
    due_ = now(passed.end) - period + rhythm_.refresh;
    note_decision(passed.end);
    play_.pass_over(passed.end, tape_.info().clock * static_cast<std::int64_t>(passed.present));
  }
  if (life.kind == Life::Kind::eventful) begin_life(tick, life.end);
}

/// Sends orders at `tick`, which nothing refuses, and lets them stand up to the arrival of what is sent at `stands_at`.
void Simulation::CycleRun::begin_life(std::size_t tick, std::size_t stands_at) {
  if (!wish(tick)) return;
  moved_ = true;
  for (const Side side : base::kSides) play_.send(side, tick, wishes_[base::index(side)]);
  play_.pass_to_arrival(stands_at);
  note_decision(stands_at);
  due_ = now(stands_at) + rhythm_.refresh;
}

/// Passes over orders sent at `tick` and later that come and go within the window shown; returns the tick at which the next ones are sent.
std::size_t Simulation::CycleRun::pass_lives(std::size_t tick, Passed& passed) const {
  const std::uint64_t eventful = window_.eventful(), stop = ~window_.same() | eventful, leave = ~window_.same() & ~window_.odd();
  const std::size_t first = window_.first(), until = std::min(limit_, window_.end()) - first;
  for (std::size_t sent = tick - first; sent + 1 < until && (eventful >> sent & 1) == 0; tick = passed.end + 1) {
    const std::uint64_t ahead = stop >> (sent + 1);
    if (ahead == 0) break;
    const std::size_t lived = 1 + static_cast<std::size_t>(std::countr_zero(ahead)), gone = sent + lived;
    if (gone >= until || lived >= lifetime_ || (leave >> gone & 1) == 0) break;
    passed.present += lived;
    passed.end = first + gone;
    sent = gone + 1;
  }
  return tick;
}

/// The same as `live` where every tick decides about one level.
Simulation::CycleRun::Life Simulation::CycleRun::live_tick_by_tick(std::size_t tick) {
  window_.show(tick);
  const std::size_t bit = tick - window_.first(), last = std::min(limit_, tick + lifetime_);
  if ((window_.eventful() >> bit & 1) != 0) return {Life::Kind::unknown, tick};
  const Best sent{window_.bid(tick), window_.ask(tick)};
  std::uint64_t same = window_.same();
  for (std::size_t next = tick + 1; next < last;) {
    if (window_.show(next)) same = window_.same() | (Best{window_.bid(next), window_.ask(next)} == sent ? 1 : 0);
    const std::uint64_t stop = (~same | window_.eventful()) >> (next - window_.first());
    next = stop == 0 ? window_.end() : next + static_cast<std::size_t>(std::countr_zero(stop));
    if (next >= window_.end()) continue;
    if (next >= last || window_.is_odd(next)) return {Life::Kind::eventful, std::min(next, last) - 1};
    const bool stays = (same >> (next - window_.first()) & 1) != 0;
    return {stays ? Life::Kind::eventful : Life::Kind::quiet, next};
  }
  return {Life::Kind::eventful, last - 1};
}

/// What becomes of orders sent at `tick`.
Simulation::CycleRun::Life Simulation::CycleRun::live(std::size_t tick) {
  const std::size_t entry = quotes_.at(tick);
  const Best sent = best(entry);
  if (quotes_.block().odd[entry] != 0 || is_loud(tick, sent)) return {Life::Kind::unknown, tick};
  std::size_t next = tick + refresh_;
  for (; next < std::min(limit_, tick + lifetime_); next += refresh_) {
    const std::size_t later = quotes_.at(next);
    if (quotes_.block().odd[later] != 0) break;
    if (best(later) != sent || !same_levels(tick, next)) return {Life::Kind::quiet, next};
    if (is_loud(next, sent)) return {Life::Kind::eventful, next};
  }
  return {Life::Kind::eventful, next - refresh_};
}

/// Whether the levels beyond the best are the same at two ticks.
bool Simulation::CycleRun::same_levels(std::size_t tick, std::size_t later) {
  if (maker_.cycle_lanes().levels() == 1) return true;
  for (const Side side : base::kSides) {
    const std::vector<std::int32_t> prices = quotes_.ladder(quotes_.at(tick), side);
    if (quotes_.ladder(quotes_.at(later), side) != prices) return false;
  }
  return true;
}

Simulation::CycleRun::Step Simulation::CycleRun::step() {
  const std::size_t oldest = play_.find_oldest();
  const std::size_t next = std::min({next_decision(), oldest + lifetime_, play_.next_report()});
  if (next >= limit_ || next >= oldest + lifetime_) return Step::stop;
  moved_ = true;
  const std::size_t tick = play_.play_to_tick(next);
  if (play_.hear(tick)) due_ = now(tick) - tape_.info().clock + rhythm_.delay;
  if (due_ <= now(tick)) decide(tick);
  return Step::on;
}

/// Prices anew when balances have changed.
void Simulation::CycleRun::note_balances() {
  const strategy::AccountView own = simulation_.account();
  if (own.base == base_ && own.quote == quote_) return;
  base_ = own.base;
  quote_ = own.quote;
  maker_.cycle_lanes().set_balances(base_, quote_);
  quotes_.forget();
  window_.forget();
}

void Simulation::CycleRun::note_decision(std::size_t tick) {
  decided_ = tick;
  decided_with_ = {base_, quote_, {}};
}

/// Decides where prices alone are enough; false where they are not.
bool Simulation::CycleRun::decide_at_a_glance(std::size_t tick) {
  if (!every_tick_) return false;
  window_.show(tick);
  const bool stands = play_.lists_any(), may_send = due_ < now(tick) && !(stands && rhythm_.waits);
  if (window_.is_odd(tick)) return false;
  if (stands && stand_at(window_.bid(tick), window_.ask(tick))) {
    due_ = now(tick) + rhythm_.refresh;
  } else if (may_send) {
    return false;
  } else if (stands) {
    play_.cancel_all(tick);
  }
  note_decision(tick);
  return true;
}

void Simulation::CycleRun::decide(std::size_t tick) {
  note_balances();
  if (decide_at_a_glance(tick)) return;
  if (!wish(tick)) return;
  const bool stands = play_.lists_any();
  if (stands && stays()) {
    due_ = now(tick) + rhythm_.refresh;
    return;
  }
  if (stands) play_.cancel_all(tick);
  if (due_ >= now(tick) || (stands && rhythm_.waits)) return;
  if (wishes_[0].empty() && wishes_[1].empty()) return;
  for (const Side side : base::kSides) play_.send(side, tick, wishes_[base::index(side)]);
  play_.refuse(tick);
  due_ = now(tick) + rhythm_.refresh;
}

/// What the maker would like to have; false when it leaves all as it is.
bool Simulation::CycleRun::wish(std::size_t tick) {
  const std::size_t entry = quotes_.at(tick);
  const strategy::CycleBlock& block = quotes_.block();
  if (block.odd[entry] != 0) return wish_closely(tick);
  note_decision(tick);
  for (const Side side : base::kSides) {
    const base::Lots lots(side == Side::buy ? block.buy_lots[entry] : block.sell_lots[entry]);
    std::vector<QuotePlay::Wish>& wishes = wishes_[base::index(side)];
    wishes.clear();
    for (const std::int32_t price : quotes_.ladder(entry, side)) wishes.push_back({price, lots});
  }
  return true;
}

/// The same from the maker itself.
bool Simulation::CycleRun::wish_closely(std::size_t tick) {
  recall();
  strategy::Proposal* const proposal = maker_.look(simulation_.observe(tick), {base_, quote_, {}});
  if (proposal == nullptr) return false;
  for (const Side side : base::kSides) {
    std::vector<QuotePlay::Wish>& wishes = wishes_[base::index(side)];
    wishes.clear();
    for (const market::OrderRequest& order : proposal->side(side)) wishes.push_back({static_cast<std::int32_t>(order.price.count()), order.quantity});
  }
  return true;
}

/// Whether the listed orders are at the prices that are wanted, all of them.
bool Simulation::CycleRun::stays() const {
  const auto same = [](const market::Quote& own, const QuotePlay::Wish& wish) { return own.price == wish.price; };
  return std::all_of(base::kSides.begin(), base::kSides.end(), [&](Side side) {
    const market::Quotes& listed = play_.quotes(side);
    const std::vector<QuotePlay::Wish>& wishes = wishes_[base::index(side)];
    return std::equal(listed.begin(), listed.end(), wishes.begin(), wishes.end(), same);
  });
}

/// Tells the maker of the last decision, if it does not know.
void Simulation::CycleRun::recall() {
  if (decided_ != QuotePlay::kNone) maker_.recall(simulation_.observe(decided_), decided_with_);
  decided_ = QuotePlay::kNone;
}

/// Hands orders, reports under way and the timer back.
void Simulation::CycleRun::hand_back() {
  play_.hand_back();
  const std::size_t oldest = play_.find_oldest();
  maker_.go_on({due_, oldest == QuotePlay::kNone ? Nanos::max() : now(oldest)});
  recall();
}

std::unique_ptr<ForeseenRun> Simulation::foresee(strategy::CyclicMaker& maker) {
  if (!may_look_ahead() || !waiting_.empty() || now() + options_.market.entry_latency > leg_.to || leg_.gates->coarse_mids().mid().empty()) return nullptr;
  if (decision_tick(tick_ + 1) != tick_ + 1) return nullptr;  // a gap
  const strategy::CyclicMaker::Rhythm rhythm = maker.rhythm();
  const tape::Reach* reach = leg_.gates->reach(ticks_in(rhythm.refresh, leg_.tape->info().clock));
  const bool cancelled = std::all_of(known_.begin(), known_.end(), [](const strategy::LiveOrder& live) { return live.cancelling; });
  if (reach == nullptr || rhythm.lifetime <= rhythm.refresh || (maker.position().due <= now() && !cancelled) || !settle_requests()) return nullptr;
  return std::make_unique<CycleRun>(*this, maker, *reach);
}

}  // namespace asgen::simulate
