// Runners of the functions that live in sim/theory.
#include <doctest/doctest.h>

#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/glft.hpp"
#include "sim/theory/policy.hpp"
#include "tests/cases/runner.hpp"

namespace asgen::cases {
namespace {

using namespace asgen::theory;

void check(double value, const Case& c, const std::string& key) {
  CHECK_MESSAGE(agrees(value, c.expected.at(key), c.tolerance), key << ": " << value << " is not " << c.expected.at(key));
}

GlftMarket market(const json& in, double risk_factor, int max_inventory) {
  return {in.at("sigma"), in.at("A"), in.at("k"), risk_factor, max_inventory};
}

const Registration kAsQuotes("as_quotes", [](const Case& c) {
  const json& in = c.input;
  const AsQuotes quotes = as_quotes({in.at("s"), in.at("q"), in.at("gamma"), in.at("sigma"), in.at("tau"), in.at("k")});
  check(quotes.reservation, c, "reservation");
  check(quotes.spread, c, "spread");
  check(quotes.bid, c, "bid");
  check(quotes.ask, c, "ask");
});

const Registration kAsymptotic("glft_asymptotic", [](const Case& c) {
  const GlftMarket m = market(c.input, c.input.at("gamma"), 1);
  const Quotes quotes = glft_asymptotic(m, c.input.at("q"));
  check(quotes.delta_bid, c, "delta_bid");
  check(quotes.delta_ask, c, "delta_ask");
  check(glft_skew(m), c, "skew_per_unit");
  check(base_half_spread(m.risk_factor, m.decay), c, "base");
});

const Registration kExact("glft_finite_horizon_exact", [](const Case& c) {
  const double horizon = c.input.at("T");
  const GlftExact exact(market(c.input, c.input.at("gamma"), c.input.at("Q")), horizon);
  check(exact.certainty_equivalent(horizon), c, "ce_q0");
  check(exact.quotes(0, horizon).delta_bid, c, "delta_bid_t0_q0");
  check(exact.quotes(1, horizon).delta_bid, c, "delta_bid_t0_q1");
  check(exact.quotes(1, horizon).delta_ask, c, "delta_ask_t0_q1");
});

const Registration kPolicy("linear_policy_moments_exact", [](const Case& c) {
  const int limit = c.input.at("Q");
  const PolicyMoments m = policy_moments(market(c.input, c.input.at("gamma_eval"), limit),
                                         linear_policy(c.input.at("h"), c.input.at("beta"), limit), c.input.at("T"));
  check(m.mean, c, "mean");
  check(m.standard_deviation, c, "std");
  check(m.certainty_equivalent, c, "ce");
  check(m.mean_abs_inventory, c, "map");
  check(m.trades, c, "trades");
});

const Registration kSymmetric("symmetric_fixed_delta_moments", [](const Case& c) {
  const json& in = c.input;
  const SymmetricMoments m = symmetric_moments({in.at("delta"), in.at("A"), in.at("k"), in.at("sigma"), in.at("dt"), in.at("N")});
  check(m.fill_probability, c, "p");
  check(m.mean_continuous, c, "mean_cont");
  check(m.variance_continuous, c, "var_cont");
  check(m.mean_discrete, c, "mean_disc");
  check(m.variance_discrete, c, "var_disc");
  check(m.inventory_variance_continuous, c, "var_qT_cont");
  check(m.inventory_variance_discrete, c, "var_qT_disc");
});

}  // namespace
}  // namespace asgen::cases
