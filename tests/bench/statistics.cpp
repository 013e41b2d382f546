#include "tests/bench/statistics.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace asgen::bench {

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Line fit_line(const std::vector<double>& x, const std::vector<double>& value) {
  const auto n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_value = std::accumulate(value.begin(), value.end(), 0.0) / n;
  double products = 0, squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    products += (x[i] - mean_x) * (value[i] - mean_value);
    squares += (x[i] - mean_x) * (x[i] - mean_x);
  }
  const double slope = squares > 0 ? products / squares : std::numeric_limits<double>::quiet_NaN();
  return {mean_value - slope * mean_x, slope};
}

}  // namespace asgen::bench
