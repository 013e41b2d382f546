#include "sim/data/calendar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>

#include "sim/base/error.hpp"
#include "sim/base/units.hpp"

namespace asgen::data {

namespace {

bool parse_digits(const std::string& text, std::size_t from, std::size_t count, int& value) {
  const char* begin = text.data() + from;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  return error == std::errc() && end == begin + count && value >= 0;
}

}  // namespace

std::int64_t parse_date(const std::string& text, const std::string& where) {
  int year = 0, month = 0, day = 0;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' && parse_digits(text, 0, 4, year) &&
                      parse_digits(text, 5, 2, month) && parse_digits(text, 8, 2, day);
  const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!shaped || !date.ok()) throw base::ConfigurationError(where, fmt::format("= \"{}\" (not a date)", text), "write YYYY-MM-DD");
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::string format_date(std::int64_t day_number) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day_number))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::int64_t year_of(std::int64_t day_number) {
  return static_cast<int>(std::chrono::year_month_day{std::chrono::sys_days(std::chrono::days(day_number))}.year());
}

std::int64_t first_day_of_month(std::int64_t year, int month) {
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(1));
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::string format_instant(std::int64_t ns) {
  const std::int64_t second = floor_divide(ns, base::kNanosPerSecond);
  const std::int64_t day = floor_divide(second, kSecondsPerDay);
  const std::int64_t in_day = second - day * kSecondsPerDay;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_date(day), in_day / 3600, in_day / 60 % 60, in_day % 60,
                     (ns - second * base::kNanosPerSecond) / 1'000'000);
}

}  // namespace asgen::data
