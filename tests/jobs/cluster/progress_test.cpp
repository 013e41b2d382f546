#include "jobs/cluster/progress.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace asgen::cluster {

TEST_CASE("a progress line says all that is known") {
  const Progress progress{.generation = 3, .generations = 10, .units_done = 1200, .units_total = 4800,
                          .units_per_second = 300, .best = 12.3456789, .busy_share = 0.973};
  CHECK(seconds_left(progress) == 12);
  CHECK(format_progress(progress) == "generation 3/10 · 1200/4800 units · 300 units/s · best 12.3457 · busy 97 % · ETA 0:12");
}

TEST_CASE("a progress line admits what is not known") {
  CHECK(format_progress({}) == "workers are opening the days");
  CHECK(format_progress({.units_done = 3}) == "generation 0 · 3 units · 0 units/s · best none · busy 0 % · ETA unknown");
  CHECK(std::isnan(seconds_left({.units_done = 5, .units_total = 3, .units_per_second = 1})));
}

TEST_CASE("long times are shown in hours, and the last unit ends the wait") {
  CHECK(format_progress({.units_total = 7384, .units_per_second = 2}).ends_with("ETA 1:01:32"));
  CHECK(format_progress({.units_done = 9, .units_total = 9, .units_per_second = 2}).ends_with("ETA 0:00"));
}

}  // namespace asgen::cluster
