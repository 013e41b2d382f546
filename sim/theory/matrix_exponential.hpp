#pragma once
// Matrix exponential by scaling and squaring, with the scale kept apart so that no horizon over- or underflows.

#include <Eigen/Core>

namespace asgen::theory {

/// exp(M) = matrix * e^log_scale.
struct ScaledExponential {
  Eigen::MatrixXd matrix;
  double log_scale = 0;
};

/// Exponential of a finite square matrix: Taylor polynomial of degree 16 at norm <= 1/2, then squarings (Higham 2005
/// uses a Pade approximant there; at these sizes the polynomial is as exact and much lighter to compile).
ScaledExponential matrix_exponential(const Eigen::MatrixXd& m);

}  // namespace asgen::theory
