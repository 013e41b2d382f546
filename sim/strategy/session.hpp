#pragma once
// When a strategy may trade, in local time (hummingbot.md 6).

#include <cstdint>
#include <memory>

#include "sim/base/units.hpp"
#include "sim/data/time_zone.hpp"

namespace asgen::strategy {

enum class Timeframe { infinite, from_date_to_date, daily_between_times };

/// Hummingbot's execution_timeframe_mode; `end` is excluded.
struct ExecutionTimeframe {
  Timeframe kind = Timeframe::infinite;
  /// from_date_to_date: local seconds since 1970-01-01 00:00; daily_between_times: seconds of the local day.
  std::int64_t start_s = 0, end_s = 0;

  bool operator==(const ExecutionTimeframe&) const = default;
};

/// What a daily time frame means whose end is not after its start.
enum class OvernightRule {
  never,  ///< it never trades, as in Hummingbot
  wraps,  ///< an end before the start is the next day's; equal times never trade
};

/// Where an instant stands.
struct SessionState {
  bool open = true;
  double left = 1;    ///< share of the session that is left; 1 without an end
  double left_s = 0;  ///< seconds to its end; infinite without one; 0 when closed
};

class Session {
 public:
  /// @param zone whose local time counts; null: UTC
  Session(const ExecutionTimeframe& frame, std::shared_ptr<const data::TimeZone> zone, OvernightRule overnight);

  [[nodiscard]] bool is_finite() const { return frame_.kind != Timeframe::infinite; }
  [[nodiscard]] SessionState at(base::Nanos now) const;
  /// An instant after `now` up to which `open` stays as it is. It may be early (time zones change on quarters of an hour, so it
  /// never looks further), never late; max without an end.
  [[nodiscard]] base::Nanos unchanged_until(base::Nanos now) const;

 private:
  [[nodiscard]] std::int64_t local_ns(base::Nanos now) const;
  [[nodiscard]] base::Nanos length() const;
  [[nodiscard]] base::Nanos since_start(base::Nanos now) const;

  ExecutionTimeframe frame_;
  std::shared_ptr<const data::TimeZone> zone_;
  OvernightRule overnight_;
};

}  // namespace asgen::strategy
