#pragma once
// Instants in text.

#include <optional>
#include <string>

#include "sim/base/units.hpp"

namespace asgen::configs {

/// "2026-01-06T02:00:00Z" or "2026-01-06 02:00:00.250Z" (UTC, fraction of up to 9 digits) as nanoseconds since the Unix epoch;
/// nothing when the text is no such instant.
std::optional<base::Nanos> parse_instant(const std::string& text);

/// The same form back: "2026-01-06T02:00:00Z", with a fraction only where there is one.
std::string format_instant(base::Nanos instant);

}  // namespace asgen::configs
