// Sections instant_volatility, trading_intensity, intensity_fit_only, and the upstream tests of both indicators.
#include <doctest/doctest.h>

#include <vector>

#include "sim/tape/fit.hpp"
#include "sim/tape/trading_intensity.hpp"
#include "sim/tape/volatility.hpp"
#include "tests/cases/hummingbot.hpp"

namespace asgen::cases::hummingbot {
namespace {

constexpr double kFitTolerance = 1e-5;
constexpr std::size_t kConfiguredLength = 200;  // volatility_buffer_size by default
constexpr base::Nanos kSecond(base::kNanosPerSecond);

base::Nanos time_of(const json& value) { return base::nanos_from_seconds(value.at("t").get<double>()); }

std::vector<tape::PublicTrade> trades_of(const json& step) {
  std::vector<tape::PublicTrade> trades;
  for (const json& trade : step.at("trades")) trades.push_back({time_of(trade), number(trade.at("price")), number(trade.at("amount"))});
  return trades;
}

const ForSection kVolatility("instant_volatility", [](const json& one) {
  const json& length = one.at("sampling_length");
  const bool resized = length.is_object();
  tape::InstantVolatility volatility((resized ? length.at("initial") : length).get<std::size_t>(), tape::Precision::float32);
  for (std::size_t i = 0; i < one.at("samples").size(); ++i) {
    if (resized && length.at("changed_before_sample_index") == i) volatility.resize(length.at("to"));
    CAPTURE(i);
    CHECK(volatility.sample(one.at("samples")[i]) == one.at("value_after_each_sample")[i].get<double>());
    CHECK(volatility.is_full() == one.at("full_after_each_sample")[i].get<bool>());
  }
});

const ForSection kIntensity("trading_intensity", [](const json& one) {
  tape::TradingIntensity intensity(one.at("sampling_length"), kSecond);
  for (const json& step : one.at("steps")) {
    intensity.on_tick(time_of(step), step.at("mid"), trades_of(step));
    CHECK(is_near(intensity.alpha(), step.at("alpha"), kFitTolerance));
    CHECK(is_near(intensity.kappa(), step.at("kappa"), kFitTolerance));
    CHECK(intensity.is_full() == step.at("full").get<bool>());
    CHECK(intensity.quotes_kept() == step.at("n_quotes_kept").get<std::size_t>());
    CHECK(intensity.ticks_sampled() == step.at("n_sample_ticks").get<std::size_t>());
  }
});

const ForSection kFit("intensity_fit_only", [](const json& one) {
  const auto fit = tape::fit_exponential(one.at("levels").get<std::vector<double>>(), one.at("amounts").get<std::vector<double>>(),
                                         one.at("p0")[0], one.at("p0")[1]);
  CHECK((fit.status == tape::FitStatus::converged) == (one.at("status") == "ok"));
  CHECK(is_near(fit.alpha, one.at("result")[0], kFitTolerance));
  CHECK(is_near(fit.kappa, one.at("result")[1], kFitTolerance));
});

const ForUpstream kUpstreamVolatility("instant_volatility", [](const json& one) {
  tape::InstantVolatility volatility(one.at("input").at("sampling_length"), tape::Precision::float32);
  // A strategy's first tick gives the indicator the configured length, whatever the test made it with.
  const bool inside_strategy = one.at("test").get<std::string>().find("test_avellaneda_market_making.py") != std::string::npos;
  if (inside_strategy) volatility.resize(kConfiguredLength);
  double value = 0;
  for (const json& sample : one.at("input").at("samples")) value = volatility.sample(sample);
  CHECK(volatility.is_full());
  CHECK(value == one.at("actual_real_code").get<double>());
  CHECK(agrees_to_places(value, one.at("expected"), one.at("places")));
});

void play(tape::TradingIntensity& intensity, const json& steps) {
  for (const json& step : steps) {
    intensity.on_tick(time_of(step), step.at("quote_pushed_by_tick"), trades_of(step));
    const auto extra = step.find("extra_quote_prepended_after_tick");
    if (extra != step.end()) intensity.see_quote(time_of(step), *extra);
  }
}

void check_fit(const tape::TradingIntensity& intensity, const json& expected, int places) {
  CHECK(agrees_to_places(intensity.alpha(), expected.at("alpha"), places));
  CHECK(agrees_to_places(intensity.kappa(), expected.at("kappa"), places));
}

void play_phases(tape::TradingIntensity& intensity, const json& one) {
  for (const auto& [steps, after] : {std::pair("phase_high_liquidity", "after_high"), std::pair("phase_low_liquidity", "after_low")}) {
    play(intensity, one.at("input").at(steps));
    check_fit(intensity, one.at("expected").at(after), one.at("places"));
    CHECK(is_near(intensity.alpha(), one.at("actual_real_code").at(after)[0], kFitTolerance));
    CHECK(is_near(intensity.kappa(), one.at("actual_real_code").at(after)[1], kFitTolerance));
  }
}

const ForUpstream kUpstreamIntensity("trading_intensity", [](const json& one) {
  const json& input = one.at("input");
  tape::TradingIntensity intensity(input.at("sampling_length"), kSecond);
  if (input.contains("phase_high_liquidity")) return play_phases(intensity, one);
  if (input.contains("initial_quotes")) {
    for (const json& quote : input.at("initial_quotes")) intensity.see_quote(time_of(quote), quote.at("price"));
  }
  play(intensity, input.at("steps"));
  check_fit(intensity, one.at("expected"), one.at("places"));
});

}  // namespace
}  // namespace asgen::cases::hummingbot
