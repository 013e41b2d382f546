#pragma once
// Moments of a quoting rule that depends on the time left, in continuous time: policy.hpp for rules that are not stationary.

#include "sim/theory/policy.hpp"
#include "sim/theory/quote_rule.hpp"

namespace asgen::theory {

/// Moments of `rule` from a flat start, by the backward equations of policy.hpp with rates that move. Implicit Euler with `steps`,
/// 2, 4, 8 and 16 times as many steps, extrapolated to step 0 (Richardson): quotes far through the mid have rates of any size, so the method
/// must be L-stable. With 200 steps the error is about 1e-8 relative for smooth rules. No bid at Q, no ask at -Q.
/// Throws base::ConfigurationError for a market or horizon out of range.
PolicyMoments timed_policy_moments(const GlftMarket& market, const QuoteRule& rule, double horizon_s, int steps = 200);

}  // namespace asgen::theory
