#pragma once
// Gaussian mutation with a decaying width, as in the code of Falces Marin et al. (2022).

#include <span>
#include <vector>

#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// Range of one coordinate.
struct Range {
  double low = 0;
  double high = 1;
};

/// sigma0 exp(-decay g), at least `floor`.
double decayed_sigma(double sigma0, double decay, double floor, int generation);

/// Every coordinate x + N(0, sigma) (high - low), clipped to its range.
std::vector<double> mutate_gaussian(std::span<const double> x, std::span<const Range> ranges, double sigma, base::Stream& stream);

/// First draw of the authors' code: high U(0, 1) + N(0, sigma) (high - low), clipped, so most coordinates start on a bound.
std::vector<double> draw_falces_individual(std::span<const Range> ranges, double sigma, base::Stream& stream);

}  // namespace asgen::optimizer
