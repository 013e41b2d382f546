#include "sim/data/synth.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/error.hpp"
#include "tests/sim/data/temporary_folder.hpp"

using namespace asgen;
using data::SynthOptions;
using data::SynthPath;

namespace {

constexpr std::uint64_t kSeed = 20240229;
constexpr double kSigmas = 4;  // tolerance of every statistical check, in standard errors

std::vector<SynthPath> make_paths(const SynthOptions& options, std::uint32_t days) {
  std::vector<SynthPath> paths;
  for (std::uint32_t day = 0; day < days; ++day) paths.push_back(data::make_synthetic_path(options, kSeed, day));
  return paths;
}

std::size_t count_side(const SynthPath& path, int side) {
  std::size_t count = 0;
  for (const auto& order : path.orders) count += order.side == side ? 1U : 0U;
  return count;
}

}  // namespace

TEST_CASE("the mid's steps have mean 0 and variance sigma^2 dt") {
  const SynthOptions options{.duration_s = 1800, .step_s = 0.5, .sigma = 0.04};
  double sum = 0, squares = 0;
  std::size_t n = 0;
  for (const auto& path : make_paths(options, 10)) {
    for (std::size_t j = 1; j < path.mid.size(); ++j, ++n) {
      const double move = path.mid[j] - path.mid[j - 1];
      sum += move;
      squares += move * move;
    }
  }
  const double variance = 0.04 * 0.04 * 0.5;
  const double count = static_cast<double>(n);
  CHECK(n == 36000);
  CHECK(std::fabs(sum / count) < kSigmas * std::sqrt(variance / count));
  CHECK(std::fabs(squares / count - variance) < kSigmas * variance * std::sqrt(2 / count));
}

TEST_CASE("orders come at rate A a side and their reach has mean 1 / kappa") {
  const SynthOptions options{.arrival_rate = 0.2, .kappa = 12};
  double reach = 0;
  std::size_t counts[2] = {0, 0};
  const auto paths = make_paths(options, 20);
  for (const auto& path : paths) {
    counts[0] += count_side(path, -1);
    counts[1] += count_side(path, 1);
    for (const auto& order : path.orders) reach += order.reach;
  }
  const double expected = 0.2 * 3600 * 20;
  const double n = static_cast<double>(counts[0] + counts[1]);
  for (const auto count : counts) CHECK(std::fabs(static_cast<double>(count) - expected) < kSigmas * std::sqrt(expected));
  CHECK(std::fabs(n / reach - 12) < kSigmas * 12 / std::sqrt(n));  // the maximum likelihood estimate of kappa
}

TEST_CASE("an own order at distance d is reached at rate A exp(-kappa d)") {
  const SynthOptions options{.tick = 0.005, .sigma = 0, .arrival_rate = 0.3, .kappa = 20};
  std::size_t buys_reached = 0, sells_reached = 0;
  for (std::uint32_t index = 0; index < 20; ++index) {
    const auto day = data::make_synthetic_day(options, kSeed, index);
    for (std::size_t i = 0; i < day.trades.size(); ++i) {
      buys_reached += day.trades.side[i] < 0 && day.trades.price[i] <= 20000 - 10 ? 1U : 0U;
      sells_reached += day.trades.side[i] > 0 && day.trades.price[i] >= 20000 + 10 ? 1U : 0U;
    }
  }
  const double expected = 0.3 * 3600 * 20 * std::exp(-20 * 0.05);
  CHECK(std::fabs(static_cast<double>(buys_reached) - expected) < kSigmas * std::sqrt(expected));
  CHECK(std::fabs(static_cast<double>(sells_reached) - expected) < kSigmas * std::sqrt(expected));
}

TEST_CASE("a print reaches exactly the tick prices that the order itself reaches") {
  const SynthOptions options{.tick = 0.05, .sigma = 0.03, .arrival_rate = 0.2, .kappa = 5};
  const auto path = data::make_synthetic_path(options, kSeed, 3);
  const auto day = data::make_synthetic_day(options, kSeed, 3);
  REQUIRE(day.trades.size() == path.orders.size());
  for (std::size_t i = 0; i < path.orders.size(); ++i) {
    const auto& order = path.orders[i];
    const double reached = path.mid[static_cast<std::size_t>(order.ns / base::kNanosPerSecond)] + order.side * order.reach;
    for (int off = -2; off <= 2; ++off) {
      const int own = day.trades.price[i] + off;
      const bool by_print = order.side < 0 ? day.trades.price[i] <= own : day.trades.price[i] >= own;
      const bool by_order = order.side < 0 ? reached <= own * 0.05 : reached >= own * 0.05;
      CHECK(by_print == by_order);
    }
  }
}

