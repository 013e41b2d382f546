// Indicator cases recorded from Hummingbot's own compiled modules (tests/cases/hummingbot.json).
// The folder can be changed with ASGEN_CASES.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/tape/fit.hpp"
#include "sim/tape/trading_intensity.hpp"
#include "sim/tape/volatility.hpp"

using namespace asgen;
using nlohmann::json;

namespace {

const json& cases() {
  static const json all = [] {
    const char* folder = std::getenv("ASGEN_CASES");
    const std::string path = std::string(folder != nullptr ? folder : ASGEN_SOURCE_DIR "/tests/cases") + "/hummingbot.json";
    std::ifstream file(path);
    REQUIRE_MESSAGE(file.good(), path);
    return json::parse(file);
  }();
  return all;
}
/// JSON has no NaN: the file writes "nan".
double number(const json& value) { return value.is_string() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>(); }

void check_relative(double value, double expected, double tolerance) {
  CHECK(std::fabs(value - expected) <= tolerance * std::fabs(expected));
}

std::vector<tape::PublicTrade> trades_of(const json& step) {
  std::vector<tape::PublicTrade> trades;
  for (const json& trade : step["trades"]) {
    trades.push_back({base::nanos_from_seconds(trade["t"].get<double>()), number(trade["price"]), number(trade["amount"])});
  }
  return trades;
}

}  // namespace

TEST_CASE("cases: instant_volatility is exact") {
  for (const json& item : cases()["instant_volatility"]) {
    const auto name = item["name"].get<std::string>();
    CAPTURE(name);
    if (item["sampling_length"].is_object()) {
      MESSAGE("left for a later step (resizing a running buffer): instant_volatility " << name);
      continue;
    }
    tape::InstantVolatility volatility(item["sampling_length"].get<std::size_t>(), tape::Precision::float32);
    for (std::size_t i = 0; i < item["samples"].size(); ++i) {
      CHECK(volatility.sample(item["samples"][i].get<double>()) == item["value_after_each_sample"][i].get<double>());
      CHECK(volatility.is_full() == item["full_after_each_sample"][i].get<bool>());
    }
  }
}

TEST_CASE("cases: trading_intensity, within rel 1e-5") {
  for (const json& item : cases()["trading_intensity"]) {
    const auto name = item["name"].get<std::string>();
    CAPTURE(name);
    if (item["sampling_length"].is_object()) {
      MESSAGE("left for a later step (resizing a running buffer): trading_intensity " << name);
      continue;
    }
    tape::TradingIntensity intensity(item["sampling_length"].get<std::size_t>(), base::nanos_from_seconds(1));
    for (const json& step : item["steps"]) {
      intensity.on_tick(base::nanos_from_seconds(step["t"].get<double>()), step["mid"].get<double>(), trades_of(step));
      check_relative(intensity.alpha(), step["alpha"].get<double>(), 1e-5);
      check_relative(intensity.kappa(), step["kappa"].get<double>(), 1e-5);
      CHECK(intensity.is_full() == step["full"].get<bool>());
      CHECK(intensity.quotes_kept() == step["n_quotes_kept"].get<std::size_t>());
      CHECK(intensity.ticks_sampled() == step["n_sample_ticks"].get<std::size_t>());
    }
  }
}

TEST_CASE("cases: intensity_fit_only, within rel 1e-5") {
  for (const json& item : cases()["intensity_fit_only"]) {
    const auto name = item["name"].get<std::string>();
    CAPTURE(name);
    const auto fit = tape::fit_exponential(item["levels"].get<std::vector<double>>(), item["amounts"].get<std::vector<double>>(),
                                           item["p0"][0].get<double>(), item["p0"][1].get<double>());
    CHECK((fit.status == tape::FitStatus::converged) == (item["status"] == "ok"));
    check_relative(fit.alpha, item["result"][0].get<double>(), 1e-5);
    check_relative(fit.kappa, item["result"][1].get<double>(), 1e-5);
  }
}
