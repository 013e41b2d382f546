#pragma once
// The elementary functions without branches, for loops that the compiler turns into SIMD lanes. Same bits as `math.hpp` on the
// stated ranges: both are made of the same pieces.

#include <bit>
#include <cmath>
#include <cstdint>

namespace asgen::base {

namespace math_pieces {

// ln 2 split so that k * kLn2High is exact for |k| < 2^11 (Cody and Waite 1980).
inline constexpr double kLn2High = 6.93147180369123816490e-01;
inline constexpr double kLn2Low = 1.90821492927058770002e-10;
inline constexpr double kInverseLn2 = 1.44269504088896338700e+00;
inline constexpr double kRoundingShift = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds a double to an integer
inline constexpr double kSqrt2 = 1.41421356237309504880;

// e^r - 1 for |r| <= ln2/2: Taylor polynomial, remainder below 5e-18 relative to 1.
inline double expm1_reduced(double r) {
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

// 2 atanh(s) - 2 s, the tail of the series of ln((1+s)/(1-s)); |s| <= 0.1716.
inline double atanh_tail(double s) {
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

// ln(1 + f) + correction + k ln 2 for 1 + f in [sqrt(1/2), sqrt(2)): f - f^2/2 + s (f^2/2 + tail/s), which keeps
// the leading term f exact.
inline double log_from(double f, double correction, double k) {
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  const double tail = s * half_square + atanh_tail(s);
  return k * kLn2High + (f - (half_square - (tail + (k * kLn2Low + correction))));
}

struct Mantissa {
  double m;  // in [sqrt(1/2), sqrt(2))
  double k;  // x = m 2^k
};
// Of a positive normal number.
inline Mantissa split(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  // The exponent as the low bits of 2^52 + exponent, since AVX2 has no conversion from 64-bit integers.
  const double exponent = std::bit_cast<double>((bits >> 52) | 0x4330000000000000ULL) - 4503599627370496.0;
  const double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  const bool high = m > kSqrt2;
  return {high ? m * 0.5 : m, (exponent - 1023.0) + (high ? 1.0 : 0.0)};
}

}  // namespace math_pieces

/// base::exp(x) for -700 <= x <= 700.
inline double exp_lane(double x) {
  using namespace math_pieces;
  const double k = (x * kInverseLn2 + kRoundingShift) - kRoundingShift;
  const double r = (x - k * kLn2High) - k * kLn2Low;
  const double two_k = std::bit_cast<double>((std::bit_cast<std::uint64_t>(k + kRoundingShift) + 1023) << 52);
  return (1.0 + expm1_reduced(r)) * two_k;
}

/// base::log1p(x) for 0 <= x < 1e300.
inline double log1p_lane(double x) {
  using namespace math_pieces;
  const Mantissa part = split(1.0 + x);
  const bool near_zero = x < 0.41;
  return log_from(near_zero ? x : part.m - 1.0, 0.0, near_zero ? 0.0 : part.k);
}

}  // namespace asgen::base
