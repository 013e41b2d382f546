#include "sim/theory/order_flow.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::theory {

double hawkes_fano(double branching, double decay, double window_s) {
  base::expects(branching >= 0 && branching < 1 && decay > 0 && window_s > 0, "a stationary Hawkes process and a window");
  const double limit = 1 / ((1 - branching) * (1 - branching));
  const double relaxed = decay * (1 - branching) * window_s;
  return limit + (1 - limit) * -base::expm1(-relaxed) / relaxed;
}

double step_impact(double fills_per_step) {
  base::expects(fills_per_step > 0, "some orders reach the quote");
  return fills_per_step / -base::expm1(-fills_per_step) - fills_per_step;
}

double impact_profit(double arrival_rate, double decay, double half_spread, double impact) {
  return 2 * arrival_rate * base::exp(-decay * half_spread) * (half_spread - impact);
}

IntensityEstimate estimate_intensity(const std::vector<double>& reaches, double seconds) {
  base::expects(reaches.size() >= 2 && seconds > 0, "an estimate needs trades and time");
  const double n = static_cast<double>(reaches.size());
  double sum = 0;
  for (const double reach : reaches) sum += reach;
  const double decay = n / sum, rate = n / (2 * seconds);
  return {{decay, decay / std::sqrt(n)}, {rate, rate / std::sqrt(n)}};
}

NormalTail normal_tail(double delta, double deviation) {
  base::expects(deviation > 0, "a normal variable");
  constexpr int kIntervals = 1000;  // Simpson from z to 12: the error is below 1e-9
  constexpr double kFar = 12, kRootTwoPi = 2.5066282746310002;
  const double z = std::max(delta / deviation, -kFar);
  if (z >= kFar) return {};
  const double width = (kFar - z) / kIntervals;
  double sum = 0;
  for (int i = 0; i <= kIntervals; ++i) {
    const double x = z + i * width;
    const double weight = i == 0 || i == kIntervals ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * base::exp(-x * x / 2);
  }
  const double tail = sum * width / 3 / kRootTwoPi, density = base::exp(-z * z / 2) / kRootTwoPi;
  return {tail, deviation * density, deviation * deviation * (tail + z * density)};
}

}  // namespace asgen::theory
