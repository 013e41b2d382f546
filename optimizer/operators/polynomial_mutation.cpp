#include "optimizer/operators/polynomial_mutation.hpp"

#include <algorithm>

#include "sim/base/math.hpp"

namespace asgen::optimizer {

double mutate_polynomially(double x, double eta, double u) {
  const double power = 1 / (eta + 1);
  const double moved = u <= 0.5 ? x + base::pow(2 * u + (1 - 2 * u) * base::pow(1 - x, eta + 1), power) - 1
                                : x + 1 - base::pow(2 * (1 - u) + (2 * u - 1) * base::pow(x, eta + 1), power);
  return std::clamp(moved, 0.0, 1.0);
}

}  // namespace asgen::optimizer
