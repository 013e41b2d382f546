#pragma once
// Simulated binary crossover with bounds (Deb and Agrawal 1995; bounded form of Deb's NSGA-II code), in the unit cube.

#include <span>
#include <utility>
#include <vector>

#include "sim/base/random.hpp"

namespace asgen::optimizer {

/// Both children of one gene for the uniform number u in (0, 1); the lower one first. eta >= 0; inside [0, 1].
std::pair<double, double> sbx_gene(double a, double b, double eta, double u);

/// One child: each gene is crossed with probability 1/2 (then it is either of the two children), else taken from a.
std::vector<double> sbx_child(std::span<const double> a, std::span<const double> b, double eta, base::Stream& stream);

}  // namespace asgen::optimizer
