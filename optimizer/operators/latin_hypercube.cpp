#include "optimizer/operators/latin_hypercube.hpp"

#include <numeric>
#include <utility>

namespace asgen::optimizer {

std::vector<std::vector<double>> draw_latin_hypercube(std::size_t count, std::size_t dimensions, base::Stream& stream) {
  std::vector<std::vector<double>> points(count, std::vector<double>(dimensions));
  std::vector<std::size_t> strata(count);
  for (std::size_t d = 0; d < dimensions; ++d) {
    std::iota(strata.begin(), strata.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(strata[i - 1], strata[stream.below(i)]);
    for (std::size_t i = 0; i < count; ++i) points[i][d] = (static_cast<double>(strata[i]) + stream.uniform()) / static_cast<double>(count);
  }
  return points;
}

}  // namespace asgen::optimizer
