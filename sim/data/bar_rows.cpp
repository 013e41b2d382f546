#include "sim/data/bar_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "sim/base/error.hpp"
#include "sim/base/units.hpp"
#include "sim/data/calendar.hpp"
#include "sim/data/day_clock.hpp"
#include "sim/data/decimal.hpp"

namespace asgen::data {

namespace {

constexpr const char* kNames[] = {"time", "open", "high", "low", "close", "volume"};
constexpr const char* kTimeNames[] = {"time", "timestamp", "date", "datetime", "open_time", "open time"};

std::string plain(std::string_view field) {
  std::string text;
  for (const char c : field) {
    if (c != '"') text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return text;
}

/// Seconds since midnight times 1e9 of "HH:MM[:SS[.fraction]]".
std::optional<std::int64_t> parse_time_of_day(std::string_view text) {
  std::int64_t hours = 0, minutes = 0;
  if (text.size() < 5 || text[2] != ':' || !parse_whole(text.substr(0, 2), hours) || !parse_whole(text.substr(3, 2), minutes)) return std::nullopt;
  std::int64_t nanos = 0;
  if (text.size() > 5) {
    if (text[5] != ':') return std::nullopt;
    const Decimal seconds = parse_decimal(text.substr(6));
    if (seconds.fault != DecimalFault::none || seconds.value < 0 || seconds.value >= 60 * kDecimalScale) return std::nullopt;
    nanos = seconds.value;
  }
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (hours * 3600 + minutes * 60) * base::kNanosPerSecond + nanos;
}

}  // namespace

std::optional<std::int64_t> parse_stamp(std::string_view text, const TimeZone& zone) {
  if (std::int64_t leading = 0, last = 0; text.size() >= 9 && text.size() <= 19 && parse_whole(text.substr(0, text.size() - 1), leading) &&
                                          parse_whole(text.substr(text.size() - 1), last)) {
    if (leading > kLastInstant / 10) return std::nullopt;
    std::int64_t ns = leading * 10 + last;
    for (int thousands = 0; thousands < 3 && ns < kFirstInstant; ++thousands) {
      if (ns > kLastInstant / 1000) return std::nullopt;
      ns *= 1000;
    }
    return ns >= kFirstInstant && ns <= kLastInstant ? std::optional(ns) : std::nullopt;
  }
  const bool utc = text.ends_with('Z');
  if (utc) text.remove_suffix(1);
  const auto day = text.size() >= 10 ? find_date(text.substr(0, 10)) : std::nullopt;
  if (!day) return std::nullopt;
  const auto in_day = text.size() == 10 ? std::optional<std::int64_t>(0)
                      : text[10] == ' ' || text[10] == 'T' ? parse_time_of_day(text.substr(11)) : std::nullopt;
  if (!in_day) return std::nullopt;
  const std::int64_t local = *day * kSecondsPerDay + *in_day / base::kNanosPerSecond;
  return (utc ? local : zone.to_utc(local)) * base::kNanosPerSecond + *in_day % base::kNanosPerSecond;
}

BarRows::BarRows(std::string_view header, const std::string& path, const FeedRules& rules) : rules_(rules), zone_(TimeZone::load(rules.zone)) {
  count_ = split_row(header, fields_);
  const auto end = fields_.begin() + static_cast<std::ptrdiff_t>(std::min(count_, kMaxFields));
  for (std::size_t part = 0; part < kParts; ++part) {
    const auto found = std::find_if(fields_.begin(), end, [&](std::string_view field) {
      const std::string name = plain(field);
      return part == time ? std::ranges::find(kTimeNames, name) != std::end(kTimeNames) : name == kNames[part];
    });
    if (found == end) {
      throw base::DataError(path + ":1", fmt::format("the header {} column for {}", quoted(header, "has no"), kNames[part]),
                            "expected bars with the columns time (or timestamp, date, datetime, open_time), open, high, low, close, volume");
    }
    place_[part] = static_cast<std::size_t>(found - fields_.begin());
  }
}

bool BarRows::refuse(Part part, std::string_view why) {
  fault_ = {kNames[part], quoted(fields_[place_[part]], why)};
  return false;
}

bool BarRows::read_number(Part part, std::int64_t& value) {
  const Decimal parsed = parse_decimal(fields_[place_[part]]);
  const char* fault = parsed.fault != DecimalFault::none ? to_text(parsed.fault)
                      : part == volume                   ? rules_.amount_fault(parsed.value)
                                                         : rules_.price_fault(parsed.value);
  value = parsed.value;
  return fault == nullptr || refuse(part, fault);
}

bool BarRows::read(std::string_view row, Bar& bar) {
  if (const auto count = split_row(row, fields_); count != count_ || count > kMaxFields) {
    fault_ = {"(row)", fmt::format("{} fields ({} wanted)", count, count_)};
    return false;
  }
  const auto stamp = parse_stamp(fields_[place_[time]], zone_);
  if (!stamp) return refuse(time, "is no time that asgen knows");
  bar.begin_ns = *stamp;
  if (!read_number(open, bar.open) || !read_number(high, bar.high) || !read_number(low, bar.low) || !read_number(close, bar.close) ||
      !read_number(volume, bar.volume)) {
    return false;
  }
  if (bar.low > std::min(bar.open, bar.close)) return refuse(low, "is above the open or the close");
  if (bar.high < std::max(bar.open, bar.close)) return refuse(high, "is below the open or the close");
  return true;
}

}  // namespace asgen::data
