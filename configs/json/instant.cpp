#include "configs/json/instant.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace asgen::configs {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether `text` has the form of `pattern`: '0' stands for a digit, 'T' also for a space, all else for itself.
bool has_form(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = pattern[i] == '0' ? is_digit(text[i]) : text[i] == pattern[i] || (pattern[i] == 'T' && text[i] == ' ');
    if (!fits) return false;
  }
  return true;
}

std::int64_t digits(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

/// ".25Z" as nanoseconds, also "Z" alone.
std::optional<std::int64_t> fraction_ns(std::string_view text) {
  if (!text.ends_with('Z')) return std::nullopt;
  text.remove_suffix(1);
  if (text.empty()) return 0;
  const bool fits = text.front() == '.' && text.size() >= 2 && text.size() <= 10 && std::all_of(text.begin() + 1, text.end(), is_digit);
  if (!fits) return std::nullopt;
  return digits((std::string(text.substr(1)) + "00000000").substr(0, 9));
}

}  // namespace

std::optional<base::Nanos> parse_instant(const std::string& text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  const std::string_view whole(text);
  if (!has_form(whole.substr(0, kForm.size()), kForm)) return std::nullopt;
  const auto fraction = fraction_ns(whole.substr(kForm.size()));
  const auto part = [whole](std::size_t from, std::size_t length) { return digits(whole.substr(from, length)); };
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(part(0, 4))),
                                         std::chrono::month(static_cast<unsigned>(part(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(part(8, 2)))};
  const std::int64_t hour = part(11, 2), minute = part(14, 2), second = part(17, 2);
  if (!fraction || !date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return base::Nanos((((days * 24 + hour) * 60 + minute) * 60 + second) * base::kNanosPerSecond + *fraction);
}

std::string format_instant(base::Nanos instant) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::nanoseconds> time{std::chrono::nanoseconds(instant.count())};
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0) {
    text += fmt::format(".{:09}", clock.subseconds().count());
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

std::optional<std::int64_t> parse_local_time(const std::string& text) {
  if (!has_form(text, "0000-00-00 00:00:00")) return std::nullopt;
  if (text < "1970" || text > "2262") return std::nullopt;  // beyond 64 bits of nanoseconds, or before any recording
  const auto instant = parse_instant(text + "Z");
  if (!instant) return std::nullopt;
  return instant->count() / base::kNanosPerSecond;
}

std::string format_local_time(std::int64_t local_s) {
  std::string text = format_instant(base::Nanos(local_s * base::kNanosPerSecond));
  text[text.find('T')] = ' ';
  text.pop_back();  // Z
  return text;
}

std::optional<std::int64_t> parse_time_of_day(const std::string& text) { return parse_local_time("1970-01-01 " + text); }

std::string format_time_of_day(std::int64_t second) { return format_local_time(second).substr(11); }

}  // namespace asgen::configs
