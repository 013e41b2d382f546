#pragma once
// The parts of the built-in suite; each appends its rows.

#include "jobs/app/truth_days.hpp"

namespace asgen::app {

/// Avellaneda and Stoikov's own step rule: direct simulation beside the exact recursion; with jumps for the linear policies of the tail
/// reference.
void add_step_rule(const TruthScale& scale, Truth& truth);

/// Quoting rules through day, tape and simulation, with and without jumps that pick quotes off.
void add_quoting_rules(const TruthScale& scale, int threads, Truth& truth);

/// Half spreads under adverse impact: markout and profit.
void add_impact(const TruthScale& scale, int threads, Truth& truth);

/// Every simulated P&L as the sum of its fills' edges to the final mid.
void add_identity(const TruthScale& scale, int threads, Truth& truth);

/// Trades of synthetic days: clustered counts, and estimates of A, k and sigma.
void add_order_flow(const TruthScale& scale, Truth& truth);

/// A, k and sigma as a recorder of these days would estimate them, pooled.
void add_estimates(const std::string& market, const data::SynthOptions& synth, const std::vector<data::Day>& days,
    std::vector<TruthRow>& rows);

}  // namespace asgen::app
