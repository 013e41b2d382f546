#pragma once
// Fitness-proportional selection as in the code of Falces Marin et al. (2022).

#include <cstddef>
#include <span>
#include <vector>

#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// Weights score + |smallest score|: the worst of a set with negative scores gets 0.
std::vector<double> roulette_weights(std::span<const double> scores);

/// Index drawn in proportion to its weight; uniform when the sum is 0 or not finite.
std::size_t spin_roulette(std::span<const double> weights, base::Stream& stream);

/// The same among all but `excluded`; at least two weights.
std::size_t spin_roulette_again(std::span<const double> weights, std::size_t excluded, base::Stream& stream);

}  // namespace asgen::optimizer
