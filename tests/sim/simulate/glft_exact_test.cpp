// The synthetic market's truth through the whole simulator.
#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/error.hpp"
#include "sim/theory/glft.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;
using account::Metric;

namespace {

data::SynthOptions market_options() {
  data::SynthOptions synth;
  synth.duration_s = 3600;
  synth.sigma = 0.03;
  synth.arrival_rate = 0.05;
  synth.kappa = 10;
  return synth;
}

strategy::Settings exact_maker(const data::SynthOptions& synth) {
  strategy::Settings settings;
  settings.name = strategy::kGlftExact;
  settings.inventory_target = strategy::InventoryTarget::initial;
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = 0.1;
  p.kappa = synth.kappa;
  p.volatility = synth.sigma;
  p.arrival_rate = synth.arrival_rate;
  p.max_inventory = 30;
  p.order_refresh_time = 1;
  p.filled_order_delay = 1;
  return settings;
}

simulate::SimulationOptions no_frictions() {
  simulate::SimulationOptions options;
  options.instrument = {0.01, 1, 0, 0, 0, 0};
  options.initial = {1000, 1e6};
  options.market.queue = market::QueueModel::front;
  return options;
}

}  // namespace

TEST_CASE("the exact quotes earn their certainty equivalent on synthetic days, within four standard errors") {
  const data::SynthOptions synth = market_options();
  const strategy::Settings settings = exact_maker(synth);
  const int days = 60;
  double sum = 0, squares = 0;
  for (std::uint32_t day = 0; day < days; ++day) {
    const auto result = simulate::simulate(whole_day(data::make_synthetic_day(synth, 4, day)), settings, no_frictions());
    const double pnl = result.metrics[Metric::pnl_mark_mid];
    sum += pnl;
    squares += pnl * pnl;
  }
  const double mean = sum / days, variance = (squares - days * mean * mean) / (days - 1);
  const double sampled = mean - settings.parameters.risk_factor / 2 * variance;  // second order of the exponential utility
  const theory::GlftExact exact({synth.sigma, synth.arrival_rate, synth.kappa, 0.1, 30}, synth.duration_s);
  // Prices are rounded outwards to ticks of 0.01 = k/10 and a fill is answered within a second: a few percent are lost.
  const double truth = exact.certainty_equivalent(synth.duration_s);
  const double tolerance = 4 * std::sqrt(variance / days) + 0.03 * truth;
  CHECK(std::fabs(sampled - truth) < tolerance);
  CHECK(mean > 0);
}

TEST_CASE("exact quotes need what they are made of") {
  strategy::Settings settings = exact_maker(market_options());
  settings.parameters.volatility = 0;
  CHECK_THROWS_WITH_AS((void)simulate::strategy_factory(settings), doctest::Contains("/strategy/volatility"), base::ConfigurationError);
}

TEST_CASE("in a market whose impact and fees eat the spread no quote earns, and quoting far away trades nothing") {
  data::SynthOptions synth = market_options();
  synth.impact = 0.5;
  strategy::Settings settings = exact_maker(synth);
  simulate::SimulationOptions options = no_frictions();
  options.instrument.maker_fee = 0.001;
  double near = 0, fills = 0;
  for (std::uint32_t day = 0; day < 5; ++day) {
    const auto market = whole_day(data::make_synthetic_day(synth, 4, day));
    settings.parameters.min_spread = 0;
    near += simulate::simulate(market, settings, options).metrics[Metric::pnl_mark_mid];
    settings.parameters.min_spread = 20;
    const auto far = simulate::simulate(market, settings, options);
    fills += far.metrics[Metric::fills];
    if (far.metrics[Metric::fills] == 0) CHECK(far.metrics[Metric::pnl_mark_mid] == 0);
  }
  CHECK(near < 0);
  CHECK(fills == 0);
}
