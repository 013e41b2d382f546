#pragma once
// Distances and fill chances of one step, by inventory; shared by the exact recursion and the simulation.

#include <vector>

#include "sim/theory/step_market.hpp"

namespace asgen::theory {

/// Throws base::ConfigurationError for a market or maker out of range.
void check_steps(const StepMarket& market, const StepMaker& maker);

/// One inventory's quotes in one step; a side that is not quoted has chance 0 and distance 0.
struct StepQuotes {
  double bid_chance = 0, ask_chance = 0;
  double delta_bid = 0, delta_ask = 0;
};

/// Quotes of step n at inventories -Q..Q (index q + Q).
void fill_step_table(const StepMarket& market, const StepMaker& maker, std::int64_t step, std::vector<StepQuotes>& table);

}  // namespace asgen::theory
