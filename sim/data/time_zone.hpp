#pragma once
// IANA time zones, read from the system's TZif files (RFC 8536) without touching the process's own zone.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace asgen::data {

/// "The day `weekday` (0 = Sunday) of week `week` (5 = last) of `month`", at `second` of local time.
struct YearlyRule {
  int month = 1, week = 1, weekday = 0;
  std::int64_t second = 7200;
};

/// What holds after the last stored change: the POSIX TZ text of the file.
struct PosixZone {
  std::int64_t standard_offset = 0;  ///< seconds east of Greenwich
  std::int64_t summer_offset = 0;
  std::optional<YearlyRule> summer_begin, summer_end;  ///< none = no summer time

  [[nodiscard]] std::int64_t offset_at(std::int64_t utc) const;
};

/// Parses "EST5EDT,M3.2.0,M11.1.0"; nothing when the text is of a form that is not supported (Julian days).
std::optional<PosixZone> parse_posix_zone(const std::string& text);

class TimeZone {
 public:
  /// "UTC" needs no file. Throws ConfigurationError when the zone is unknown, DataError when its file is damaged.
  static TimeZone load(const std::string& name, const std::string& folder = "/usr/share/zoneinfo");

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Seconds east of Greenwich at a second since the epoch (UTC).
  [[nodiscard]] std::int64_t offset_at(std::int64_t utc) const;
  /// First instant (s since the epoch, UTC) at which local clocks show `local` (s, as if UTC) or later: for a time that
  /// occurs twice the earlier, for one that is skipped the instant of the change.
  [[nodiscard]] std::int64_t to_utc(std::int64_t local) const;

 private:
  struct Change {
    std::int64_t utc, offset;
  };
  std::string name_ = "UTC";
  std::int64_t first_offset_ = 0;
  std::vector<Change> changes_;  // by time
  std::optional<PosixZone> after_;
};

}  // namespace asgen::data
