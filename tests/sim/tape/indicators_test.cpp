#include "sim/tape/indicators.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/tape/trading_intensity.hpp"
#include "tests/reference/day_builder.hpp"
#include "tests/reference/random_day.hpp"

using namespace asgen;
using tape::Indicators;
using tape::Tape;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

Tape busy_tape() {
  base::Stream random({.seed = 21});
  return Tape::compile(test_reference::random_day(random, {.messages = 3000, .gaps = 0}), {});
}

}  // namespace

TEST_CASE("volatility is the root mean square change in the buffer, ready when the buffer is full") {
  DayBuilder day;
  day.book(0.5, {bid(100, 1), ask(102, 1)}).book(1.5, {ask(102, 0), ask(104, 1)}).book(2.5, {ask(104, 0), ask(106, 1)});
  const Tape tape = Tape::compile(day.day(), {});
  const Indicators indicators(tape, {.volatility_lengths = {3}, .precision = tape::Precision::float64});
  const auto volatility = indicators.volatility(3);
  CHECK(std::isnan(volatility.value[0]));
  CHECK(volatility.value[1] == 0);
  CHECK(volatility.value[2] == doctest::Approx(std::sqrt(0.01 * 0.01 / 2)).epsilon(1e-12));
  CHECK(volatility.value[3] == doctest::Approx(std::sqrt(2 * 0.01 * 0.01 / 3)).epsilon(1e-12));
  CHECK(volatility.first_ready == 3);
  CHECK(volatility.value[10] == 0);
}

TEST_CASE("a tick without a two-sided book takes no sample and repeats the last value") {
  DayBuilder day;
  day.book(0.5, {bid(100, 1), ask(102, 1)}).book(1.5, {ask(102, 0)}).book(4.5, {ask(104, 1)});
  const Tape tape = Tape::compile(day.day(), {});
  const Indicators indicators(tape, {.volatility_lengths = {2}});
  const auto volatility = indicators.volatility(2);
  CHECK(volatility.value[4] == volatility.value[1]);
  CHECK(volatility.first_ready == 5);
  CHECK(volatility.value[5] > 0);
}

TEST_CASE("cold indicators know nothing of what came before their first tick") {
  const Tape tape = busy_tape();
  const Indicators warm(tape, {.volatility_lengths = {10}, .intensity_lengths = {10}});
  const Indicators cold(tape, {.from_tick = 50, .volatility_lengths = {10}, .intensity_lengths = {10}});
  CHECK(std::isnan(cold.volatility(10).value[49]));
  CHECK(cold.volatility(10).value[50] == 0);
  CHECK(cold.volatility(10).first_ready >= 59);
  CHECK(cold.volatility(10).value[80] == warm.volatility(10).value[80]);
  CHECK(cold.intensity(10).alpha[50] == 0);
  CHECK(cold.intensity(10).first_ready > warm.intensity(10).first_ready);
}

TEST_CASE("float32 columns hold float32 values") {
  const Tape tape = busy_tape();
  const Indicators indicators(tape, {.volatility_lengths = {20}});
  const auto volatility = indicators.volatility(20).value;
  for (const double v : volatility.subspan(100)) CHECK(v == static_cast<double>(static_cast<float>(v)));
}

TEST_CASE("the intensity column is the estimator fed tick by tick with the trades in between") {
  const Tape tape = busy_tape();
  const Indicators indicators(tape, {.intensity_lengths = {15}});
  const auto column = indicators.intensity(15);
  tape::TradingIntensity estimator(15, tape.info().clock);
  std::size_t trade = 0;
  std::size_t fits = 0;
  for (std::size_t tick = 0; tick < tape.ticks(); ++tick) {
    if ((tape.tick_flags()[tick] & tape::kTwoSided) != 0) {
      std::vector<tape::PublicTrade> arrived;
      for (; trade < tape.trades() && tape.event_ns(tape.trade_event()[trade]) <= tape.tick_ns(tick); ++trade) {
        arrived.push_back(
            {tape.event_ns(tape.trade_event()[trade]), tape.price(tape.trade_price()[trade]), tape.quantity(tape.trade_lots()[trade])});
      }
      estimator.on_tick(tape.tick_ns(tick), tape.mid()[tick], arrived);
      fits += estimator.is_full();
    }
    REQUIRE(same(column.alpha[tick], estimator.alpha()));
    REQUIRE(same(column.kappa[tick], estimator.kappa()));
  }
  CHECK(fits > 50);
  CHECK(column.first_ready < 60);
}

