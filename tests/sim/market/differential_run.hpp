#pragma once
// Runs the comparison of tests/reference over many random days.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>

#include "sim/base/random.hpp"
#include "sim/tape/tape.hpp"
#include "tests/reference/differential.hpp"
#include "tests/reference/random_day.hpp"

namespace asgen::market_test {

struct RandomDayTotal {
  std::size_t fills = 0, partial = 0, orders = 0;
  std::array<std::size_t, 4> fills_by_cause{};
  std::set<std::string> combinations;  ///< of queue, fill rule, exchange, kind of latency and feed
};

/// Every combination that there is: nine queues; shared and both rivals with three latencies and two feeds; paper has none of these.
inline constexpr std::size_t kCombinations = 9 * (3 * 3 * 2 + 1);

inline std::string combination(const market::MarketOptions& o) {
  return fmt::format("{} {} {} {} {}", static_cast<int>(o.queue), static_cast<int>(o.fill), static_cast<int>(o.exchange),
                     static_cast<int>(o.latency.kind), static_cast<int>(o.feed));
}

/// Compares days with seeds [first, first + count); stops at the first difference and names its seed.
inline RandomDayTotal compare_random_days(std::uint64_t first, std::uint64_t count) {
  RandomDayTotal total;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    base::Stream random({.seed = seed, .purpose = base::Purpose::test});
    const data::Day day = test_reference::any_random_day(random);
    test_reference::ScheduleOptions schedule;
    schedule.clock = base::nanos_from_seconds(random.below(2) == 0 ? 1.0 : 0.1);
    const auto options = test_reference::any_market_options(random, day.info.open, base::nanos_from_seconds(0.6));
    const tape::Tape tape = tape::Tape::compile(day, market::tape_options(options, schedule.clock));
    schedule.first_event = random.below(3) == 0 ? random.below(tape.events()) : 0;
    const auto comparison = test_reference::compare(day, tape, options, schedule, random);
    CAPTURE(seed);
    CAPTURE(combination(options));
    REQUIRE(comparison.difference == "");
    total.combinations.insert(combination(options));
    total.orders += comparison.orders;
    total.fills += comparison.fills.size();
    for (const market::Fill& fill : comparison.fills) {
      ++total.fills_by_cause[static_cast<std::size_t>(fill.cause)];
      total.partial += !fill.completes;
    }
  }
  MESSAGE(count << " days, " << total.orders << " orders, " << total.fills << " fills, " << total.partial << " of them partial");
  return total;
}

}  // namespace asgen::market_test
