#include "sim/tape/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace asgen::tape {
namespace {

constexpr double kMachinePrecision = 0x1p-53;

/// Upper triangle and right-hand side left by the orthogonalisation.
struct Triangle {
  double r11 = 0, r12 = 0, r22 = 0, c1 = 0, c2 = 0;
};

Triangle orthogonalise(std::span<const double> a, std::span<const double> b, std::span<const double> f) {
  Triangle t;
  double aa = 0;
  for (const double v : a) aa += v * v;
  t.r11 = std::sqrt(aa);
  const double inverse = t.r11 > 0 ? 1.0 / t.r11 : 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    t.r12 += a[i] * inverse * b[i];
    t.c1 += a[i] * inverse * f[i];
  }
  double bb = 0;
  double bf = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double q = a[i] * inverse;
    const double rest = b[i] - t.r12 * q;
    bb += rest * rest;
    bf += rest * (f[i] - t.c1 * q);
  }
  t.r22 = std::sqrt(bb);
  t.c2 = t.r22 > 0 ? bf / t.r22 : 0.0;
  return t;
}

/// Columns u v of R V, made orthogonal by rotating V.
struct Rotated {
  double u[2], v[2];
  double vu[2] = {1, 0}, vv[2] = {0, 1};

  void rotate() {
    const double uu = u[0] * u[0] + u[1] * u[1];
    const double ww = v[0] * v[0] + v[1] * v[1];
    const double uw = u[0] * v[0] + u[1] * v[1];
    if (uw == 0) return;
    const double zeta = (ww - uu) / (2 * uw);
    const double t = (zeta >= 0 ? 1.0 : -1.0) / (std::fabs(zeta) + std::sqrt(1 + zeta * zeta));
    const double c = 1 / std::sqrt(1 + t * t);
    const double s = c * t;
    for (int i = 0; i < 2; ++i) {
      const double u0 = u[i];
      u[i] = c * u0 - s * v[i];
      v[i] = s * u0 + c * v[i];
      const double e0 = vu[i];
      vu[i] = c * e0 - s * vv[i];
      vv[i] = s * e0 + c * vv[i];
    }
  }
};

}  // namespace

std::array<double, 2> solve_minimum_norm(std::span<const double> a, std::span<const double> b, std::span<const double> f) {
  if (b.empty()) {
    double aa = 0;
    double af = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      aa += a[i] * a[i];
      af += a[i] * f[i];
    }
    return {aa > 0 ? -af / aa : 0.0, 0.0};
  }
  const Triangle t = orthogonalise(a, b, f);
  Rotated m{{t.r11, 0}, {t.r12, t.r22}};
  for (int sweep = 0; sweep < 3; ++sweep) m.rotate();  // one is exact on paper, the others remove its rounding
  const double su = std::sqrt(m.u[0] * m.u[0] + m.u[1] * m.u[1]);
  const double sv = std::sqrt(m.v[0] * m.v[0] + m.v[1] * m.v[1]);
  const double cut = kMachinePrecision * std::max(su, sv);
  std::array<double, 2> n{};
  const auto add = [&](const double(&column)[2], double sigma, const double(&direction)[2]) {
    if (!(sigma > cut)) return;
    const double weight = -((column[0] / sigma) * t.c1 + (column[1] / sigma) * t.c2) / sigma;
    n[0] += weight * direction[0];
    n[1] += weight * direction[1];
  };
  add(m.u, su, m.vu);
  add(m.v, sv, m.vv);
  return n;
}

}  // namespace asgen::tape
