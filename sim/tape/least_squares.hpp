#pragma once
// Minimum-norm least squares with at most two unknowns, in closed form.

#include <array>
#include <span>

namespace asgen::tape {

/// Minimum-norm solution n of [a b] n = -f. Singular values at or below 2^-53 of the greatest count as zero, as LAPACK's
/// `gelsd` does with a negative `rcond`. An empty `b` means one unknown. Method: QR by modified Gram-Schmidt with f carried
/// along (Bjorck 1967), then the singular value decomposition of the 2 x 2 triangle by one-sided Jacobi rotations.
std::array<double, 2> solve_minimum_norm(std::span<const double> a, std::span<const double> b, std::span<const double> f);

}  // namespace asgen::tape
