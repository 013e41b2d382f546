#pragma once
// Sobol points: a fixed, evenly spread set of genomes, the same on every machine and in every version.

#include <cstddef>
#include <vector>

namespace asgen::bench {

/// The first `count` points of the sequence with the direction numbers of Joe and Kuo (2008), each moved by half of 1/count, so that no
/// coordinate is 0. Precondition: 1 <= dimensions <= 8, count a power of two.
std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count);

}  // namespace asgen::bench
