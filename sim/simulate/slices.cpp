#include "sim/simulate/slices.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "sim/base/error.hpp"

namespace asgen::simulate {
namespace {

using base::Nanos;

constexpr Nanos kHour{3600 * base::kNanosPerSecond};

/// 2h, 30m, 90s: the largest unit that divides the length.
std::string length_name(Nanos length) {
  const std::int64_t s = length.count() / base::kNanosPerSecond;
  if (s % 3600 == 0) return fmt::format("{}h", s / 3600);
  if (s % 60 == 0) return fmt::format("{}m", s / 60);
  return fmt::format("{}s", s);
}

/// UTC, to the minute, to the second where it has seconds.
std::string time_name(Nanos t) {
  const std::chrono::sys_seconds instant{std::chrono::seconds(t.count() / base::kNanosPerSecond)};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::int64_t s = (instant - day).count();
  const std::string minutes = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", static_cast<int>(date.year()),
                                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), s / 3600, s / 60 % 60);
  return s % 60 == 0 ? minutes : fmt::format("{}:{:02}", minutes, s % 60);
}

Segment make_segment(std::size_t tape, Nanos from, Nanos to, Nanos warmup) {
  return {fmt::format("{}/{}", time_name(from), length_name(to - from)), {tape}, from, to, warmup, Carry::none};
}

void cut_tape(const tape::TapeInfo& info, std::size_t index, const SliceOptions& options, std::vector<Segment>& segments) {
  const Nanos open = options.from ? std::max(info.open, *options.from) : info.open;
  const Nanos close = options.to ? std::min(info.close, *options.to) : info.close;
  if (open >= close) return;
  if (options.hours == 0) {
    segments.push_back(make_segment(index, open, close, options.warmup));
    return;
  }
  const Nanos length = base::nanos_from_seconds(options.hours * 3600);
  for (Nanos begin(info.open.count() / kHour.count() * kHour.count()); begin < close; begin = begin + length) {
    const Nanos from = std::max(begin, open), to = std::min(begin + length, close);
    if ((to - from) * 2 >= length) segments.push_back(make_segment(index, from, to, options.warmup));
  }
}

}  // namespace

std::vector<Segment> cut_slices(std::span<const tape::Tape> tapes, const SliceOptions& options) {
  std::vector<tape::TapeInfo> infos;
  for (const tape::Tape& tape : tapes) infos.push_back(tape.info());
  return cut_slices(infos, options);
}

std::vector<Segment> cut_slices(std::span<const tape::TapeInfo> tapes, const SliceOptions& options) {
  if (!std::isfinite(options.hours) || options.hours < 0 || (options.hours > 0 && options.hours * 3600 < 1)) {
    throw base::ConfigurationError("/simulation/slice_hours", fmt::format("= {} (must be 0 or at least a second)", options.hours),
                                   "use 2, say");
  }
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < tapes.size(); ++i) cut_tape(tapes[i], i, options, segments);
  if (segments.empty()) {
    throw base::ConfigurationError("/simulation", "leaves no segment to trade", "check from, to and slice_hours against the days");
  }
  return segments;
}

void purge(std::span<Segment> held_back, std::span<const Segment> training, base::Nanos warmup) {
  for (Segment& segment : held_back) {
    const auto precedes = [&](const Segment& other) { return other.tapes.back() == segment.tapes.front() && other.to == segment.from; };
    if (std::none_of(training.begin(), training.end(), precedes)) continue;
    segment.from += warmup;
    if (segment.from < segment.to) continue;
    throw base::ConfigurationError(fmt::format("segment {}", segment.name), "is shorter than the warm-up that is purged from it",
                                   "use longer slices or a shorter warmup");
  }
}

}  // namespace asgen::simulate
