#include "sim/data/time_zone.hpp"

#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "sim/data/calendar.hpp"
#include "sim/data/day_windows.hpp"

using namespace asgen;
using data::TimeZone;

namespace {
std::int64_t at(const char* date, std::int64_t hour, std::int64_t minute = 0) {
  return data::parse_date(date, "test") * data::kSecondsPerDay + hour * 3600 + minute * 60;
}
}  // namespace

TEST_CASE("New York is five hours behind in winter and four in summer") {
  const auto zone = TimeZone::load("America/New_York");
  CHECK(zone.offset_at(at("2024-03-10", 6, 59)) == -5 * 3600);
  CHECK(zone.offset_at(at("2024-03-10", 7)) == -4 * 3600);
  CHECK(zone.offset_at(at("2024-11-03", 5, 59)) == -4 * 3600);
  CHECK(zone.offset_at(at("2024-11-03", 6)) == -5 * 3600);
  CHECK(zone.offset_at(at("2012-06-21", 12)) == -4 * 3600);
}

TEST_CASE("years after the stored changes follow the zone's rule") {
  const auto zone = TimeZone::load("America/New_York");
  CHECK(zone.offset_at(at("2090-01-15", 12)) == -5 * 3600);
  CHECK(zone.offset_at(at("2090-07-15", 12)) == -4 * 3600);
  const auto sydney = TimeZone::load("Australia/Sydney");
  CHECK(sydney.offset_at(at("2090-01-15", 12)) == 11 * 3600);
  CHECK(sydney.offset_at(at("2090-07-15", 12)) == 10 * 3600);
  CHECK(TimeZone::load("Asia/Tokyo").offset_at(at("2090-07-15", 12)) == 9 * 3600);
}

TEST_CASE("rules of POSIX zones give the second of the change") {
  const auto zone = data::parse_posix_zone("EST5EDT,M3.2.0,M11.1.0");
  REQUIRE(zone);
  CHECK(zone->offset_at(at("2024-03-10", 6, 59)) == -5 * 3600);
  CHECK(zone->offset_at(at("2024-03-10", 7)) == -4 * 3600);
  CHECK(zone->offset_at(at("2024-11-03", 5, 59)) == -4 * 3600);
  CHECK(zone->offset_at(at("2024-11-03", 6)) == -5 * 3600);
  const auto last_sunday = data::parse_posix_zone("CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(last_sunday);
  CHECK(last_sunday->offset_at(at("2024-03-31", 0, 59)) == 3600);
  CHECK(last_sunday->offset_at(at("2024-03-31", 1)) == 7200);
  CHECK(last_sunday->offset_at(at("2024-10-27", 1)) == 3600);
  CHECK(data::parse_posix_zone("<+0330>-3:30")->offset_at(0) == 12600);
  CHECK_FALSE(data::parse_posix_zone("EST5EDT,J60,J300"));
  CHECK_FALSE(data::parse_posix_zone(""));
}

TEST_CASE("local times that occur twice or never have one instant") {
  const auto zone = TimeZone::load("America/New_York");
  CHECK(zone.to_utc(at("2024-07-01", 9, 30)) == at("2024-07-01", 13, 30));
  CHECK(zone.to_utc(at("2024-11-03", 1, 30)) == at("2024-11-03", 5, 30));
  CHECK(zone.to_utc(at("2024-03-10", 2, 30)) == at("2024-03-10", 7));
  CHECK(TimeZone::load("UTC").to_utc(12345) == 12345);
  // Midnight of 2018-11-04 did not exist in Sao Paulo.
  CHECK(TimeZone::load("America/Sao_Paulo").to_utc(at("2018-11-04", 0)) == at("2018-11-04", 3));
}

TEST_CASE("an unknown zone is refused by name") {
  CHECK_THROWS_AS(TimeZone::load("Nowhere/City"), base::ConfigurationError);
  CHECK_THROWS_AS(TimeZone::load(""), base::ConfigurationError);
  CHECK_THROWS_AS(TimeZone::load("/etc/passwd"), base::ConfigurationError);
}

TEST_CASE("days of a change of the clock have 23 and 25 hours") {
  const auto zone = TimeZone::load("America/New_York");
  const auto windows = data::day_windows(at("2024-03-09", 12) * 1'000'000'000, at("2024-03-11", 12) * 1'000'000'000, zone, "");
  REQUIRE(windows.size() == 3);
  CHECK(windows[1].day == "2024-03-10");
  CHECK(windows[1].end - windows[1].begin == 23LL * 3600 * 1'000'000'000);
  CHECK(windows[0].end == windows[1].begin);
  const auto autumn = data::day_windows(at("2024-11-03", 12) * 1'000'000'000, at("2024-11-03", 13) * 1'000'000'000, zone, "");
  CHECK(autumn.at(0).end - autumn.at(0).begin == 25LL * 3600 * 1'000'000'000);
}

TEST_CASE("dates and instants are written as they are read") {
  CHECK(data::format_date(data::parse_date("2024-02-29", "test")) == "2024-02-29");
  CHECK(data::format_instant(1'704'153'601'250'000'000) == "2024-01-02T00:00:01.250Z");
  CHECK(data::format_instant(-1) == "1969-12-31T23:59:59.999Z");
  for (const char* text : {"2024-13-01", "2023-02-29", "24-01-01", "2024/01/01", ""}) {
    CHECK_THROWS_AS(data::parse_date(text, "test"), base::ConfigurationError);
  }
}
