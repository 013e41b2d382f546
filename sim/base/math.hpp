#pragma once
// Elementary functions with one fixed algorithm: plain IEEE double operations in a fixed order, no libm, so every
// x86-64 node and every SIMD lane gives the same bits. Accuracy: a few ulp, stated per function and tested.

namespace asgen::base {

/// e^x; relative error < 1e-15. Overflow gives +inf, underflow 0, NaN stays NaN.
double exp(double x);
/// e^x - 1 without cancellation near 0; relative error < 1e-15.
double expm1(double x);
/// Natural logarithm; relative error < 1e-15. log(0) = -inf, negative or NaN gives NaN.
double log(double x);
/// ln(1 + x) without cancellation near 0; relative error < 1e-15. x < -1 gives NaN.
double log1p(double x);
/// x^y for x >= 0 as exp(y ln x); relative error < 1e-15 * (1 + |y ln x|).
double pow(double x, double y);
/// Inverse of the standard normal distribution function (Wichura 1988, AS 241, PPND16); |error| < 1e-15 relative.
/// p <= 0 gives -inf, p >= 1 gives +inf.
double normal_quantile(double p);

}  // namespace asgen::base
