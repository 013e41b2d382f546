#include <doctest/doctest.h>

#include "sim/base/error.hpp"
#include "tests/reference/day_builder.hpp"
#include "tests/sim/simulate/support.hpp"

using namespace asgen;
using namespace asgen::test_simulate;

namespace {

tape::Tape synthetic(double lot = 1) {
  data::SynthOptions synth;
  synth.duration_s = 300;
  synth.lot = lot;
  return tape::Tape::compile(data::make_synthetic_day(synth, 1, 0), {});
}

std::vector<simulate::Segment> halves(const tape::Tape& tape) {
  const base::Nanos open = tape.info().open, middle = open + base::nanos_from_seconds(150);
  return {{"a", {0}, open, middle, base::Nanos(0), simulate::Carry::none},
          {"b", {0}, middle, tape.info().close, base::nanos_from_seconds(20), simulate::Carry::none}};
}

}  // namespace

TEST_CASE("warm segments of a day share one set of indicators, cold ones start their own before they trade") {
  const std::vector<tape::Tape> tapes{synthetic()};
  const auto segments = halves(tapes[0]);
  simulate::PrepareOptions options;
  options.volatility_lengths = {10};
  const auto warm = simulate::prepare_markets(tapes, segments, options);
  CHECK(warm[0].indicators[0] == warm[1].indicators[0]);
  CHECK(warm[1].indicators[0]->volatility(10).first_ready == 9);
  options.start = simulate::Start::cold;
  const auto cold = simulate::prepare_markets(tapes, segments, options);
  CHECK(cold[0].indicators[0] != cold[1].indicators[0]);
  CHECK(cold[1].indicators[0]->volatility(10).first_ready == 130 + 9);
}

TEST_CASE("segments on missing days, without days or across different lots are refused") {
  const std::vector<tape::Tape> tapes{synthetic(), synthetic(0.5)};
  auto segments = halves(tapes[0]);
  segments[0].tapes = {2};
  CHECK_THROWS_AS((void)simulate::prepare_markets(tapes, segments, {}), base::ConfigurationError);
  segments[0].tapes = {};
  CHECK_THROWS_AS((void)simulate::prepare_markets(tapes, segments, {}), base::ConfigurationError);
  segments[0].tapes = {0, 1};
  CHECK_THROWS_AS((void)simulate::prepare_markets(tapes, segments, {}), base::ConfigurationError);
}

TEST_CASE("a segment without a clock tick on its day is refused") {
  const std::vector<tape::Tape> tapes{synthetic()};
  auto segments = halves(tapes[0]);
  segments[0].from = segments[0].to = tapes[0].info().close;
  const auto markets = simulate::prepare_markets(tapes, segments, {});
  strategy::Settings settings;
  settings.parameters.kappa = 20;
  simulate::SimulationOptions options;
  options.instrument = {0.01, 1, 0, 0, 0, 0};
  CHECK_THROWS_AS((void)simulate::simulate(markets[0], settings, options), base::ConfigurationError);
}

TEST_CASE("a tick that the recorded quantum does not divide is refused") {
  const std::vector<tape::Tape> tapes{synthetic()};
  const auto markets = simulate::prepare_markets(tapes, halves(tapes[0]), {.volatility_lengths = {200}, .intensity_lengths = {200}});
  simulate::SimulationOptions options;
  options.instrument = {0.015, 1, 0, 0, 0, 0};
  CHECK_THROWS_AS((void)simulate::simulate(markets[0], strategy::Settings{}, options), base::ConfigurationError);
}

TEST_CASE("options out of range are refused by name") {
  simulate::SimulationOptions options;
  simulate::check(options, "here");
  options.initial.quote = -1;
  CHECK_THROWS_WITH_AS(simulate::check(options, "here"), doctest::Contains("here/initial_quote"), base::ConfigurationError);
  options = {};
  options.market.entry_latency = base::nanos_from_seconds(60);
  CHECK_THROWS_WITH_AS(simulate::check(options, "here"), doctest::Contains("latency"), base::ConfigurationError);
}
