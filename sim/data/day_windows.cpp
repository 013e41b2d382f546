#include "sim/data/day_windows.hpp"

#include <optional>

#include "sim/base/error.hpp"
#include "sim/base/units.hpp"
#include "sim/data/calendar.hpp"

namespace asgen::data {

namespace {

/// Seconds since local midnight.
struct Session {
  std::int64_t begin = 0, end = kSecondsPerDay;
};

std::optional<std::int64_t> parse_clock(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const std::int64_t hours = (text[0] - '0') * 10 + (text[1] - '0');
  const std::int64_t minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return hours * 3600 + minutes * 60;
}

Session parse_session(const std::string& text) {
  if (text.empty()) return {};
  const auto begin = text.size() == 11 && text[5] == '-' ? parse_clock(text.substr(0, 5)) : std::nullopt;
  const auto end = begin ? parse_clock(text.substr(6)) : std::nullopt;
  if (!end) throw base::ConfigurationError("session", "= \"" + text + "\" (not a session)", "write HH:MM-HH:MM, as in 09:30-16:00");
  if (*end <= *begin) {
    throw base::ConfigurationError("session", "= \"" + text + "\" (does not end after it begins; sessions over midnight are not supported)",
                                   "choose a time zone in which the session lies within one day");
  }
  return {*begin, *end};
}

std::int64_t local_day(std::int64_t ns, const TimeZone& zone) {
  const std::int64_t utc = floor_divide(ns, base::kNanosPerSecond);
  return floor_divide(utc + zone.offset_at(utc), kSecondsPerDay);
}

}  // namespace

void check_session(const std::string& session) { parse_session(session); }

std::vector<DayWindow> day_windows(std::int64_t first, std::int64_t last, const TimeZone& zone, const std::string& session) {
  const Session hours = parse_session(session);
  std::vector<DayWindow> windows;
  for (std::int64_t day = local_day(first, zone); day <= local_day(last, zone); ++day) {
    const std::int64_t begin = zone.to_utc(day * kSecondsPerDay + hours.begin) * base::kNanosPerSecond;
    const std::int64_t end = zone.to_utc(day * kSecondsPerDay + hours.end) * base::kNanosPerSecond;
    if (begin <= last && end > first) windows.push_back({format_date(day), begin, end});
  }
  return windows;
}

}  // namespace asgen::data
