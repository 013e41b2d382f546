#include "sim/data/time_zone.hpp"

#include <algorithm>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/data/calendar.hpp"

namespace asgen::data {

namespace {

/// Walks over the big-endian numbers of a TZif file.
class Cursor {
 public:
  Cursor(std::string_view bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) throw base::DataError(path_, "is a damaged time zone file", "install the package tzdata again");
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  std::int64_t number(std::size_t width) {
    std::uint64_t value = 0;
    for (const char c : take(width)) value = value << 8U | static_cast<unsigned char>(c);
    const auto unused = 64 - 8 * width;
    return static_cast<std::int64_t>(value << unused) >> unused;  // extends the sign
  }
  std::size_t count() { return static_cast<std::size_t>(number(4)); }
  [[nodiscard]] std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
  const std::string& path_;
};

struct Header {
  std::size_t ut_flags, standard_flags, leaps, times, types, characters;
};

Header read_header(Cursor& in, const std::string& path) {
  if (in.take(4) != "TZif" || in.take(1)[0] < '2') {
    throw base::DataError(path, "is no time zone file of version 2 or later", "install the package tzdata again");
  }
  in.take(15);
  Header h{};
  h.ut_flags = in.count();
  h.standard_flags = in.count();
  h.leaps = in.count();
  h.times = in.count();
  h.types = in.count();
  h.characters = in.count();
  return h;
}

/// Local second at which a rule takes effect in `year`.
std::int64_t rule_second(const YearlyRule& rule, std::int64_t year) {
  const std::int64_t first = first_day_of_month(year, rule.month);
  const std::int64_t next = rule.month == 12 ? first + 31 : first_day_of_month(year, rule.month + 1);
  const std::int64_t weekday = (first + 4) % 7;  // 1970-01-01 was a Thursday
  std::int64_t day = first + (rule.weekday - weekday + 7) % 7 + 7 * (rule.week - 1);
  while (day >= next) day -= 7;
  return day * kSecondsPerDay + rule.second;
}

}  // namespace

std::int64_t PosixZone::offset_at(std::int64_t utc) const {
  if (!summer_begin || !summer_end) return standard_offset;
  const std::int64_t year = year_of(floor_divide(utc + standard_offset, kSecondsPerDay));
  const std::int64_t begin = rule_second(*summer_begin, year) - standard_offset;
  const std::int64_t end = rule_second(*summer_end, year) - summer_offset;
  const bool summer = begin < end ? utc >= begin && utc < end : utc >= begin || utc < end;
  return summer ? summer_offset : standard_offset;
}

TimeZone TimeZone::load(const std::string& name, const std::string& folder) {
  TimeZone zone;
  zone.name_ = name;
  if (name == "UTC") return zone;
  const std::string path = folder + "/" + name;
  if (name.empty() || name.front() == '/' || name.find("..") != std::string::npos || !base::file_exists(path)) {
    throw base::ConfigurationError("time_zone", "= \"" + name + "\" (unknown)", "use an IANA name such as America/New_York; they come with the package tzdata");
  }
  const std::string bytes = base::read_text(path);
  Cursor in(bytes, path);
  const Header old = read_header(in, path);
  in.take(old.times * 5 + old.types * 6 + old.characters + old.leaps * 8 + old.standard_flags + old.ut_flags);
  const Header h = read_header(in, path);
  for (std::size_t i = 0; i < h.times; ++i) zone.changes_.push_back({in.number(8), 0});
  const auto kinds = in.take(h.times);
  std::vector<std::int64_t> offsets;
  for (std::size_t i = 0; i < h.types; ++i) {
    offsets.push_back(in.number(4));
    in.take(2);
  }
  for (std::size_t i = 0; i < h.times; ++i) zone.changes_[i].offset = offsets.at(static_cast<unsigned char>(kinds[i]));
  if (!offsets.empty()) zone.first_offset_ = offsets.front();
  in.take(h.characters + h.leaps * 12 + h.standard_flags + h.ut_flags);
  const auto footer = in.rest();
  if (footer.size() >= 2) zone.after_ = parse_posix_zone(std::string(footer.substr(1, footer.find('\n', 1) - 1)));
  return zone;
}

std::int64_t TimeZone::offset_at(std::int64_t utc) const {
  if (after_ && (changes_.empty() || utc >= changes_.back().utc)) return after_->offset_at(utc);
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), utc, [](std::int64_t t, const Change& c) { return t < c.utc; });
  return next == changes_.begin() ? first_offset_ : std::prev(next)->offset;
}

std::int64_t TimeZone::to_utc(std::int64_t local) const {
  // No zone is further than a day from Greenwich or changes twice in two days.
  const std::int64_t before = offset_at(local - kSecondsPerDay);
  const std::int64_t after = offset_at(local + kSecondsPerDay);
  for (const std::int64_t offset : {std::max(before, after), std::min(before, after)}) {
    if (offset_at(local - offset) == offset) return local - offset;
  }
  // Skipped: `before` still counts past the change, so step back to the first instant of the new offset.
  std::int64_t lo = local - kSecondsPerDay, hi = local + kSecondsPerDay;
  while (hi - lo > 1) {
    const std::int64_t middle = lo + (hi - lo) / 2;
    (offset_at(middle) == before ? lo : hi) = middle;
  }
  return hi;
}

}  // namespace asgen::data
