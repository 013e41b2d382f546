#pragma once
// Civil dates as day numbers since 1970-01-01 (proleptic Gregorian calendar).

#include <cstdint>
#include <string>

namespace asgen::data {

inline constexpr std::int64_t kSecondsPerDay = 86400;

/// Day number of "YYYY-MM-DD". Throws ConfigurationError, naming `where`, when the text is no date.
std::int64_t parse_date(const std::string& text, const std::string& where);
/// "YYYY-MM-DD" of a day number.
std::string format_date(std::int64_t day_number);
std::int64_t year_of(std::int64_t day_number);
/// Day number of the first of a month; `month` is 1..12.
std::int64_t first_day_of_month(std::int64_t year, int month);
/// "YYYY-MM-DDTHH:MM:SS.mmmZ" of an instant in ns since the epoch (UTC).
std::string format_instant(std::int64_t ns);
/// Floor division; `divisor` > 0.
constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace asgen::data