TEST_CASE("trades fall strictly inside steps, book rows on steps, both in order") {
  const SynthOptions options{.step_s = 0.25, .arrival_rate = 2, .hawkes_branching = 0.5};
  const auto day = data::make_synthetic_day(options, kSeed, 1);
  CHECK(day.info.day == "2020-01-02");
  CHECK(day.info.open.count() == 1577923200LL * base::kNanosPerSecond);
  CHECK(day.info.close.count() - day.info.open.count() == 3600 * base::kNanosPerSecond);
  for (const auto ns : day.trades.local_ns) CHECK(ns % 250'000'000 != 0);
  for (const auto ns : day.book.local_ns) CHECK(ns % 250'000'000 == 0);
  CHECK(std::is_sorted(day.trades.local_ns.begin(), day.trades.local_ns.end()));
  CHECK(std::is_sorted(day.book.local_ns.begin(), day.book.local_ns.end()));
  CHECK(day.trades.local_ns.back() < day.info.close.count());
}

TEST_CASE("the displayed book brackets the mid with the stated levels at every step") {
  const SynthOptions options{.tick = 0.02, .duration_s = 600, .sigma = 0.05, .book_levels = 4, .half_spread_ticks = 3, .level_lots = 7};
  const auto path = data::make_synthetic_path(options, kSeed, 0);
  const auto day = data::make_synthetic_day(options, kSeed, 0);
  std::map<int, std::int64_t> side[2];
  std::size_t row = 0;
  for (std::size_t j = 0; j < path.mid.size(); ++j) {
    const auto now = day.info.open.count() + static_cast<std::int64_t>(j) * base::kNanosPerSecond;
    for (; row < day.book.size() && day.book.local_ns[row] <= now; ++row) {
      auto& levels = side[day.book.side[row] > 0];
      if (day.book.lots[row] == 0) levels.erase(day.book.price[row]);
      else levels[day.book.price[row]] = day.book.lots[row];
    }
    REQUIRE(side[0].size() == 4);
    REQUIRE(side[1].size() == 4);
    const int bid = side[1].rbegin()->first, ask = side[0].begin()->first;
    CHECK(side[1].begin()->first == bid - 3);
    CHECK(((bid + 2) * 0.02 < path.mid[j] && path.mid[j] <= (bid + 3) * 0.02 + 1e-9));
    CHECK(((ask - 2) * 0.02 > path.mid[j] && path.mid[j] >= (ask - 3) * 0.02 - 1e-9));
  }
  CHECK(row == day.book.size());
}

TEST_CASE("clustered orders keep their mean rate and have the Fano factor 1 / (1 - n)^2") {
  const SynthOptions options{.duration_s = 2000, .step_s = 10, .arrival_rate = 1.0, .hawkes_branching = 0.5, .hawkes_decay = 1.6};
  constexpr int kDays = 400;
  double sum = 0, squares = 0;
  for (const auto& path : make_paths(options, kDays)) {
    const double count = static_cast<double>(count_side(path, 1));
    sum += count;
    squares += count * count;
  }
  const double mean = sum / kDays;
  const double fano = (squares - sum * mean) / (kDays - 1) / mean;
  CHECK(std::fabs(mean - 2000) < kSigmas * std::sqrt(2000 * 4.0 / kDays));
  CHECK(std::fabs(fano - 4) < kSigmas * 4 * std::sqrt(2.0 / (kDays - 1)));
}

