#pragma once
// The two coefficients of the GLFT system v' = M v.

#include "sim/theory/glft.hpp"

namespace asgen::theory {

/// eta = A (1 + gamma/k)^-(1 + k/gamma) [1/s], minus the off-diagonal of M; A/e at gamma = 0.
double glft_coupling(const GlftMarket& market);

/// alpha = k gamma sigma^2 / 2 [1/s]; the diagonal of M is alpha q^2.
double glft_inventory_cost(const GlftMarket& market);

/// Throws base::ConfigurationError when a parameter is outside its range.
void check_glft_market(const GlftMarket& market);

}  // namespace asgen::theory
