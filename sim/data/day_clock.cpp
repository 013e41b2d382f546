#include "sim/data/day_clock.hpp"

#include <fmt/format.h>

#include <chrono>

#include "sim/base/error.hpp"
#include "sim/data/calendar.hpp"
#include "sim/data/time_zone.hpp"

namespace asgen::data {

namespace {

/// The date whose digits stand at the given places; nothing when they are none.
std::optional<std::int64_t> date_at(std::string_view text, std::size_t month_at, std::size_t day_at) {
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(from, count)) value = c >= '0' && c <= '9' && value >= 0 ? value * 10 + (c - '0') : -1;
    return value;
  };
  const int year = number(0, 4), month = number(month_at, 2), day = number(day_at, 2);
  if (year < 1990 || year > 2099 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

}  // namespace

std::optional<std::int64_t> find_date(std::string_view name) {
  const auto is_digit = [&](std::size_t at) { return at < name.size() && name[at] >= '0' && name[at] <= '9'; };
  for (std::size_t i = 0; i + 8 <= name.size(); ++i) {
    if (i > 0 && is_digit(i - 1)) continue;  // inside a longer number
    const auto rest = name.substr(i);
    if (rest.size() >= 10 && rest[4] == '-' && rest[7] == '-' && !is_digit(i + 10)) {
      if (const auto date = date_at(rest, 5, 8)) return date;
    }
    if (!is_digit(i + 8)) {
      if (const auto date = date_at(rest, 4, 6)) return date;
    }
  }
  return std::nullopt;
}

DayClock::DayClock(const std::string& name, const FeedRules& rules) {
  const auto day = rules.day ? rules.day : find_date(name);
  if (!day) {
    throw base::ConfigurationError(name, "has no date in its name (its stamps count from midnight)", "state the date with --date YYYY-MM-DD");
  }
  midnight_ = TimeZone::load(rules.zone).to_utc(*day * kSecondsPerDay) * base::kNanosPerSecond;
}

}  // namespace asgen::data
