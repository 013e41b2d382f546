// The step rule of Avellaneda and Stoikov (2008): exact recursion, simulation, and what others found for it.
#include "sim/theory/step_market.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/error.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/order_flow.hpp"
#include "sim/theory/policy.hpp"

using namespace asgen::theory;

namespace {

constexpr double kSigmas = 4;

GlftMarket as_market(double risk_factor) { return {2, 140, 1.5, risk_factor, 60}; }

/// s0 = 100, T = 1, dt = 0.005: the market of both tables.
StepMarket paper_market() { return {.volatility = 2, .arrival_rate = 140, .decay = 1.5, .step_s = 0.005, .steps = 200}; }

/// Results that others found from so many paths, printed with `digit` as the last digit's unit.
struct Row {
  double gamma;
  QuoteRule rule;
  double mean, deviation, inventory_deviation, mean_abs_inventory, spread;
};

void check_row(const Row& row, double paths, double digit) {
  const StepMoments exact = step_moments(paper_market(), {.quotes = row.rule});
  const auto near = [&](double got, double printed, double standard_error) {
    CHECK_MESSAGE(std::fabs(got - printed) < kSigmas * standard_error + digit, row.gamma << ": " << got << " is not " << printed);
  };
  near(exact.mean, row.mean, exact.standard_deviation / std::sqrt(paths));
  near(exact.standard_deviation, row.deviation, exact.standard_deviation / std::sqrt(paths));  // kurtosis up to 5: sd/sqrt(n) bounds the error
  near(exact.inventory_deviation, row.inventory_deviation, exact.inventory_deviation / std::sqrt(paths));
  if (row.mean_abs_inventory > 0) near(exact.mean_abs_inventory, row.mean_abs_inventory, exact.mean_abs_inventory / std::sqrt(paths));
  if (row.spread > 0) near(exact.average_spread, row.spread, 0);
}

}  // namespace

