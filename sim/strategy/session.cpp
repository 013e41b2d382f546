#include "sim/strategy/session.hpp"

#include <algorithm>
#include <limits>

namespace asgen::strategy {
namespace {

using base::Nanos;

constexpr std::int64_t kDay_ns = 86400 * base::kNanosPerSecond;
constexpr std::int64_t kQuarter_ns = 900 * base::kNanosPerSecond;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
std::int64_t modulo(std::int64_t a, std::int64_t b) { return a - floor_divide(a, b) * b; }

}  // namespace

Session::Session(const ExecutionTimeframe& frame, std::shared_ptr<const data::TimeZone> zone, OvernightRule overnight)
    : frame_(frame), zone_(std::move(zone)), overnight_(overnight) {}

std::int64_t Session::local_ns(Nanos now) const {
  const std::int64_t utc_s = floor_divide(now.count(), base::kNanosPerSecond);
  return now.count() + (zone_ ? zone_->offset_at(utc_s) : 0) * base::kNanosPerSecond;
}

/// Zero for a time frame that never trades.
Nanos Session::length() const {
  Nanos length((frame_.end_s - frame_.start_s) * base::kNanosPerSecond);
  const bool daily = frame_.kind == Timeframe::daily_between_times;
  if (daily && length < Nanos(0) && overnight_ == OvernightRule::wraps) length += Nanos(kDay_ns);
  return std::max(length, Nanos(0));
}

/// Time since the start of the session; of a daily one since its last start, so never negative.
Nanos Session::since_start(Nanos now) const {
  const std::int64_t since = local_ns(now) - frame_.start_s * base::kNanosPerSecond;
  return Nanos(frame_.kind == Timeframe::daily_between_times ? modulo(since, kDay_ns) : since);
}

SessionState Session::at(Nanos now) const {
  if (!is_finite()) return {true, 1, std::numeric_limits<double>::infinity()};
  const Nanos all = length(), passed = since_start(now);
  if (passed < Nanos(0) || passed >= all) return {false, 0, 0};
  const Nanos left = all - passed;
  return {true, left.as_double() / all.as_double(), base::seconds(left)};
}

Nanos Session::unchanged_until(Nanos now) const {
  if (!is_finite()) return Nanos::max();
  const Nanos quarter((floor_divide(now.count(), kQuarter_ns) + 1) * kQuarter_ns);
  const Nanos passed = since_start(now);
  const bool daily = frame_.kind == Timeframe::daily_between_times;
  Nanos until = quarter;
  for (const Nanos change : {Nanos(0), length(), Nanos(daily ? kDay_ns : 0)}) {
    if (change > passed) until = std::min(until, now + (change - passed));
  }
  return until;
}

}  // namespace asgen::strategy
