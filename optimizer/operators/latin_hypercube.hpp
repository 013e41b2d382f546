#pragma once
// Latin hypercube draws (McKay, Beckman and Conover 1979).

#include <cstddef>
#include <vector>

#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// `count` points of the unit cube; in every dimension each of `count` equal strata holds one point.
std::vector<std::vector<double>> draw_latin_hypercube(std::size_t count, std::size_t dimensions, base::Stream& stream);

}  // namespace asgen::optimizer
