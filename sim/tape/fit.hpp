#pragma once
// Least squares of y = alpha * exp(-kappa * x), alpha, kappa >= 0, along the iteration path of SciPy's `dogbox`.

#include <span>

namespace asgen::tape {

enum class FitStatus { converged, out_of_evaluations, not_finite };

struct FitResult {
  double alpha, kappa;  ///< the start values unless status is converged
  FitStatus status;
};

/// Fits from (alpha0, kappa0). Not the optimum but the point where SciPy 1.x `curve_fit(method="dogbox")` stops with
/// ftol = xtol = gtol = 1e-8, forward differences and 200 evaluations, because Hummingbot uses that point.
/// Source: Voglis and Lagaris (2004), "A rectangular trust region dogleg approach"; reference hummingbot.md 4.4.
/// @param x, y same length >= 1, any order (Hummingbot: distance descending)
FitResult fit_exponential(std::span<const double> x, std::span<const double> y, double alpha0, double kappa0);

}  // namespace asgen::tape
