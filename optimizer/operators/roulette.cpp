#include "optimizer/operators/roulette.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::optimizer {

std::vector<double> roulette_weights(std::span<const double> scores) {
  base::expects(!scores.empty(), "somebody to choose from");
  const double lift = std::fabs(*std::min_element(scores.begin(), scores.end()));
  std::vector<double> weights(scores.begin(), scores.end());
  for (double& w : weights) w += lift;
  return weights;
}

std::size_t spin_roulette(std::span<const double> weights, base::Stream& stream) {
  base::expects(!weights.empty(), "somebody to choose from");
  double total = 0;
  for (const double w : weights) total += w;
  if (!(total > 0) || !std::isfinite(total)) return stream.below(weights.size());
  double left = stream.uniform() * total;
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0) continue;
    chosen = i;  // also the answer when rounding leaves a rest after the last weight
    left -= weights[i];
    if (left < 0) break;
  }
  return chosen;
}

std::size_t spin_roulette_again(std::span<const double> weights, std::size_t excluded, base::Stream& stream) {
  base::expects(weights.size() >= 2 && excluded < weights.size(), "somebody else to choose from");
  std::vector<double> others;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (i != excluded) others.push_back(weights[i]);
  const std::size_t chosen = spin_roulette(others, stream);
  return chosen < excluded ? chosen : chosen + 1;
}

}  // namespace asgen::optimizer
