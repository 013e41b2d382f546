#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/tape/scale.hpp"
#include "sim/tape/stages.hpp"

namespace asgen::tape {
namespace {

constexpr std::int64_t kMaxTicks = 100'000'000;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }
std::int64_t ceil_divide(std::int64_t a, std::int64_t b) { return -floor_divide(-a, b); }

std::uint64_t count_before(const std::vector<std::int64_t>& times, std::int64_t t) {
  return static_cast<std::uint64_t>(std::lower_bound(times.begin(), times.end(), t) - times.begin());
}

void add_tick(Draft& draft, const Scale& price, std::size_t events) {
  const std::int32_t bid = events == 0 ? kNoBid : draft.best_bid[events - 1];
  const std::int32_t ask = events == 0 ? kNoAsk : draft.best_ask[events - 1];
  const bool two_sided = bid != kNoBid && ask != kNoAsk;
  draft.tick_events.push_back(static_cast<std::uint32_t>(events));
  draft.mid.push_back(two_sided ? price.half(static_cast<std::int64_t>(bid) + ask) : std::numeric_limits<double>::quiet_NaN());
  std::uint8_t flags = two_sided ? kTwoSided : 0;
  if (two_sided && bid == ask) flags |= kLocked;
  if (two_sided && bid > ask) flags |= kCrossed;
  draft.tick_flags.push_back(flags);
  draft.buy_tick_hits.push_back(ask == kNoAsk ? kNoHit : ask);
  draft.sell_tick_hits.push_back(bid == kNoBid ? kNoHit : -bid);
}

void add_gaps(const data::Day& day, Draft& draft, std::int64_t first_tick) {
  const std::int64_t clock = draft.info.clock.count();
  const auto ticks_before = [&](std::int64_t t) {
    const std::int64_t ticks = ceil_divide(t, clock) - first_tick;
    return static_cast<std::uint64_t>(std::clamp<std::int64_t>(ticks, 0, static_cast<std::int64_t>(draft.mid.size())));
  };
  if (draft.info.grain == BookGrain::row) return;
  for (const data::Gap& gap : day.gaps) {
    const TapeGap entry{gap.begin,
                        gap.end,
                        count_before(draft.event_ns, gap.begin.count() + 1),
                        count_before(draft.event_ns, gap.end.count()),
                        ticks_before(gap.begin.count()),
                        ticks_before(gap.end.count())};
    for (std::uint64_t k = entry.first_tick; k < entry.end_tick; ++k) draft.tick_flags[k] |= kInGap;
    draft.gaps.push_back(entry);
  }
}

}  // namespace

void set_clock(const data::Day& day, Draft& draft) {
  const std::int64_t clock = draft.info.clock.count();
  const std::int64_t first = ceil_divide(draft.info.open.count(), clock);
  const std::int64_t last = floor_divide(draft.info.close.count(), clock);
  draft.info.first_tick = first;
  if (last - first >= kMaxTicks) {
    throw base::ConfigurationError(
        "simulation clock", fmt::format("= {} ns gives {} ticks (at most {})", clock, last - first + 1, kMaxTicks), "use a slower clock");
  }
  const Scale price(draft.info.price_quantum);
  const auto& seen_ns = draft.seen_ns.empty() ? draft.event_ns : draft.seen_ns;
  std::size_t events = 0;
  for (std::int64_t k = first; k <= last; ++k) {
    while (events < seen_ns.size() && seen_ns[events] <= k * clock) ++events;
    add_tick(draft, price, events);
  }
  add_gaps(day, draft, first);
}

}  // namespace asgen::tape
