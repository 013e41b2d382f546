#pragma once
// Stamps that count from midnight: which midnight, and what instant they mean.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/data/feed_rules.hpp"

namespace asgen::data {

/// The first YYYY-MM-DD or YYYYMMDD of a name, as a day number.
std::optional<std::int64_t> find_date(std::string_view name);

class DayClock {
 public:
  /// The day that `rules` state, else the one in `name`, in the zone of `rules`. Throws ConfigurationError when there is none.
  DayClock(const std::string& name, const FeedRules& rules);

  /// Instant of a time of day; both in ns.
  [[nodiscard]] std::int64_t at(std::int64_t since_midnight) const { return midnight_ + since_midnight; }

 private:
  std::int64_t midnight_ = 0;
};

}  // namespace asgen::data