TEST_CASE("the recursion reproduces the computed tables of the 2008 step rule within four standard errors") {
  const auto inventory = [](double g, AsSpread s) { return as_inventory_rule(as_market(g), s); };
  const auto symmetric = [](double g, AsSpread s) { return as_symmetric_rule(as_market(g), s); };
  using enum AsSpread;
  for (const Row& row : {Row{0.01, inventory(0.01, full), 68.38, 8.92, 5.18, 2.57, 1.349}, Row{0.01, inventory(0.01, constant), 68.37, 8.88, 5.18, 2.57, 1.329},
                         Row{0.01, symmetric(0.01, full), 68.64, 13.67, 8.65, 4.61, 0}, Row{0.01, symmetric(0.01, constant), 68.64, 13.70, 8.70, 4.65, 0},
                         Row{0.1, inventory(0.1, full), 64.86, 6.52, 2.91, 0.98, 1.492}, Row{0.1, inventory(0.1, constant), 64.22, 6.04, 2.91, 0.97, 1.291},
                         Row{0.1, symmetric(0.1, full), 68.00, 13.24, 8.33, 4.34, 0}, Row{0.1, symmetric(0.1, constant), 68.61, 13.72, 8.79, 4.69, 0},
                         Row{0.5, symmetric(0.5, full), 58.33, 11.49, 7.00, 3.25, 0}, Row{0.5, symmetric(0.5, constant), 67.92, 13.91, 9.08, 4.85, 0}}) {
    check_row(row, 20'000, 0.005);
  }
}

TEST_CASE("the recursion reproduces 200,000 independent paths of the published version, gamma 1 included") {
  const auto average = [](double g) { return as_average_rule(as_market(g), 1, 200); };
  const auto inventory = [](double g) { return as_inventory_rule(as_market(g), AsSpread::full); };
  for (const Row& row : {Row{0.1, inventory(0.1), 64.90, 6.54, 2.92, 0, 1.492}, Row{0.1, average(0.1), 68.23, 13.50, 8.41, 0, 1.492},
                         Row{0.01, inventory(0.01), 68.39, 8.96, 5.21, 0, 1.349}, Row{0.01, average(0.01), 68.67, 13.72, 8.72, 0, 1.349},
                         Row{1, inventory(1), 31.44, 4.83, 1.64, 0, 3.032}, Row{1, average(1), 43.67, 10.75, 5.18, 0, 3.032},
                         Row{0.5, average(0.5), 59.94, 12.32, 6.92, 0, 2.156}}) {
    check_row(row, 200'000, 0.005);
  }
}

TEST_CASE("the published tables of 2008 agree with the recursion to 4 % for gamma up to 0.1") {
  struct Published {
    double gamma, profit_inventory, profit_symmetric, deviation_inventory;
  };
  for (const Published& row : {Published{0.1, 65.0, 68.4, 6.6}, Published{0.01, 68.6, 68.8, 8.7}}) {
    const StepMoments inventory = step_moments(paper_market(), {.quotes = as_inventory_rule(as_market(row.gamma), AsSpread::full)});
    const StepMoments symmetric = step_moments(paper_market(), {.quotes = as_average_rule(as_market(row.gamma), 1, 200)});
    CHECK(std::fabs(inventory.mean / row.profit_inventory - 1) < 0.04);
    CHECK(std::fabs(symmetric.mean / row.profit_symmetric - 1) < 0.04);
    CHECK(std::fabs(inventory.standard_deviation / row.deviation_inventory - 1) < 0.04);
  }
  for (const auto& [gamma, inventory, symmetric] : {std::tuple{0.1, 62.94, 67.21}, std::tuple{0.01, 66.78, 67.36}}) {
    const auto mean = [&](const QuoteRule& rule) { return step_moments(paper_market(), {.quotes = rule}).mean; };
    CHECK(std::fabs(mean(as_inventory_rule(as_market(gamma), AsSpread::constant)) / inventory - 1) < 0.04);
    CHECK(std::fabs(mean(as_symmetric_rule(as_market(gamma), AsSpread::constant)) / symmetric - 1) < 0.04);
  }
}

TEST_CASE("simulated paths agree with the recursion within four standard errors") {
  StepMarket jumping = paper_market();
  jumping.jump_rate = 0.3;
  jumping.jump_deviation = 6;
  jumping.mid = MidStep::normal;
  jumping.fills = StepFills::poisson;
  StepMarket picking = jumping;
  picking.passed_quotes = PassedQuotes::picked_off;
  picking.jump_rate = 3;
  const GlftMarket m = as_market(0.1);
  for (const auto& [market, rule] : {std::pair{paper_market(), as_inventory_rule(m, AsSpread::full)}, {paper_market(), as_average_rule(m, 1, 200)},
                                     {jumping, linear_rule(0.67, 0.0485)}, {picking, linear_rule(0.67, 0.0485)}}) {
    const StepMaker maker{.quotes = rule};
    const StepMoments exact = step_moments(market, maker);
    const StepSample sample = simulate_steps(market, maker, {.paths = 8000, .seed = 7});
    const auto agrees = [](const Estimate& estimate, double theory) {
      CHECK_MESSAGE(std::fabs(estimate.value - theory) < kSigmas * estimate.standard_error, estimate.value << " is not " << theory);
    };
    agrees(sample.mean, exact.mean);
    agrees(sample.standard_deviation, exact.standard_deviation);
    agrees(sample.inventory_deviation, exact.inventory_deviation);
    agrees(sample.mean_abs_inventory, exact.mean_abs_inventory);
    agrees(sample.trades, exact.trades);
    CHECK(sample.average_spread.value == doctest::Approx(exact.average_spread).epsilon(1e-9));
  }
}

TEST_CASE("quotes that the mid passes are picked off, certainty equivalent included") {
  StepMarket market = paper_market();
  market.fills = StepFills::poisson;
  market.mid = MidStep::normal;
  market.passed_quotes = PassedQuotes::picked_off;
  const StepMaker close{.quotes = linear_rule(0.2, 0.03), .max_inventory = 25, .risk_factor = 0.05};
  const StepMoments exact = step_moments(market, close);
  StepMarket following = market;
  following.passed_quotes = PassedQuotes::follow;
  // Without a skew what is lost is known: N 2 (1 - p) E[|x| - delta; |x| > delta], half of it a side.
  const StepMaker fixed{.quotes = linear_rule(0.2, 0)};
  const NormalTail tail = normal_tail(0.2, 2 * std::sqrt(0.005));
  const double stands = std::exp(-140 * std::exp(-1.5 * 0.2) * 0.005);
  CHECK(step_moments(following, fixed).mean - step_moments(market, fixed).mean == doctest::Approx(200 * 2 * stands * (tail.first - 0.2 * tail.weight)).epsilon(1e-6));
  const StepSample sample = simulate_steps(market, close, {.paths = 20'000, .seed = 8});
  for (const auto& [estimate, theory] : {std::pair{sample.mean, exact.mean}, {sample.standard_deviation, exact.standard_deviation},
                                         {sample.certainty_equivalent, exact.certainty_equivalent}, {sample.trades, exact.trades},
                                         {sample.mean_abs_inventory, exact.mean_abs_inventory}}) {
    CHECK_MESSAGE(std::fabs(estimate.value - theory) < kSigmas * estimate.standard_error, estimate.value << " is not " << theory);
  }
}

TEST_CASE("a path depends on its seed and number alone") {
  const StepMaker maker{.quotes = linear_rule(0.67, 0.05)};
  const StepSample few = simulate_steps(paper_market(), maker, {.paths = 50, .seed = 3}), again = simulate_steps(paper_market(), maker, {.paths = 50, .seed = 3});
  CHECK(few.mean.value == again.mean.value);
  CHECK(few.mean.value != simulate_steps(paper_market(), maker, {.paths = 50, .seed = 4}).mean.value);
}

TEST_CASE("a fixed symmetric spread has the closed-form moments by steps") {
  const StepMoments m = step_moments(paper_market(), {.quotes = linear_rule(0.6454, 0), .max_inventory = 200});
  const SymmetricMoments want =
      symmetric_moments({.half_spread = 0.6454, .arrival_rate = 140, .decay = 1.5, .volatility = 2, .step_s = 0.005, .steps = 200});
  CHECK(m.mean == doctest::Approx(want.mean_discrete).epsilon(1e-11));
  CHECK(m.standard_deviation == doctest::Approx(std::sqrt(want.variance_discrete)).epsilon(1e-11));
  CHECK(m.inventory_deviation == doctest::Approx(std::sqrt(want.inventory_variance_discrete)).epsilon(1e-11));
  CHECK(m.trades == doctest::Approx(2 * want.fill_probability * 200).epsilon(1e-12));
}

TEST_CASE("short steps tend to the exact moments in continuous time, certainty equivalent included") {
  const GlftMarket market{2, 140, 1.5, 0.1, 20};
  const StepMaker maker{.quotes = linear_rule(0.67, 0.05), .max_inventory = 20, .risk_factor = 0.1};
  const PolicyMoments limit = policy_moments(market, linear_policy(0.67, 0.05, 20), 1);
  double last = 1e300;
  for (const std::int64_t steps : {1000, 2000, 4000}) {
    const StepMoments m = step_moments({2, 140, 1.5, 1.0 / static_cast<double>(steps), steps, StepFills::poisson, MidStep::normal}, maker);
    const double error = std::fabs(m.certainty_equivalent - limit.certainty_equivalent);
    CHECK(error < 0.6 * last);
    CHECK(std::fabs(m.mean - limit.mean) < 4000.0 / static_cast<double>(steps));
    CHECK(std::fabs(m.mean_abs_inventory - limit.mean_abs_inventory) < 40.0 / static_cast<double>(steps));
    last = error;
  }
}

TEST_CASE("jumps widen the tail of the reference policies as in the table of 40,000 days") {
  StepMarket market = paper_market();
  market.jump_rate = 0.3;
  market.jump_deviation = 6;
  struct Tail {
    double skew, mean, deviation, kurtosis, mean_abs_inventory;
  };
  for (const Tail& row : {Tail{0, 68.58, 24.15, 22.2, 4.64}, Tail{0.0485, 67.70, 10.26, 9.9, 1.71}, Tail{0.2, 64.47, 7.00, 5.5, 0.83}}) {
    const StepMoments m = step_moments(market, {.quotes = linear_rule(0.67, row.skew)});
    const double root = std::sqrt(40'000.0);
    CHECK(std::fabs(m.mean - row.mean) < kSigmas * m.standard_deviation / root + 0.005);
    CHECK(std::fabs(m.standard_deviation - row.deviation) < kSigmas * m.standard_deviation * std::sqrt(row.kurtosis - 1) / 2 / root + 0.005);
    CHECK(std::fabs(m.mean_abs_inventory - row.mean_abs_inventory) < kSigmas * m.mean_abs_inventory / root + 0.005);
  }
}

TEST_CASE("prices on a grid lie outwards, half a tick off the mid, and never at it") {
  const QuoteRule rule = on_grid(linear_rule(0.023, 0.02), 0.01);
  CHECK(rule(0, 1).delta_bid == doctest::Approx(0.025));
  CHECK(rule(0, 1).delta_ask == doctest::Approx(0.025));
  CHECK(rule(2, 1).delta_ask == doctest::Approx(0.005));  // wanted -0.017
  CHECK(on_grid(linear_rule(0.665, 0), 0.01)(0, 1).delta_bid == doctest::Approx(0.665));
}

TEST_CASE("a step market out of range is refused by name") {
  StepMarket market = paper_market();
  market.step_s = 0;
  CHECK_THROWS_WITH_AS(step_moments(market, {.quotes = linear_rule(1, 0)}), "step market: step_s: = 0 (must be finite and > 0)", asgen::base::ConfigurationError);
}
