#include "sim/base/math.hpp"

#include <bit>
#include <cstdint>
#include <limits>

namespace asgen::base {
namespace {

// ln 2 split so that k * kLn2High is exact for |k| < 2^11 (Cody and Waite 1980).
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInverseLn2 = 1.44269504088896338700e+00;
constexpr double kRoundingShift = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds a double to an integer
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// 2^k for k in [-1022, 1023].
double power_of_two(std::int64_t k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

// x * 2^k in two steps, so that results near the ends of the range neither overflow early nor lose subnormals.
double scale(double x, std::int64_t k) {
  const std::int64_t half = k / 2;
  return x * power_of_two(half) * power_of_two(k - half);
}

// e^r - 1 for |r| <= ln2/2: Taylor polynomial, remainder below 5e-18 relative to 1.
double expm1_reduced(double r) {
  double p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  return r + r * r * p;
}

struct Reduction {
  double r;       // x - k ln 2
  std::int64_t k;
};
Reduction reduce(double x) {
  const double k = (x * kInverseLn2 + kRoundingShift) - kRoundingShift;
  return {(x - k * kLn2High) - k * kLn2Low, static_cast<std::int64_t>(k)};
}

// 2 atanh(s) - 2 s, the tail of the series of ln((1+s)/(1-s)); |s| <= 0.1716.
double atanh_tail(double s) {
  const double z = s * s;
  double p = 2.0 / 23.0;
  p = p * z + 2.0 / 21.0;
  p = p * z + 2.0 / 19.0;
  p = p * z + 2.0 / 17.0;
  p = p * z + 2.0 / 15.0;
  p = p * z + 2.0 / 13.0;
  p = p * z + 2.0 / 11.0;
  p = p * z + 2.0 / 9.0;
  p = p * z + 2.0 / 7.0;
  p = p * z + 2.0 / 5.0;
  p = p * z + 2.0 / 3.0;
  return s * z * p;
}

struct Mantissa {
  double m;       // in [sqrt(1/2), sqrt(2))
  std::int64_t k;  // x = m 2^k
};
Mantissa split(double x) {
  std::int64_t shift = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 18014398509481984.0;  // 2^54 lifts subnormals
    shift = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  std::int64_t k = static_cast<std::int64_t>(bits >> 52) - 1023;
  double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (m > 1.41421356237309504880) {
    m *= 0.5;
    ++k;
  }
  return {m, k + shift};
}

// ln(1 + f) + correction + k ln 2 for 1 + f in [sqrt(1/2), sqrt(2)): f - f^2/2 + s (f^2/2 + tail/s), which keeps
// the leading term f exact.
double log_from(double f, double correction, std::int64_t k) {
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  const double kd = static_cast<double>(k);
  const double tail = s * half_square + atanh_tail(s);
  return kd * kLn2High + (f - (half_square - (tail + (kd * kLn2Low + correction))));
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
  const Mantissa part = split(x);
  return log_from(part.m - 1.0, 0.0, part.k);
}

double log1p(double x) {
  if (!(x > -1.0)) return x == -1.0 ? -kInfinity : kNan;
  if (x == kInfinity) return x;
  if (x > -0.29 && x < 0.41) return log_from(x, 0.0, 0);
  const double u = 1.0 + x;
  const Mantissa part = split(u);
  const double lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);  // what rounding 1 + x dropped
  return log_from(part.m - 1.0, lost / u, part.k);
}

double pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x == 0.0) return y > 0.0 ? 0.0 : kInfinity;
  return exp(y * log(x));
}

}  // namespace asgen::base
