#pragma once
// A maker who quotes by steps: Avellaneda and Stoikov's own simulation (2008, section 3.3), and what a decision clock makes of a
// Poisson market. In a step the quotes stand, each side fills at most once, independently, and then the mid moves.

#include <cstdint>

#include "sim/theory/estimate.hpp"
#include "sim/theory/quote_rule.hpp"

namespace asgen::theory {

/// Chance of a side's fill in a step, lambda = A exp(-k delta).
enum class StepFills {
  bernoulli,  ///< min(1, lambda dt), the paper's
  poisson,    ///< 1 - exp(-lambda dt): orders come at Poisson times while the quote stands
};

/// How the mid moves at the end of a step.
enum class MidStep {
  binary,  ///< +- sigma sqrt(dt) with equal odds, the paper's
  normal,  ///< N(0, sigma^2 dt)
};

/// What a move of the mid does to quotes that it passes.
enum class PassedQuotes {
  follow,      ///< nothing: the quotes move with the mid, the paper's
  picked_off,  ///< a quote that stands when the mid moves beyond it is filled at its price, as in a book. Needs MidStep::normal
};

struct StepMarket {
  double volatility = 0;    ///< sigma [price per sqrt(s)]
  double arrival_rate = 0;  ///< A [1/s and side]
  double decay = 0;         ///< k [1/price]
  double step_s = 0;        ///< dt
  std::int64_t steps = 0;   ///< N; the session lasts N dt
  StepFills fills = StepFills::bernoulli;
  MidStep mid = MidStep::binary;
  double jump_rate = 0;       ///< jumps of the mid per second, compound Poisson
  double jump_deviation = 0;  ///< normal size of a jump, mean 0 [price]
  PassedQuotes passed_quotes = PassedQuotes::follow;
};

/// Limits and preferences of the maker.
struct StepMaker {
  QuoteRule quotes;
  int max_inventory = 60;  ///< no bid at Q, no ask at -Q; also the size of the state space
  double risk_factor = 0;  ///< gamma of the certainty equivalent; 0: not computed.
};

/// From a flat start, the final inventory marked at the mid.
struct StepMoments {
  double mean = 0, standard_deviation = 0;  ///< P&L [currency]
  double inventory_deviation = 0;           ///< sd of q_T [order amounts]
  double mean_abs_inventory = 0;            ///< MAP; held while the mid moves (bernoulli), time-weighted (poisson)
  double trades = 0;                        ///< expected number of fills
  double average_spread = 0;                ///< mean of delta_a + delta_b over the steps; of states quoted on both sides
  double certainty_equivalent = 0;          ///< the mean at gamma = 0
};

/// Exact moments by the forward recursion of P(q), E[X; q], E[X^2; q] and E[exp(-gamma X); q] over the steps.
/// With PassedQuotes::picked_off at most one jump a step. Throws base::ConfigurationError for a market out of range.
StepMoments step_moments(const StepMarket& market, const StepMaker& maker);

/// How much to simulate.
struct StepPaths {
  std::int64_t paths = 0;
  std::uint64_t seed = 1;
};

/// The same quantities from simulated paths, with standard errors.
struct StepSample {
  Estimate mean, standard_deviation, inventory_deviation, mean_abs_inventory, trades, average_spread;
  Estimate certainty_equivalent;  ///< the mean at gamma = 0
};

/// Simulates the rule directly. Path i draws from the stream (seed, theory_path, i), so a path never depends on the others.
/// Throws as step_moments.
StepSample simulate_steps(const StepMarket& market, const StepMaker& maker, const StepPaths& paths);

}  // namespace asgen::theory
