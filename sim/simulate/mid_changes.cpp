#include "sim/simulate/mid_changes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace asgen::simulate {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double MidChanges::after(const tape::Tape& tape, std::size_t events) {
  const std::int32_t bid = tape.best_bid(events), ask = tape.best_ask(events);
  const bool two_sided = bid != tape::kNoBid && ask != tape::kNoAsk;
  return two_sided ? static_cast<double>(std::int64_t{bid} + ask) : kNone;
}

MidChanges::MidChanges(const tape::Tape& tape) {
  const auto times = tape.columns().event_ns;
  begins_.reserve(tape.ticks() + 2);
  begins_.push_back(0);
  std::size_t event = 0;
  double last = kNone;
  const auto add_until = [&](std::int64_t t) {
    for (; event < times.size() && times[event] <= t; ++event) {
      const double mid = after(tape, event + 1);
      if (mid == last || (std::isnan(mid) && std::isnan(last))) continue;
      changes_.push_back({times[event], mid});
      last = mid;
    }
  };
  for (std::size_t tick = 0; tick < tape.ticks(); ++tick) {
    add_until(tape.tick_ns(tick).count());
    begins_.push_back(static_cast<std::uint32_t>(changes_.size()));
  }
  add_until(std::numeric_limits<std::int64_t>::max());
  begins_.push_back(static_cast<std::uint32_t>(changes_.size()));
}

std::size_t MidChanges::search(base::Nanos t, const Range& range) const {
  const auto begin = changes_.begin();
  const auto later = [](std::int64_t time, const Change& change) { return time < change.time; };
  const auto next = std::upper_bound(begin + static_cast<std::ptrdiff_t>(range.first), begin + static_cast<std::ptrdiff_t>(range.last), t.count(), later);
  return static_cast<std::size_t>(next - begin);
}

}  // namespace asgen::simulate
