#include "optimizer/operators/gaussian_mutation.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::optimizer {

double decayed_sigma(double sigma0, double decay, double floor, int generation) {
  return std::max(floor, sigma0 * base::exp(-decay * generation));
}

std::vector<double> mutate_gaussian(std::span<const double> x, std::span<const Range> ranges, double sigma, base::Stream& stream) {
  base::expects(x.size() == ranges.size(), "one range per coordinate");
  std::vector<double> child(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Range& r = ranges[i];
    child[i] = std::clamp(x[i] + sigma * stream.normal() * (r.high - r.low), r.low, r.high);
  }
  return child;
}

std::vector<double> draw_falces_individual(std::span<const Range> ranges, double sigma, base::Stream& stream) {
  std::vector<double> x(ranges.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Range& r = ranges[i];
    const double start = r.high * stream.uniform();
    x[i] = std::clamp(start + sigma * stream.normal() * (r.high - r.low), r.low, r.high);
  }
  return x;
}

}  // namespace asgen::optimizer
