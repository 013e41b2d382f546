#include "sim/base/math.hpp"

#include <bit>
#include <cstdint>
#include <limits>

#include "sim/base/math_lanes.hpp"

namespace asgen::base {
namespace {

using namespace math_pieces;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// 2^k for k in [-1022, 1023].
double power_of_two(std::int64_t k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

// x * 2^k in two steps, so that results near the ends of the range neither overflow early nor lose subnormals.
double scale(double x, std::int64_t k) {
  const std::int64_t half = k / 2;
  return x * power_of_two(half) * power_of_two(k - half);
}

struct Reduction {
  double r;       // x - k ln 2
  std::int64_t k;
};
Reduction reduce(double x) {
  const double k = (x * kInverseLn2 + kRoundingShift) - kRoundingShift;
  return {(x - k * kLn2High) - k * kLn2Low, static_cast<std::int64_t>(k)};
}

// Of any positive number.
Mantissa split_any(double x) {
  if (x >= std::numeric_limits<double>::min()) return split(x);
  const Mantissa lifted = split(x * 18014398509481984.0);  // 2^54 lifts subnormals
  return {lifted.m, lifted.k - 54};
}

}  // namespace

double exp(double x) {
  if (!(x > -745.2)) return x != x ? x : 0.0;
  if (x > 709.79) return kInfinity;
  const Reduction part = reduce(x);
  return scale(1.0 + expm1_reduced(part.r), part.k);
}

double expm1(double x) {
  if (x != x) return x;
  if (x < -40.0) return -1.0;
  if (x > 709.79) return kInfinity;
  const Reduction part = reduce(x);
  if (part.k == 0) return expm1_reduced(part.r);
  if (part.k > 60) return scale(1.0 + expm1_reduced(part.r), part.k);
  const double two_k = power_of_two(part.k);
  return two_k * expm1_reduced(part.r) + (two_k - 1.0);
}

double log(double x) {
  if (!(x > 0.0)) return x == 0.0 ? -kInfinity : kNan;
  if (x == kInfinity) return x;
  const Mantissa part = split_any(x);
  return log_from(part.m - 1.0, 0.0, part.k);
}

double log1p(double x) {
  if (!(x > -1.0)) return x == -1.0 ? -kInfinity : kNan;
  if (x == kInfinity) return x;
  if (x > -0.29 && x < 0.41) return log_from(x, 0.0, 0);
  const double u = 1.0 + x;
  const Mantissa part = split(u);
  // What rounding 1 + x dropped matters only where the logarithm itself is small against it.
  const double correction = x < 0 ? (x - (u - 1.0)) / u : 0.0;
  return log_from(part.m - 1.0, correction, part.k);
}

double pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x == 0.0) return y > 0.0 ? 0.0 : kInfinity;
  return exp(y * log(x));
}

}  // namespace asgen::base
