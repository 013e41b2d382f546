// Baselines through the simulator: ticks may be skipped, and each trades.
#include <doctest/doctest.h>

#include "sim/strategy/baselines.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;

TEST_CASE("every baseline trades on a synthetic day, and skipped ticks change no bit of it") {
  data::SynthOptions synth;
  synth.duration_s = 900;
  synth.arrival_rate = 0.5;
  const auto market = whole_day(data::make_synthetic_day(synth, 3, 0), {20}, {20});
  simulate::SimulationOptions options;
  options.instrument = {0.01, 1, 0, 0, 0, 0};
  options.initial = {1000, 1e6};
  for (const char* name : {strategy::kConstantSpread, strategy::kLinearConstantSpread, strategy::kRandom, strategy::kSymmetric, strategy::kFalces2022}) {
    CAPTURE(name);
    strategy::Settings settings;
    settings.name = name;
    settings.pricing = strategy::Pricing::avellaneda_stoikov;
    settings.inventory_target = strategy::usual_target(settings);
    strategy::Parameters& p = settings.parameters;
    p.risk_factor = 0.01;
    p.kappa = 20;
    p.volatility_buffer_size = 20;
    p.order_refresh_time = 3;
    p.filled_order_delay = 2;
    if (!strategy::is_idle_baseline_key("half_spread", name)) p.half_spread = 0.05;
    options.wakes = simulate::Wakes::when_needed;
    const auto skipping = simulate::simulate(market, settings, options, simulate::Detail::full);
    options.wakes = simulate::Wakes::every_tick;
    const auto every = simulate::simulate(market, settings, options, simulate::Detail::full);
    CHECK(skipping.fills.size() > 50);
    CHECK(same_fills(skipping, every));
    CHECK(same_row(skipping.metrics, every.metrics));
  }
}
