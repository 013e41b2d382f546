#include "optimizer/operators/sbx.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::optimizer {
namespace {

constexpr double kSame = 1e-14;

/// Spread factor whose distribution is cut off where a child would leave the bounds; `room` = distance / gap.
double spread_factor(double room, double eta, double u) {
  const double alpha = 2 - base::pow(1 + 2 * room, -(eta + 1));
  const double power = 1 / (eta + 1);
  return u <= 1 / alpha ? base::pow(u * alpha, power) : base::pow(1 / (2 - u * alpha), power);
}

}  // namespace

std::pair<double, double> sbx_gene(double a, double b, double eta, double u) {
  const double low = std::min(a, b), high = std::max(a, b), gap = high - low;
  if (gap < kSame) return {a, b};
  const double below = 0.5 * (low + high - spread_factor(low / gap, eta, u) * gap);
  const double above = 0.5 * (low + high + spread_factor((1 - high) / gap, eta, u) * gap);
  return {std::clamp(below, 0.0, 1.0), std::clamp(above, 0.0, 1.0)};
}

std::vector<double> sbx_child(std::span<const double> a, std::span<const double> b, double eta, base::Stream& stream) {
  base::expects(a.size() == b.size(), "parents of one space");
  std::vector<double> child(a.begin(), a.end());
  for (std::size_t i = 0; i < child.size(); ++i) {
    if (stream.uniform() > 0.5) continue;
    const auto [below, above] = sbx_gene(a[i], b[i], eta, stream.uniform());
    child[i] = stream.uniform() < 0.5 ? below : above;
  }
  return child;
}

}  // namespace asgen::optimizer
