// A fixed day and fixed settings give the same metric rows for ever, bit for bit.
//
// When a change is meant to alter results, renew the file and say why in the commit:
//   ASGEN_UPDATE_GOLDEN=1 build/release/tests/golden/test_golden_simulation
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "sim/strategy/baselines.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;

namespace {

constexpr const char* kPath = ASGEN_SOURCE_DIR "/tests/golden/simulation.txt";

simulate::SegmentMarket golden_market() {
  data::SynthOptions synth;
  synth.duration_s = 7200;
  synth.arrival_rate = 0.4;
  synth.sigma = 0.02;
  synth.volume = data::SynthVolume::log_normal;
  synth.volume_lots = 5;
  synth.volume_log_sd = 1;
  synth.book_levels = 5;
  synth.level_lots = 3;
  return test_simulate::whole_day(data::make_synthetic_day(synth, 2026, 0), {50}, {50});
}

simulate::SimulationOptions golden_options() {
  simulate::SimulationOptions options;
  options.instrument = {0.01, 1, 0.00002, 0.0005, 0, 0.0001};
  options.initial = {1000, 100000};
  options.market.entry_latency = base::nanos_from_seconds(0.01);
  options.market.response_latency = base::nanos_from_seconds(0.005);
  return options;
}

strategy::Settings golden_settings(strategy::Behaviour behaviour, strategy::Pricing pricing) {
  strategy::Settings settings;
  settings.behaviour = behaviour;
  settings.mends = strategy::mends_of(behaviour);
  settings.pricing = pricing;
  settings.inventory_target = strategy::usual_target(pricing);
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = pricing == strategy::Pricing::avellaneda_stoikov ? 0.002 : 0.5;
  p.arrival_rate = 0.4;
  p.order_amount = 4;
  p.order_amount_shape_factor = 0.2;
  p.order_refresh_time = 5;
  p.filled_order_delay = 10;
  p.volatility_buffer_size = p.trading_intensity_buffer_size = 50;
  p.order_levels = 2;
  p.level_distances = 40;
  p.max_inventory = 20;
  return settings;
}

strategy::Settings golden_baseline(const char* name) {
  strategy::Settings settings = golden_settings(strategy::Behaviour::sane, strategy::Pricing::avellaneda_stoikov);
  settings.name = name;
  strategy::Parameters& p = settings.parameters;
  const auto uses = [name](const char* key) { return !strategy::is_idle_baseline_key(key, name); };
  if (uses("half_spread")) p.half_spread = 0.045;
  if (uses("inventory_skew")) p.inventory_skew = 0.004;
  if (uses("random_seed")) p.random_seed = 2026;
  if (settings.name == strategy::kSymmetric || settings.name == strategy::kFalces2022) p.kappa = 20;
  if (settings.name == strategy::kFalces2022) {
    p.risk_factor = 0.5;
    p.position_multiplier = 0.25;
    p.order_levels = 1;
  }
  return settings;
}

/// One line per metric: shortest digits that give the double back.
std::string golden_text() {
  const simulate::SegmentMarket market = golden_market();
  std::string text;
  const auto add_settings = [&](const std::string& name, const strategy::Settings& settings) {
    const auto result = simulate::simulate(market, settings, golden_options());
    REQUIRE(result.metrics[account::Metric::fills] > 100);
    for (const account::MetricInfo& info : account::metric_table())
      text += fmt::format("{}/{} {}\n", name, info.name, result.metrics[info.metric]);
  };
  const auto add = [&](const char* name, strategy::Behaviour behaviour, strategy::Pricing pricing) { add_settings(name, golden_settings(behaviour, pricing)); };
  add("faithful/hummingbot", strategy::Behaviour::faithful, strategy::Pricing::hummingbot);
  add("sane/hummingbot", strategy::Behaviour::sane, strategy::Pricing::hummingbot);
  add("sane/avellaneda_stoikov", strategy::Behaviour::sane, strategy::Pricing::avellaneda_stoikov);
  add("sane/glft", strategy::Behaviour::sane, strategy::Pricing::glft);
  for (const char* name : {strategy::kConstantSpread, strategy::kLinearConstantSpread, strategy::kRandom, strategy::kSymmetric, strategy::kFalces2022})
    add_settings(fmt::format("baseline/{}", name), golden_baseline(name));
  return text;
}

}  // namespace

TEST_CASE("the golden simulations give their metric rows bit for bit") {
  const std::string text = golden_text();
  if (std::getenv("ASGEN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kPath) << text;
    MESSAGE("renewed " << kPath);
    return;
  }
  std::ifstream file(kPath);
  REQUIRE_MESSAGE(file.good(), kPath << " is missing");
  std::stringstream expected;
  expected << file.rdbuf();
  std::istringstream have(text);
  for (std::string wanted, got; std::getline(expected, wanted);) {
    std::getline(have, got);
    CHECK(got == wanted);
  }
  CHECK(text == expected.str());
}
