#pragma once
// Arithmetic blend with one alpha for all genes, as in the code of Falces Marin et al. (2022).

#include <span>
#include <vector>

#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// alpha a + (1 - alpha) b with alpha uniform in (0, 1), clamped to [0.2, 0.8].
std::vector<double> blend(std::span<const double> a, std::span<const double> b, base::Stream& stream);

}  // namespace asgen::optimizer
