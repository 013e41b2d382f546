#include "sim/simulate/mid_changes.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/reference/random_day.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;

TEST_CASE("the mid at any time is that after the last event up to it") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    CAPTURE(seed);
    base::Stream random({seed, base::Purpose::test, 14, 0});
    const data::Day day = test_reference::random_day(random, {});
    const tape::Tape tape = tape::Tape::compile(day, {.clock = base::nanos_from_seconds(seed % 2 == 0 ? 1 : 0.3)});
    const simulate::MidChanges mids(tape);
    for (int i = 0; i < 500; ++i) {
      const std::int64_t from = tape.info().open.count() - base::kNanosPerSecond, to = tape.info().close.count() + base::kNanosPerSecond;
      const base::Nanos t(from + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(to - from))));
      const double expected = simulate::MidChanges::after(tape, tape.events_until(t)), mid = mids.at(t, mids.about(tape.ticks_until(t)));
      CHECK((mid == expected || (std::isnan(mid) && std::isnan(expected))));
    }
  }
}
