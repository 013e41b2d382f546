#pragma once
// Local days, or sessions of local days, as spans of time.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/data/time_zone.hpp"

namespace asgen::data {

/// One day or session: [begin, end) in ns since the epoch.
struct DayWindow {
  std::string day;  ///< YYYY-MM-DD, local
  std::int64_t begin = 0, end = 0;
};

/// All windows that touch [first, last], in time order. `session` is "" or "HH:MM-HH:MM" (24:00 may end it).
/// Throws ConfigurationError when it is neither, or does not end after it begins.
std::vector<DayWindow> day_windows(std::int64_t first, std::int64_t last, const TimeZone& zone, const std::string& session);

/// Checks the form of a session alone. Throws ConfigurationError.
void check_session(const std::string& session);

}  // namespace asgen::data
