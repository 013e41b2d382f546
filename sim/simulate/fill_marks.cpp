#include "sim/simulate/fill_marks.hpp"

#include <cmath>
#include <limits>

namespace asgen::simulate {
namespace {

/// Mid after some events [quote currency]; NaN while the book is not two-sided.
double mid_after(const tape::Tape& tape, std::size_t events) {
  const std::int32_t bid = tape.best_bid(events), ask = tape.best_ask(events);
  if (bid == tape::kNoBid || ask == tape::kNoAsk) return std::numeric_limits<double>::quiet_NaN();
  return tape.columns().price.half(std::int64_t{bid} + ask);
}

/// Mid in force at `t`: that of the last event up to it. The clock's ticks tell roughly where to look.
double mid_at(const tape::Tape& tape, base::Nanos t) {
  const std::size_t ticks = tape.ticks_until(t);
  return mid_after(tape, tape.events_until(t, ticks == 0 ? 0 : tape.tick_events()[ticks - 1]));
}

/// Events before the one that filled us; a fill on a clock tick or on arrival comes after the last event up to it.
std::size_t events_before(const tape::Tape& tape, const market::Fill& fill) {
  return tape.event_ns(fill.event) < fill.time ? fill.event + 1 : fill.event;
}

}  // namespace

void mark_fills(const Leg& leg, const Books& books, std::size_t first_fill, std::vector<FillMark>& marks) {
  const tape::Tape& tape = *leg.tape;
  for (std::size_t i = first_fill; i < books.fills().size(); ++i) {
    const market::Fill& fill = books.fills()[i];
    const double mid = mid_after(tape, events_before(tape, fill));
    if (std::isnan(mid)) continue;
    FillMark mark{{fill.side, books.price(fill.price), books.quantity(fill.quantity), mid, {}},
                  std::fabs(books.quantity(books.inventory_before()[i]))};
    for (std::size_t h = 0; h < account::kHorizons; ++h) {
      const base::Nanos later = fill.time + base::Nanos(account::kMarkoutHorizons_s[h] * base::kNanosPerSecond);
      mark.fill.later[h] = later > leg.to ? std::numeric_limits<double>::quiet_NaN() : mid_at(tape, later);
    }
    marks.push_back(mark);
  }
}

}  // namespace asgen::simulate
