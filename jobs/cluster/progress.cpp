#include "jobs/cluster/progress.hpp"

#include <fmt/format.h>

#include <cmath>

namespace asgen::cluster {
namespace {

std::string out_of(std::uint64_t done, std::uint64_t total) {
  return total > 0 ? fmt::format("{}/{}", done, total) : fmt::format("{}", done);
}

std::string format_rate(double units_per_second) {
  return units_per_second < 100 ? fmt::format("{:.3g}", units_per_second) : fmt::format("{:.0f}", units_per_second);
}

std::string format_duration(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

double seconds_left(const Progress& progress) {
  if (progress.units_total < progress.units_done || !(progress.units_per_second > 0)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(progress.units_total - progress.units_done) / progress.units_per_second;
}

std::string format_progress(const Progress& progress) {
  if (progress.units_done == 0 && !(progress.units_per_second > 0)) return "workers are opening the days";
  const double left = seconds_left(progress);
  const bool known = left < 1e9;
  return fmt::format("generation {} · {} units · {} units/s · best {} · busy {:.0f} % · ETA {}",
                     out_of(static_cast<std::uint64_t>(progress.generation), static_cast<std::uint64_t>(progress.generations)),
                     out_of(progress.units_done, progress.units_total), format_rate(progress.units_per_second),
                     std::isnan(progress.best) ? "none" : fmt::format("{:.6g}", progress.best),
                     100 * progress.busy_share, known ? format_duration(left) : "unknown");
}

}  // namespace asgen::cluster
