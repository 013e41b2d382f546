#pragma once
// Polynomial mutation with bounds (Deb and Goyal 1996; bounded form of Deb's NSGA-II code), in the unit cube.

namespace asgen::optimizer {

/// x in [0, 1] moved by the perturbation that belongs to the uniform number u; eta >= 0; the result is in [0, 1].
double mutate_polynomially(double x, double eta, double u);

}  // namespace asgen::optimizer
