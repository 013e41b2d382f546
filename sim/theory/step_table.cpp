#include "sim/theory/step_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/math.hpp"

namespace asgen::theory {
namespace {

double fill_chance(const StepMarket& market, double delta) {
  const double expected = market.arrival_rate * base::exp(-market.decay * delta) * market.step_s;
  return market.fills == StepFills::bernoulli ? std::min(1.0, expected) : -base::expm1(-expected);
}

void require(bool holds, const char* what, double value, const char* rule) {
  if (!holds) throw base::ConfigurationError(fmt::format("step market: {}", what), fmt::format("= {} (must be {})", value, rule), "");
}

}  // namespace

void check_steps(const StepMarket& market, const StepMaker& maker) {
  require(market.volatility >= 0 && std::isfinite(market.volatility), "volatility", market.volatility, "finite and >= 0");
  require(market.arrival_rate > 0 && std::isfinite(market.arrival_rate), "arrival_rate", market.arrival_rate, "finite and > 0");
  require(market.decay > 0 && std::isfinite(market.decay), "kappa", market.decay, "finite and > 0");
  require(market.step_s > 0 && std::isfinite(market.step_s), "step_s", market.step_s, "finite and > 0");
  require(market.steps >= 1, "steps", static_cast<double>(market.steps), ">= 1");
  require(market.jump_rate >= 0 && market.jump_deviation >= 0, "jumps", market.jump_rate, ">= 0, like their size");
  require(maker.max_inventory >= 1 && maker.max_inventory <= 500, "max_inventory", maker.max_inventory, "from 1 to 500");
  require(maker.risk_factor >= 0, "risk_factor", maker.risk_factor, ">= 0");
  require(market.passed_quotes == PassedQuotes::follow || market.mid == MidStep::normal, "mid", 0, "normal where quotes are picked off");
}

void fill_step_table(const StepMarket& market, const StepMaker& maker, std::int64_t step, std::vector<StepQuotes>& table) {
  const double time_left_s = static_cast<double>(market.steps - step) * market.step_s;
  const int limit = maker.max_inventory;
  table.clear();
  for (int q = -limit; q <= limit; ++q) {
    const Quotes quotes = maker.quotes(q, time_left_s);
    StepQuotes row;
    if (q < limit && std::isfinite(quotes.delta_bid)) {
      row.delta_bid = quotes.delta_bid;
      row.bid_chance = fill_chance(market, quotes.delta_bid);
    }
    if (q > -limit && std::isfinite(quotes.delta_ask)) {
      row.delta_ask = quotes.delta_ask;
      row.ask_chance = fill_chance(market, quotes.delta_ask);
    }
    table.push_back(row);
  }
}

}  // namespace asgen::theory
