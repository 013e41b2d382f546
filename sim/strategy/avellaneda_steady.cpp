// The Avellaneda maker as a steady one: between fills its mended cycle only renews quotes.

#include <algorithm>

#include "sim/strategy/avellaneda.hpp"

namespace asgen::strategy {

std::optional<SteadyMaker::Rhythm> Avellaneda::rhythm(base::Nanos now) const {
  if (create_at_ <= now || oldest_ == base::Nanos::max()) return std::nullopt;
  Rhythm rhythm{create_at_, refresh_, oldest_ + lifetime_, {}};
  for (const base::Side side : base::kSides) {
    const bool open = is_open(side, now);
    rhythm.quoting[side == base::Side::buy ? 0 : 1] = open;
    if (!open) rhythm.until = std::min(rhythm.until, paused_until(side));
  }
  if (!rhythm.quoting[0] && !rhythm.quoting[1]) return std::nullopt;
  return rhythm;
}

void Avellaneda::resume(base::Nanos last_decision, base::Nanos oldest) {
  create_at_ = last_decision;
  set_timers(last_decision);
  oldest_ = oldest;
}

}  // namespace asgen::strategy
