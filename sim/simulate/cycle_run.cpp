#include "sim/simulate/cycle_run.hpp"

#include <algorithm>
#include <limits>

namespace asgen::simulate {

using base::Nanos;
using base::Side;

namespace {

/// Whole clock periods that a duration takes up to a tick.
std::size_t ticks_in(Nanos duration, Nanos clock) { return static_cast<std::size_t>((duration.count() + clock.count() - 1) / clock.count()); }

}  // namespace

Simulation::CycleRun::CycleRun(Simulation& simulation, strategy::CyclicMaker& maker, const tape::Reach& reach)
    : simulation_(simulation),
      maker_(maker),
      tape_(*simulation.leg_.tape),
      reach_(reach),
      rhythm_(maker.rhythm()),
      play_(simulation),
      quotes_(simulation.leg_, maker.cycle_lanes(), static_cast<std::size_t>(reach.stride)),
      refresh_(static_cast<std::size_t>(reach.stride)),
      lifetime_(ticks_in(rhythm_.lifetime, tape_.info().clock)),
      limit_(play_.find_limit()),
      due_(maker.position().due),
      base_(std::numeric_limits<double>::quiet_NaN()) {}

bool Simulation::CycleRun::run() {
  do {
    leap();
  } while (step() == Step::on);
  return moved_;
}

std::size_t Simulation::CycleRun::next_decision() const { return std::max(play_.first_tick_at(due_), simulation_.tick_ + 1); }

/// With nothing at the venue and a timer that allows to send: passes orders over as long as nothing comes of them.
void Simulation::CycleRun::leap() {
  const std::size_t start = next_decision();
  if (start >= limit_ || play_.lists_any() || !simulation_.waiting_.empty() || now(start) <= due_) return;
  const Nanos period = tape_.info().clock * static_cast<std::int64_t>(refresh_);
  // Where it need not wait, and its timer was due before the tick, a tick that cancels also sends: a cycle of its own.
  if (!rhythm_.waits && rhythm_.refresh < period) return;
  note_balances();
  std::size_t present = 0, end = 0;
  for (std::size_t tick = start; tick < limit_;) {
    const Life life = live(tick);
    if (!life.quiet) break;
    present += life.end - tick;
    end = life.end;
    tick = end + 1;
  }
  if (present == 0) return;
  moved_ = true;
  due_ = now(end) - period + rhythm_.refresh;
  decided_ = end;
  decided_with_ = {base_, quote_, {}};
  play_.pass_over(end, tape_.info().clock * static_cast<std::int64_t>(present));
}

/// What becomes of orders sent at `tick`.
Simulation::CycleRun::Life Simulation::CycleRun::live(std::size_t tick) {
  const std::size_t entry = quotes_.at(tick);
  const Best sent = best(entry);
  if (quotes_.block().odd[entry] != 0 || is_loud(tick, sent)) return {false, tick};
  for (std::size_t next = tick + refresh_; next < std::min(limit_, tick + lifetime_); next += refresh_) {
    const std::size_t later = quotes_.at(next);
    if (quotes_.block().odd[later] != 0) break;
    if (best(later) != sent || !same_levels(tick, next)) return {true, next};
    if (is_loud(next, sent)) break;
  }
  return {false, tick};
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
  return due_ > now(tick) ? Step::on : decide(tick);
}

/// Prices anew when balances have changed.
void Simulation::CycleRun::note_balances() {
  const strategy::AccountView own = simulation_.account();
  if (own.base == base_ && own.quote == quote_) return;
  base_ = own.base;
  quote_ = own.quote;
  maker_.cycle_lanes().set_balances(base_, quote_);
  quotes_.forget();
}

Simulation::CycleRun::Step Simulation::CycleRun::decide(std::size_t tick) {
  note_balances();
  const std::size_t entry = quotes_.at(tick);
  if (quotes_.block().odd[entry] != 0) {
    undecided_ = true;
    return Step::stop;
  }
  decided_ = tick;
  decided_with_ = {base_, quote_, {}};
  const bool stands = play_.lists_any();
  if (stands && stays(entry)) {
    due_ = now(tick) + rhythm_.refresh;
    return Step::on;
  }
  if (stands) play_.cancel_all(tick);
  if (due_ < now(tick) && !(stands && rhythm_.waits)) create(tick, entry);
  return Step::on;
}

/// Whether every order of an entry stands at its price.
bool Simulation::CycleRun::stays(std::size_t entry) {
  for (const Side side : base::kSides) {
    const std::vector<std::int32_t>& wanted = quotes_.ladder(entry, side);
    const market::Quotes& listed = play_.quotes(side);
    const auto same = [](const market::Quote& own, std::int32_t price) { return own.price == price; };
    if (!std::equal(listed.begin(), listed.end(), wanted.begin(), wanted.end(), same)) return false;
  }
  return true;
}

void Simulation::CycleRun::create(std::size_t tick, std::size_t entry) {
  const strategy::CycleBlock& block = quotes_.block();
  play_.send(Side::buy, tick, base::Lots(block.buy_lots[entry]), quotes_.ladder(entry, Side::buy));
  play_.send(Side::sell, tick, base::Lots(block.sell_lots[entry]), quotes_.ladder(entry, Side::sell));
  due_ = now(tick) + rhythm_.refresh;
}

void Simulation::CycleRun::hand_back() {
  play_.hand_back();
  const std::size_t oldest = play_.find_oldest();
  maker_.go_on({due_, oldest == QuotePlay::kNone ? Nanos::max() : now(oldest)});
  if (decided_ != QuotePlay::kNone) maker_.recall(simulation_.observe(decided_), decided_with_);
}

bool Simulation::look_ahead(strategy::CyclicMaker& maker) {
  if (!may_look_ahead() || !waiting_.empty() || now() + options_.market.entry_latency > leg_.to || leg_.gates->coarse_mids().mid().empty()) return false;
  if (decision_tick(tick_ + 1) != tick_ + 1) return false;  // a gap
  const strategy::CyclicMaker::Rhythm rhythm = maker.rhythm();
  const tape::Reach* reach = leg_.gates->reach(ticks_in(rhythm.refresh, leg_.tape->info().clock));
  const bool cancelled = std::all_of(known_.begin(), known_.end(), [](const strategy::LiveOrder& live) { return live.cancelling; });
  if (reach == nullptr || rhythm.lifetime <= rhythm.refresh || (maker.position().due <= now() && !cancelled) || !settle_requests()) return false;
  CycleRun run(*this, maker, *reach);
  if (!run.run()) return false;
  run.hand_back();
  return run.is_undecided();
}

}  // namespace asgen::simulate
