#pragma once
// One line that says how a run goes; the program decides where to print it.

#include <cstdint>
#include <limits>
#include <string>

namespace asgen::cluster {

struct Progress {
  int generation = 0;
  int generations = 0;  ///< 0 = not known
  std::uint64_t units_done = 0;
  std::uint64_t units_total = 0;  ///< 0 = not known
  double units_per_second = 0;
  double best = std::numeric_limits<double>::quiet_NaN();  ///< NaN = none yet
  double busy_share = 0;                                   ///< of the workers, 0..1
};

/// Seconds left at the present rate; NaN when that cannot be said.
double seconds_left(const Progress& progress);

/// "generation 3/10 · 1234/5000 units · 321 units/s · best 12.34 · busy 97 % · ETA 0:12"
std::string format_progress(const Progress& progress);

}  // namespace asgen::cluster
