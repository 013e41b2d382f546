#pragma once
// Quoting rules as functions: distances from the mid by inventory and time left. What theory evaluates and simulates.

#include <functional>
#include <memory>

#include "sim/theory/glft.hpp"

namespace asgen::theory {

/// Distances from the mid at inventory q [order amounts] with `time_left_s` to go; +infinity: that side is not quoted.
using QuoteRule = std::function<Quotes(int inventory, double time_left_s)>;

/// delta_b = h + beta q, delta_a = h - beta q.
QuoteRule linear_rule(double half_spread, double skew);

/// Which of the terms of Avellaneda and Stoikov's spread are quoted.
enum class AsSpread {
  full,      ///< gamma sigma^2 (T - t) + (2/gamma) ln(1 + gamma/k), the published 2008 version
  constant,  ///< (2/gamma) ln(1 + gamma/k), the earlier working paper
};

/// Avellaneda and Stoikov's quotes around their reservation price ("inventory" in their tables).
QuoteRule as_inventory_rule(const GlftMarket& market, AsSpread spread);

/// The same spread around the mid, whatever the inventory.
QuoteRule as_symmetric_rule(const GlftMarket& market, AsSpread spread);

/// "Symmetric" of the tables: the full spread's average over `steps` equal steps of a session (left points), around the mid.
QuoteRule as_average_rule(const GlftMarket& market, double horizon_s, int steps);

/// The asymptotic closed form of Gueant, Lehalle and Fernandez-Tapia.
QuoteRule glft_rule(const GlftMarket& market);

/// Their exact finite-horizon quotes.
QuoteRule exact_rule(std::shared_ptr<const GlftExact> exact);

/// What a venue with a price grid makes of a rule: an order lies on a tick and keeps one tick from the opposite best price. The best
/// prices are the ticks around the true mid, so the recorded mid lies half a tick above a tick; distances are then known up to the
/// true mid's place between two ticks, whose mean is taken (an error of (k tick)^2 / 24 in the fill rate).
QuoteRule on_grid(QuoteRule rule, double tick);

}  // namespace asgen::theory