TEST_CASE("leaving out a fit that would end where it began changes nothing") {
  // Ten ticks without trades after a fit: the estimator, and fits that are always made.
  tape::TradingIntensity estimator(1, base::nanos_from_seconds(1));
  const auto at = [](double s) { return base::nanos_from_seconds(s); };
  estimator.on_tick(at(1), 100.0, {});
  estimator.on_tick(at(2), 100.0, std::vector<tape::PublicTrade>{{at(1.5), 100.1, 3}, {at(1.5), 100.3, 2}, {at(1.6), 99.5, 0.7}});
  double alpha = estimator.alpha();
  double kappa = estimator.kappa();
  for (int i = 0; i < 10; ++i) {
    estimator.on_tick(at(3 + i), 100.0, {});
    const auto fit = tape::fit_exponential(estimator.distances(), estimator.amounts(), alpha, kappa);
    alpha = fit.alpha;
    kappa = fit.kappa;
    CHECK(estimator.alpha() == alpha);
    CHECK(estimator.kappa() == kappa);
  }
  CHECK(kappa > 0);
}

TEST_CASE("a length that was not asked for is our own fault") {
  const Tape tape = busy_tape();
  const Indicators indicators(tape, {.volatility_lengths = {10}});
  CHECK_THROWS_AS(static_cast<void>(indicators.volatility(11)), base::ContractViolation);
  CHECK_THROWS_AS(static_cast<void>(indicators.intensity(10)), base::ContractViolation);
}

TEST_CASE("a resized volatility buffer keeps the newest prices, and a longer one is full only later") {
  tape::InstantVolatility volatility(3, tape::Precision::float64);
  for (const double mid : {10.0, 11.0, 11.0, 14.0}) volatility.sample(mid);
  volatility.resize(2);
  CHECK(volatility.is_full());
  CHECK(volatility.sample(16) == doctest::Approx(std::sqrt(4.0 / 2)));
  volatility.resize(4);
  CHECK_FALSE(volatility.is_full());
  CHECK(volatility.sample(16) == doctest::Approx(std::sqrt(4.0 / 3)));
  CHECK(volatility.sample(17) == doctest::Approx(std::sqrt(5.0 / 4)));
  CHECK(volatility.is_full());
}

TEST_CASE("a resized intensity buffer trims at the next tick, or is full only later") {
  tape::TradingIntensity intensity(2, base::Nanos(base::kNanosPerSecond));
  const auto tick = [&](int second, double distance) {
    const tape::PublicTrade trade{base::nanos_from_seconds(second - 0.5), 100 + distance, 1 / (1 + distance)};
    intensity.on_tick(base::nanos_from_seconds(second), 100, {&trade, 1});
  };
  for (int second = 1; second <= 4; ++second) tick(second, second);
  REQUIRE(intensity.is_full());
  intensity.resize(3);
  CHECK_FALSE(intensity.is_full());
  const double kappa = intensity.kappa();
  intensity.on_tick(base::nanos_from_seconds(5), 100, {});
  CHECK(intensity.kappa() == kappa);
  tick(6, 1);
  CHECK(intensity.is_full());
  CHECK(intensity.kappa() != kappa);
  intensity.resize(1);
  intensity.on_tick(base::nanos_from_seconds(7), 100, {});
  CHECK(intensity.is_full());
  CHECK(intensity.ticks_sampled() == 1);
}

TEST_CASE("with a coarser tick the estimators see mids of best prices that are rounded down to it") {
  DayBuilder day;
  day.book(0.5, {bid(101, 1), ask(109, 1)}).book(1.5, {bid(101, 0), bid(108, 1)}).book(2.5, {ask(109, 0), ask(110, 1)});
  const Tape tape = Tape::compile(day.day(), {});
  const Indicators fine(tape, {.volatility_lengths = {2}, .precision = tape::Precision::float64});
  const Indicators coarse(tape, {.volatility_lengths = {2}, .precision = tape::Precision::float64, .price_step = 10});
  CHECK(fine.volatility(2).value[2] > 0);
  CHECK(coarse.volatility(2).value[2] == 0);  // 1.00 and 1.00 both times
  CHECK(coarse.volatility(2).value[3] == doctest::Approx(0.05 / std::sqrt(2.0)));  // the ask goes to 1.10
}
