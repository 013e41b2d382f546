#pragma once
// The few statistics of timings.

#include <vector>

namespace asgen::bench {

/// Middle value; the mean of the two middle ones for an even count; NaN when empty.
double median(std::vector<double> values);

/// value = intercept + slope x, by least squares; NaN both when all x are equal.
struct Line {
  double intercept = 0, slope = 0;
};
Line fit_line(const std::vector<double>& x, const std::vector<double>& value);

}  // namespace asgen::bench
