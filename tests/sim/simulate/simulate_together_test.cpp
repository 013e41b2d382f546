// Several settings side by side give what each gives alone.
#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;

namespace {

strategy::Settings settings_with(double risk_factor) {
  strategy::Settings settings;
  settings.parameters.risk_factor = risk_factor;
  settings.parameters.order_amount = 1;
  settings.parameters.kappa = 5;
  settings.parameters.volatility_buffer_size = 30;
  return settings;
}

/// Long enough for several stretches.
data::Day busy_day() {
  data::SynthOptions options;
  options.duration_s = 3600 * 3;
  options.arrival_rate = 1;
  options.kappa = 5;
  return data::make_synthetic_day(options, 7, 0);
}

simulate::SimulationOptions plain_options(const data::DayInfo& info) {
  simulate::SimulationOptions options;
  options.instrument = {info.price_quantum, info.lot, 0.0002, 0.0005, 0, 0};
  options.initial = {50, 5000};
  return options;
}

}  // namespace

TEST_CASE("settings that are simulated side by side give the bits that each gives alone, in their order") {
  const data::Day day = busy_day();
  const simulate::SegmentMarket market = whole_day(day, {30}, {}, 1, {}, tape::GateOptions{base::Nanos(0), day.info.price_quantum, {1}, true});
  REQUIRE(market.tapes.front().events() > 2 * simulate::kEventsAStretch);
  const simulate::SimulationOptions options = plain_options(day.info);
  const std::vector<double> risks{0.01, 0.1, 1, 10, 100};
  const auto attempts = simulate::simulate_together(market, risks.size(), [&](std::size_t i) { return settings_with(risks[i]); }, options);
  REQUIRE(attempts.size() == risks.size());
  double fills = 0;
  for (std::size_t i = 0; i < risks.size(); ++i) {
    CHECK(attempts[i].error == nullptr);
    const simulate::DayResult alone = simulate::simulate(market, settings_with(risks[i]), options);
    CHECK(attempts[i].day.state == simulate::State::ok);
    CHECK(same_row(attempts[i].day.metrics, alone.metrics));
    fills += alone.metrics[account::Metric::fills];
  }
  CHECK(fills > 50);
  CHECK_FALSE(same_row(attempts.front().day.metrics, attempts.back().day.metrics));
}

TEST_CASE("settings that cannot be simulated leave the others alone") {
  const data::Day day = busy_day();
  const simulate::SegmentMarket market = whole_day(day, {30});
  const simulate::SimulationOptions options = plain_options(day.info);
  const auto settings_of = [](std::size_t i) {
    if (i == 0) throw base::ConfigurationError("/genome", "is odd", "");
    strategy::Settings settings = settings_with(1);
    if (i == 1) settings.parameters.volatility_buffer_size = 31;  // nobody computed it
    return settings;
  };
  const auto attempts = simulate::simulate_together(market, 3, settings_of, options);
  REQUIRE(attempts[0].error != nullptr);
  CHECK_THROWS_WITH_AS(std::rethrow_exception(attempts[0].error), doctest::Contains("is odd"), base::ConfigurationError);
  CHECK(attempts[1].error != nullptr);
  CHECK(attempts[2].error == nullptr);
  CHECK(same_row(attempts[2].day.metrics, simulate::simulate(market, settings_with(1), options).metrics));
}
