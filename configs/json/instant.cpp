#include "configs/json/instant.hpp"

#include <fmt/format.h>

#include <chrono>
#include <regex>

namespace asgen::configs {
namespace {

std::int64_t fraction_ns(const std::string& digits) { return digits.empty() ? 0 : std::stoll((digits + "000000000").substr(0, 9)); }

}  // namespace

std::optional<base::Nanos> parse_instant(const std::string& text) {
  static const std::regex kForm(R"((\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z)");
  std::smatch part;
  if (!std::regex_match(text, part, kForm)) return std::nullopt;
  const auto number = [&part](std::size_t i) { return static_cast<unsigned>(std::stoul(part[i].str())); };
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(number(1))), std::chrono::month(number(2)),
                                         std::chrono::day(number(3))};
  if (!date.ok() || number(4) > 23 || number(5) > 59 || number(6) > 59) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t seconds = ((days * 24 + number(4)) * 60 + number(5)) * 60 + number(6);
  return base::Nanos(seconds * base::kNanosPerSecond + fraction_ns(part[7].str()));
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

}  // namespace asgen::configs
