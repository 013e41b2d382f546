#include "sim/simulate/slices.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "tests/reference/day_builder.hpp"

using namespace asgen;
using base::Nanos;

namespace {

constexpr std::int64_t kHour = 3600 * base::kNanosPerSecond;
constexpr std::int64_t kMidnight = 1'767'657'600 * base::kNanosPerSecond;  // 2026-01-06T00:00 UTC

tape::Tape day_of(double first_hour, double last_hour) {
  data::Day day = test_reference::DayBuilder().day();
  day.info.open = Nanos(kMidnight + static_cast<std::int64_t>(first_hour * kHour));
  day.info.close = Nanos(kMidnight + static_cast<std::int64_t>(last_hour * kHour));
  return tape::Tape::compile(day, {});
}

}  // namespace

TEST_CASE("a day of twenty-four hours gives twelve slices of two") {
  const std::vector<tape::Tape> tapes{day_of(0, 24)};
  const auto slices = simulate::cut_slices(tapes, {.hours = 2});
  REQUIRE(slices.size() == 12);
  CHECK(slices[1].name == "2026-01-06T02:00/2h");
  CHECK(slices[0].from == tapes[0].info().open);
  CHECK(slices[11].to == tapes[0].info().close);
  for (std::size_t i = 1; i < slices.size(); ++i) CHECK(slices[i].from == slices[i - 1].to);
}

TEST_CASE("a session that opens at half past keeps its first half hour and whole hours after it") {
  const std::vector<tape::Tape> tapes{day_of(14.5, 21), day_of(38.5, 45)};
  const auto slices = simulate::cut_slices(tapes, {.hours = 1});
  REQUIRE(slices.size() == 14);
  CHECK(slices[0].name == "2026-01-06T14:30/30m");
  CHECK(slices[1].name == "2026-01-06T15:00/1h");
  CHECK(slices[7].tapes == std::vector<std::size_t>{1});
  CHECK(slices[7].name == "2026-01-07T14:30/30m");
}

TEST_CASE("ends shorter than half a slice are left out") {
  const std::vector<tape::Tape> tapes{day_of(0.75, 4.25)};
  const auto slices = simulate::cut_slices(tapes, {.hours = 1});
  REQUIRE(slices.size() == 3);
  CHECK(slices.front().name == "2026-01-06T01:00/1h");
}

TEST_CASE("from and to cut the days, and a day without slices is one segment") {
  const std::vector<tape::Tape> tapes{day_of(0, 24)};
  simulate::SliceOptions options;
  options.from = Nanos(kMidnight + 3 * kHour);
  options.to = Nanos(kMidnight + 4 * kHour + 90 * base::kNanosPerSecond);
  const auto slices = simulate::cut_slices(tapes, options);
  REQUIRE(slices.size() == 1);
  CHECK(slices[0].name == "2026-01-06T03:00/3690s");
  options.to = Nanos(kMidnight);
  CHECK_THROWS_AS((void)simulate::cut_slices(tapes, options), base::ConfigurationError);
  CHECK_THROWS_AS((void)simulate::cut_slices(tapes, {.hours = -1}), base::ConfigurationError);
}

TEST_CASE("purging cuts the warm-up from held-back segments right after training ones only") {
  const std::vector<tape::Tape> tapes{day_of(0, 24)};
  const auto slices = simulate::cut_slices(tapes, {.hours = 6});
  REQUIRE(slices.size() == 4);
  std::vector<simulate::Segment> training{slices[0], slices[1]}, held_back{slices[2], slices[3]};
  simulate::purge(held_back, training, Nanos(kHour));
  CHECK(held_back[0].from == slices[2].from + Nanos(kHour));
  CHECK(held_back[1].from == slices[3].from);
  CHECK_THROWS_AS(simulate::purge(held_back, std::vector{slices[2]}, Nanos(7 * kHour)), base::ConfigurationError);
}
