// Execution time frames, by hand.
#include "sim/strategy/session.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::strategy;
using test_strategy::MakerFixture;

namespace {

constexpr std::int64_t kMidnight = 1'767'225'600;  // 2026-01-01 00:00 UTC

base::Nanos at(std::int64_t second) { return base::Nanos((kMidnight + second) * base::kNanosPerSecond); }
Session daily(std::int64_t start, std::int64_t end, OvernightRule rule = OvernightRule::never,
              std::shared_ptr<const data::TimeZone> zone = nullptr) {
  return {{Timeframe::daily_between_times, start, end}, std::move(zone), rule};
}
std::shared_ptr<const data::TimeZone> zone(const char* name) {
  return std::make_shared<const data::TimeZone>(data::TimeZone::load(name));
}

/// `open` never changes before the instant that unchanged_until names, second by second.
void check_never_late(const Session& session, std::int64_t from, std::int64_t seconds) {
  base::Nanos promised = session.unchanged_until(at(from));
  bool open = session.at(at(from)).open;
  for (std::int64_t second = from + 1; second < from + seconds; ++second) {
    const bool now = session.at(at(second)).open;
    if (now != open) CHECK(promised <= at(second));
    open = now;
    if (promised <= at(second)) promised = session.unchanged_until(at(second));
    REQUIRE(promised > at(second));
  }
}

strategy::Settings session_settings(Behaviour behaviour, const ExecutionTimeframe& frame) {
  strategy::Settings settings = test_strategy::settings_with(behaviour);
  settings.execution_timeframe = frame;
  return settings;
}

/// A daily time frame from `begin` to `end` seconds after the fixture's start, which is 22:13:20 UTC.
ExecutionTimeframe around_start(std::int64_t begin, std::int64_t end) {
  return {Timeframe::daily_between_times, 80000 + begin, 80000 + end};
}

}  // namespace

TEST_CASE("an infinite time frame is always open and never changes") {
  const Session session({}, nullptr, OvernightRule::wraps);
  CHECK(session.at(at(5)).open);
  CHECK(session.at(at(5)).left == 1);
  CHECK(std::isinf(session.at(at(5)).left_s));
  CHECK(session.unchanged_until(at(5)) == base::Nanos::max());
}

TEST_CASE("a daily time frame holds its start, not its end, every day, and counts down") {
  const Session session = daily(36000, 39600);
  CHECK_FALSE(session.at(at(35999)).open);
  CHECK(session.at(at(36000)).open);
  CHECK(session.at(at(36000)).left == 1);
  CHECK(session.at(at(37800)).left == 0.5);
  CHECK(session.at(at(39599)).left_s == doctest::Approx(1));
  CHECK_FALSE(session.at(at(39600)).open);
  CHECK(session.at(at(86400 + 36000)).open);
  CHECK(session.unchanged_until(at(39590)) == at(39600));
  check_never_late(session, 30000, 90000);
}

TEST_CASE("dates hold once, over several days") {
  const Session session({Timeframe::from_date_to_date, kMidnight + 80000, kMidnight + 2 * 86400}, nullptr, OvernightRule::never);
  CHECK_FALSE(session.at(at(79999)).open);
  CHECK(session.at(at(80000)).left == 1);
  CHECK(session.at(at(86400)).open);
  CHECK(session.at(at(86400)).left == doctest::Approx(86400.0 / (2 * 86400 - 80000)));
  CHECK_FALSE(session.at(at(2 * 86400)).open);
  CHECK_FALSE(session.at(at(3 * 86400 + 80001)).open);
  check_never_late(session, 70000, 120000);
}

TEST_CASE("an end that is not after its start never trades, unless nights are mended") {
  CHECK_FALSE(daily(80000, 3600).at(at(80001)).open);
  CHECK_FALSE(daily(80000, 80000, OvernightRule::wraps).at(at(80000)).open);
  CHECK_FALSE(Session({Timeframe::from_date_to_date, kMidnight + 10, kMidnight}, nullptr, OvernightRule::wraps).at(at(5)).open);
  const Session night = daily(80000, 3600, OvernightRule::wraps);
  CHECK(night.at(at(80000)).left == 1);
  CHECK(night.at(at(86400)).left == doctest::Approx(3600.0 / 10000));
  CHECK_FALSE(night.at(at(86400 + 3600)).open);
  CHECK_FALSE(night.at(at(5000)).open);
  check_never_late(night, 0, 200000);
}

TEST_CASE("times are local to the zone, also when its clocks change") {
  const Session session = daily(34200, 57600, OvernightRule::never, zone("America/New_York"));
  CHECK_FALSE(session.at(at(34200)).open);
  CHECK(session.at(at(34200 + 5 * 3600)).open);
  // 2026-11-01: New York falls back from 02:00 to 01:00 (EDT to EST) at 06:00 UTC.
  const std::int64_t change = 1'793'512'800 - kMidnight;
  check_never_late(daily(5400, 5400 + 777, OvernightRule::never, zone("America/New_York")), change - 7000, 14000);
  check_never_late(daily(5400 + 61, 9000, OvernightRule::never, zone("America/New_York")), change - 7000, 14000);
}

TEST_CASE("outside its time frame a maker quotes nothing, and starts in the first tick inside") {
  MakerFixture f(session_settings(Behaviour::faithful, around_start(3, 20)));
  CHECK(f.tick(2).orders.empty());
  CHECK(f.next_wake(2) == 3);
  CHECK(f.tick(3).orders.size() == 2);
}

TEST_CASE("the share of the session that is left scales Hummingbot's risk term") {
  strategy::Settings settings = session_settings(Behaviour::faithful, around_start(0, 40));
  settings.parameters.risk_factor = 20;
  MakerFixture whole(settings), half(settings);
  const auto full = whole.tick(0), late = half.tick(20);
  // r = 100, S = 20 * 0.05 * tau + 2 ln 3 / 20: 1.10986 and 0.60986.
  CHECK(full.orders[0].price == base::Ticks(9944));
  CHECK(late.orders[0].price == base::Ticks(9969));
}

TEST_CASE("faithful: at the session's end orders wait for their refresh; sane: they leave at once") {
  strategy::Settings settings = session_settings(Behaviour::faithful, around_start(0, 8));
  settings.parameters.order_refresh_tolerance_pct = 10;
  MakerFixture faithful(settings);
  faithful.tick(0);
  faithful.tick(5);  // within the tolerance: kept, timers at 10
  CHECK(faithful.next_wake(5) == 8);
  CHECK(faithful.tick(8).cancels.empty());
  CHECK(faithful.next_wake(8) == 10);
  CHECK(faithful.tick(10).cancels.size() == 2);
  MakerFixture sane(session_settings(Behaviour::sane, around_start(0, 8)));
  sane.tick(0);
  CHECK(sane.tick(8).cancels.size() == 2);
  CHECK(sane.tick(9).orders.empty());
}

TEST_CASE("orders age outside the session too") {
  strategy::Settings settings = session_settings(Behaviour::faithful, around_start(0, 3));
  settings.parameters.order_refresh_time = 100;
  settings.parameters.max_order_age = 6;
  MakerFixture f(settings);
  f.tick(0);
  CHECK(f.tick(3).cancels.empty());
  CHECK(f.next_wake(3) == 7);
  CHECK(f.tick(7).cancels.size() == 2);
}