TEST_CASE("each order moves the mid its own way by eta at the next step") {
  SynthOptions options{.sigma = 0, .arrival_rate = 0.1, .impact = 0.03};
  const auto still = data::make_synthetic_path(options, kSeed, 0);
  int net = 0;
  for (const auto& order : still.orders) net += order.side;
  CHECK(still.mid.back() == doctest::Approx(100 + 0.03 * net).epsilon(1e-12));
  CHECK(still.mid.back() != 100);

  options.sigma = 0.02;
  double markout = 0;
  std::size_t n = 0;
  for (const auto& path : make_paths(options, 20)) {
    for (const auto& order : path.orders) {
      const auto step = static_cast<std::size_t>(order.ns / base::kNanosPerSecond);
      markout += order.side * (path.mid[step + 1] - path.mid[step]);
      ++n;
    }
  }
  // Other orders of the same step add about 2 A eta^2 to the variance.
  const double sd = std::sqrt(0.02 * 0.02 + 0.2 * 0.03 * 0.03);
  CHECK(std::fabs(markout / static_cast<double>(n) - 0.03) < kSigmas * sd / std::sqrt(static_cast<double>(n)));
}

TEST_CASE("jumps come at the stated rate and size") {
  const SynthOptions options{.sigma = 0, .jumps_per_day = 3, .jump_sd = 0.5};
  constexpr int kDays = 300;
  std::size_t jumps = 0;
  double squares = 0;
  for (const auto& path : make_paths(options, kDays)) {
    for (std::size_t j = 1; j < path.mid.size(); ++j) {
      const double move = path.mid[j] - path.mid[j - 1];
      jumps += move != 0 ? 1U : 0U;
      squares += move * move;
    }
  }
  const double expected = 3.0 * kDays;  // two jumps in one of 3,600 steps are rarer than the tolerance
  CHECK(std::fabs(static_cast<double>(jumps) - expected) < kSigmas * std::sqrt(expected));
  CHECK(std::fabs(squares / expected - 0.25) < kSigmas * 0.25 * std::sqrt(3 / expected));
}

TEST_CASE("log-normal volumes have the stated median and leave times and reaches alone") {
  SynthOptions options{.arrival_rate = 1};
  const auto fixed = data::make_synthetic_path(options, kSeed, 0);
  options.volume = data::SynthVolume::log_normal;
  options.volume_lots = 100;
  options.volume_log_sd = 0.8;
  const auto drawn = data::make_synthetic_path(options, kSeed, 0);
  REQUIRE(fixed.orders.size() == drawn.orders.size());
  std::size_t above = 0;
  for (std::size_t i = 0; i < drawn.orders.size(); ++i) {
    CHECK(fixed.orders[i].ns == drawn.orders[i].ns);
    CHECK(fixed.orders[i].reach == drawn.orders[i].reach);
    CHECK(fixed.orders[i].lots == 1);
    above += drawn.orders[i].lots > 100 ? 1U : 0U;
  }
  const double n = static_cast<double>(drawn.orders.size());
  CHECK(std::fabs(static_cast<double>(above) / n - 0.5) < kSigmas * 0.5 / std::sqrt(n));
}

TEST_CASE("a day depends on its seed and index alone") {
  const SynthOptions options{};
  const auto day = data::make_synthetic_day(options, 1, 5);
  const auto again = data::make_synthetic_day(options, 1, 5);
  CHECK(day.trades.local_ns == again.trades.local_ns);
  CHECK(day.book.price == again.book.price);
  CHECK(day.trades.price != data::make_synthetic_day(options, 2, 5).trades.price);
  CHECK(day.trades.price != data::make_synthetic_day(options, 1, 6).trades.price);
}

TEST_CASE("options out of range are refused by name") {
  const auto refused = [](const SynthOptions& options) {
    return test::message_of<base::ConfigurationError>([&] { data::make_synthetic_path(options, 1, 0); });
  };
  CHECK(test::contains(refused({.tick = 0}), "synth/tick: = 0 (must be > 0)"));
  CHECK(test::contains(refused({.duration_s = 10.5}), "synth/duration_s"));
  CHECK(test::contains(refused({.start_day = "2020-02-30"}), "synth/start_day"));
  CHECK(test::contains(refused({.sigma = -1}), "synth/sigma"));
  CHECK(test::contains(refused({.hawkes_branching = 1}), "synth/hawkes_branching"));
  CHECK(test::contains(refused({.volume_lots = 0.5}), "synth/volume_lots"));
  CHECK(test::contains(refused({.start_price = 0.2, .sigma = 1}), "lets the mid go to"));
}
