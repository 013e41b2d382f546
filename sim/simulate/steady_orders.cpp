// Which orders a steady run has at the venue, and since when.

#include <algorithm>

#include "sim/simulate/steady_run.hpp"

namespace asgen::simulate {

using base::Nanos;
using base::Side;

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

/// An order that is sent at a tick, as it rests at the venue.
market::Quote Simulation::SteadyRun::new_quote(std::int32_t price, base::Lots lots, std::size_t sent) {
  const std::uint32_t events = arrival_[sent];
  return {next_id_++, price, lots, lots, tape_.tick_ns(sent), events, {.seen = events}};
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
      fresh_quotes_.push_back(new_quote(quote.price, quote.lots, quote.sent));
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
  untraced_[base::index(side)] = {decisions.last > decisions.first, decisions, base_, quote_};
  venue_.replace(side, new_quote(price, lots, decisions.last), arrival_time(decisions.first));
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
  fresh_quotes_.clear();
  for (std::size_t i = 0; i < wanted->prices.size(); ++i) fresh_quotes_.push_back(new_quote(wanted->prices[i], wanted->lots_of(i), decisions.last));
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

/// Orders whose beginnings are open are no older than the first decision that may have sent them: that will do until the next decision comes
/// to that age.
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
