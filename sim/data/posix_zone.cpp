// The POSIX TZ text: std offset [dst [offset] [,begin[/time],end[/time]]].

#include <cctype>
#include <string_view>

#include "sim/data/time_zone.hpp"

namespace asgen::data {

namespace {

/// Consumes a text from its front; every take_* is false when the text does not begin with what is asked.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return text_.empty(); }
  [[nodiscard]] bool at(char c) const { return text_.starts_with(c); }

  bool take(char c) {
    if (!at(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  /// "EST" or "<+03>".
  bool take_name() {
    std::size_t length = 0;
    if (at('<')) {
      length = text_.find('>');
      if (length == std::string_view::npos) return false;
      ++length;
    } else {
      while (length < text_.size() && std::isalpha(static_cast<unsigned char>(text_[length])) != 0) ++length;
    }
    text_.remove_prefix(length);
    return length >= 3;
  }

  bool take_number(std::int64_t& value) {
    std::size_t digits = 0;
    value = 0;
    for (; digits < text_.size() && digits < 4 && text_[digits] >= '0' && text_[digits] <= '9'; ++digits) {
      value = value * 10 + (text_[digits] - '0');
    }
    text_.remove_prefix(digits);
    return digits > 0;
  }

  /// [+-]hh[:mm[:ss]] in seconds.
  bool take_time(std::int64_t& seconds) {
    const std::int64_t sign = take('-') ? -1 : 1;
    if (sign > 0) take('+');
    std::int64_t part = 0;
    if (!take_number(part)) return false;
    seconds = part * 3600;
    for (const std::int64_t unit : {60, 1}) {
      if (!take(':')) break;
      if (!take_number(part)) return false;
      seconds += part * unit;
    }
    seconds *= sign;
    return true;
  }

  /// ",Mm.w.d[/time]".
  bool take_rule(YearlyRule& rule) {
    std::int64_t month = 0, week = 0, weekday = 0;
    if (!take(',') || !take('M') || !take_number(month) || !take('.') || !take_number(week) || !take('.') || !take_number(weekday)) {
      return false;
    }
    if (month < 1 || month > 12 || week < 1 || week > 5 || weekday > 6) return false;
    rule = {static_cast<int>(month), static_cast<int>(week), static_cast<int>(weekday), 7200};
    return !take('/') || take_time(rule.second);
  }

 private:
  std::string_view text_;
};

}  // namespace

std::optional<PosixZone> parse_posix_zone(const std::string& text) {
  Parser in(text);
  PosixZone zone;
  std::int64_t west = 0;
  if (!in.take_name() || !in.take_time(west)) return std::nullopt;
  zone.standard_offset = -west;
  if (in.done()) return zone;
  if (!in.take_name()) return std::nullopt;
  zone.summer_offset = zone.standard_offset + 3600;
  if (!in.at(',')) {
    if (!in.take_time(west)) return std::nullopt;
    zone.summer_offset = -west;
  }
  YearlyRule begin, end;
  if (!in.take_rule(begin) || !in.take_rule(end) || !in.done()) return std::nullopt;
  zone.summer_begin = begin;
  zone.summer_end = end;
  return zone;
}

}  // namespace asgen::data
