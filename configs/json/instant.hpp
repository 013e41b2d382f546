#pragma once
// Instants in text.

#include <cstdint>
#include <optional>
#include <string>

#include "sim/base/units.hpp"

namespace asgen::configs {

/// "2026-01-06T02:00:00Z" or "2026-01-06 02:00:00.250Z" (UTC, fraction of up to 9 digits) as nanoseconds since the Unix epoch;
/// nothing when the text is no such instant.
std::optional<base::Nanos> parse_instant(const std::string& text);

/// The same form back: "2026-01-06T02:00:00Z", with a fraction only where there is one.
std::string format_instant(base::Nanos instant);

/// "2026-01-06 02:00:00" of a local clock as seconds since 1970-01-01 00:00 of that clock; nothing when the text is no such time.
std::optional<std::int64_t> parse_local_time(const std::string& text);
std::string format_local_time(std::int64_t local_s);

/// "09:30:00" as seconds of the day; nothing when the text is no such time.
std::optional<std::int64_t> parse_time_of_day(const std::string& text);
std::string format_time_of_day(std::int64_t second);

}  // namespace asgen::configs
