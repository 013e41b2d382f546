#include "optimizer/operators/blend.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace asgen::optimizer {

std::vector<double> blend(std::span<const double> a, std::span<const double> b, base::Stream& stream) {
  base::expects(a.size() == b.size(), "parents of one space");
  const double alpha = std::clamp(stream.uniform(), 0.2, 0.8);
  std::vector<double> child(a.size());
  for (std::size_t i = 0; i < child.size(); ++i) child[i] = alpha * a[i] + (1 - alpha) * b[i];
  return child;
}

}  // namespace asgen::optimizer
