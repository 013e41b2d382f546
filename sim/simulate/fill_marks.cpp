#include "sim/simulate/fill_marks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace asgen::simulate {
namespace {

constexpr std::size_t kFew = 24;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The mids of one tape, in half price quanta. Times are found by way of the clock: later ticks of a fill follow from its own.
class Mids {
 public:
  explicit Mids(const tape::Tape& tape)
      : times_(tape.columns().event_ns),
        bids_(tape.best_bid()),
        asks_(tape.best_ask()),
        tick_events_(tape.tick_events()),
        per_second_(base::kNanosPerSecond % tape.info().clock.count() == 0 ? base::kNanosPerSecond / tape.info().clock.count() : 0),
        seen_as_they_happen_(tape.columns().seen_ns.empty()),
        tape_(tape) {}

  /// After some events; NaN while the book is not two-sided.
  [[nodiscard]] double after(std::size_t events) const {
    if (events == 0) return kNone;
    const std::int32_t bid = bids_[events - 1], ask = asks_[events - 1];
    return bid == tape::kNoBid || ask == tape::kNoAsk ? kNone : static_cast<double>(std::int64_t{bid} + ask);
  }
  /// In force at `seconds` after `t`: that of the last event up to it. `ticks`: those until t.
  [[nodiscard]] double later(base::Nanos t, std::size_t ticks, int seconds) const {
    const base::Nanos at = t + base::Nanos(seconds * base::kNanosPerSecond);
    const bool aligned = per_second_ > 0 && ticks > 0;
    return after(events_until(at, aligned ? ticks + static_cast<std::size_t>(per_second_ * seconds) : tape_.ticks_until(at)));
  }
  /// Before the event that filled us; a fill on a clock tick or on arrival comes after the last event up to it.
  [[nodiscard]] double before(const market::Fill& fill) const {
    return after(times_[fill.event] < fill.time.count() ? fill.event + 1 : fill.event);
  }

 private:
  /// `ticks`: those until t, were there any after the tape's last. Events between two ticks are few: counting them all costs less than a
  /// search that branches.
  [[nodiscard]] std::size_t events_until(base::Nanos t, std::size_t ticks) const {
    const bool inside = ticks > 0 && ticks < tick_events_.size() && seen_as_they_happen_;
    if (!inside) return tape_.events_until(t, tick_events_.empty() || ticks == 0 ? 0 : tick_events_[std::min(ticks, tick_events_.size()) - 1]);
    const std::size_t first = tick_events_[ticks - 1], last = tick_events_[ticks];
    if (last - first > kFew) return tape_.events_until(t, first);
    std::size_t events = first;
    for (std::size_t i = first; i < last; ++i) events += times_[i] <= t.count() ? 1 : 0;
    return events;
  }

  std::span<const std::int64_t> times_;
  std::span<const std::int32_t> bids_, asks_;
  std::span<const std::uint32_t> tick_events_;
  std::int64_t per_second_;  // ticks; 0 when no whole number
  bool seen_as_they_happen_;
  const tape::Tape& tape_;
};

}  // namespace

void add_qualities(const LegFills& leg, const Books& books, double limit, FillQualities& qualities) {
  const Mids mids(*leg.tape);
  base::Lots inventory = leg.inventory;
  for (std::size_t i = leg.first; i < leg.end; ++i) {
    const market::Fill& fill = books.fills()[i];
    const bool outside = std::fabs(books.quantity(inventory)) > limit;
    inventory += base::Lots(base::sign(fill.side) * fill.quantity.count());
    const double mid = mids.before(fill);
    if (std::isnan(mid)) continue;
    account::MarkedFill marked{fill.side, 2 * fill.price.as_double(), books.quantity(fill.quantity), mid, {}};
    const std::size_t ticks = leg.tape->ticks_until(fill.time);
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      const int seconds = account::kMarkoutHorizons_s[h];
      const bool past = fill.time + base::Nanos(seconds * base::kNanosPerSecond) > leg.to;
      marked.later[h] = past ? kNone : mids.later(fill.time, ticks, seconds);
    }
    (outside ? qualities.outside : qualities.inside).add(marked);
  }
}

}  // namespace asgen::simulate
