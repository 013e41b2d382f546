#include <doctest/doctest.h>

#include <fmt/format.h>

#include "results/tuned.hpp"
#include "sim/base/error.hpp"
#include "sim/base/file.hpp"
#include "sim/base/random.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace asgen;

namespace {

const results::HummingbotNames kNames = {"binance_paper_trade", "BTC-USDT"};

strategy::Settings faithful() {
  strategy::Settings s;
  s.behaviour = strategy::Behaviour::faithful;
  s.mends = strategy::mends_of(s.behaviour);
  s.parameters.order_amount = 0.001;
  s.parameters.order_refresh_time = 15;
  return s;
}

void draw_modes(base::Stream& stream, strategy::Settings& s) {
  const auto second = [&](std::uint64_t n) { return static_cast<std::int64_t>(stream.below(n)); };
  s.execution_timeframe.kind = static_cast<strategy::Timeframe>(stream.below(3));
  if (s.execution_timeframe.kind == strategy::Timeframe::daily_between_times) {
    s.execution_timeframe.start_s = second(86400);
    s.execution_timeframe.end_s = second(86400);
  } else if (s.execution_timeframe.kind == strategy::Timeframe::from_date_to_date) {
    s.execution_timeframe.start_s = 1'700'000'000 + second(100'000'000);
    s.execution_timeframe.end_s = s.execution_timeframe.start_s + second(1'000'000);
  }
  s.hanging_orders = static_cast<strategy::HangingOrders>(stream.below(2));
  if (s.hanging_orders == strategy::HangingOrders::ignore) s.parameters.hanging_orders_cancel_pct = 10;
  s.order_optimization_enabled = stream.below(2) == 1;
  for (const char* name : {"order_1", "yes", "2nd", "it's", "a: b", "#"}) {
    if (stream.below(2) == 1) continue;
    const base::Side side = stream.below(2) == 1 ? base::Side::buy : base::Side::sell;
    s.order_override.push_back({name, side, stream.uniform(-1, 5), stream.uniform(1e-9, 9)});
  }
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string verdict(const std::string& yaml) {
  try {
    results::parse_tuned_yml(yaml, "t.yml");
    return "accepted";
  } catch (const base::ConfigurationError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("tuned.yml has Hummingbot's key order and number style") {
  strategy::Settings s = faithful();
  s.parameters.order_levels = 3;
  s.parameters.level_distances = 50;
  s.parameters.min_spread = 0.00001;
  const std::string expected =
      "###########################################\n###   avellaneda_market_making config   "
      "###\n###########################################\n\n"
      "strategy: avellaneda_market_making\n\nexchange: binance_paper_trade\n\nmarket: BTC-USDT\n\nexecution_timeframe_mode: "
      "{}\n\norder_amount: 0.001\n\n"
      "order_optimization_enabled: false\n\nrisk_factor: 1.0\n\norder_amount_shape_factor: 0.0\n\nmin_spread: "
      "0.00001\n\norder_refresh_time: 15.0\n\n"
      "max_order_age: 1800.0\n\norder_refresh_tolerance_pct: 0.0\n\nfilled_order_delay: 60.0\n\ninventory_target_base_pct: "
      "50.0\n\nadd_transaction_costs: false\n\n"
      "volatility_buffer_size: 200\n\ntrading_intensity_buffer_size: 200\n\norder_levels_mode:\n  order_levels: 3\n  level_distances: "
      "50.0\n\n"
      "order_override: null\n\nhanging_orders_mode: {}\n\nshould_wait_order_cancel_confirmation: true\n";
  CHECK(results::hummingbot_yaml(s, kNames) == expected);
}

TEST_CASE("tuned.yml spells the modes as Hummingbot does, and quotes times of day") {
  strategy::Settings s = faithful();
  s.execution_timeframe = {strategy::Timeframe::daily_between_times, 9 * 3600 + 1800, 16 * 3600};
  s.order_override = {{"order_1", base::Side::buy, 0.5, 100}, {"on", base::Side::sell, 1e-5, 2}};
  s.hanging_orders = strategy::HangingOrders::track;
  s.order_optimization_enabled = true;
  const std::string text = results::hummingbot_yaml(s, kNames);
  CHECK(text.find("\nexecution_timeframe_mode:\n  start_time: '09:30:00'\n  end_time: '16:00:00'\n") != std::string::npos);
  CHECK(text.find("\norder_override:\n  order_1:\n  - buy\n  - 0.5\n  - 100.0\n  'on':\n  - sell\n  - 0.00001\n  - 2.0\n") !=
        std::string::npos);
  CHECK(text.find("\nhanging_orders_mode:\n  hanging_orders_cancel_pct: 10.0\n") != std::string::npos);
  CHECK(text.find("\norder_optimization_enabled: true\n") != std::string::npos);
  s.execution_timeframe = {strategy::Timeframe::from_date_to_date, 1767259800, 1767312000};
  CHECK(results::hummingbot_yaml(s, kNames).find("\n  start_datetime: 2026-01-01 09:30:00\n  end_datetime: 2026-01-02 00:00:00\n") !=
        std::string::npos);
}

TEST_CASE("tuned.yml read back is the same configuration to the bit, for random settings") {
  base::Stream stream({.seed = 5});
  for (int i = 0; i < 200; ++i) {
    strategy::Settings s = faithful();
    for (const auto& info : strategy::parameter_table()) {
      if (info.hummingbot == strategy::HummingbotKey::no) continue;
      double& value = s.parameters.*info.member;
      value = stream.uniform(info.lower, std::min(info.upper, 1000.0));
      if (info.number == strategy::Number::integer) value = static_cast<double>(1 + stream.below(100));
    }
    if (s.parameters.order_levels < 2) s.parameters.level_distances = 0;
    draw_modes(stream, s);
    s.add_transaction_costs = stream.below(2) == 1;
    s.should_wait_order_cancel_confirmation = stream.below(2) == 1;
    const auto read = results::parse_tuned_yml(results::hummingbot_yaml(s, kNames), "t.yml");
    REQUIRE(read.strategy == s);
    CHECK(read.names.exchange == kNames.exchange);
    CHECK(read.names.market == kNames.market);
  }
}

TEST_CASE("what Hummingbot cannot run is not written, and the reason is given") {
  const test::TemporaryFolder folder;
  strategy::Settings s;
  CHECK(results::write_tuned_yml(folder / "t.yml", s, kNames)->find("mends defects") != std::string::npos);
  s = faithful();
  s.pricing = strategy::Pricing::glft;
  CHECK(results::why_not_hummingbot(s) == "its pricing is not Hummingbot's");
  s = faithful();
  s.parameters.kappa_multiplier = 2;
  CHECK(results::why_not_hummingbot(s) == "kappa_multiplier = 2: Hummingbot has no such key");
  CHECK_FALSE(base::file_exists(folder / "t.yml"));
  CHECK_FALSE(results::write_tuned_yml(folder / "t.yml", faithful(), kNames).has_value());
  CHECK(results::read_tuned_yml(folder / "t.yml").strategy == faithful());
}

TEST_CASE("Hummingbot's own layout is read: comments, defaults, one level, names of modes") {
  const auto file = results::parse_tuned_yml(
      "# a comment\nstrategy: avellaneda_market_making\nexchange: binance\nmarket: ETH-USDT\nexecution_timeframe_mode: "
      "infinite\norder_amount: 0.05\n"
      "order_refresh_time: 1.0e+01\norder_levels_mode: single_order_level\n",
      "t.yml");
  CHECK(file.strategy.order_optimization_enabled);
  CHECK(file.strategy.hanging_orders == strategy::HangingOrders::ignore);
  CHECK(file.strategy.parameters.order_amount == 0.05);
  CHECK(file.strategy.parameters.order_refresh_time == 10);
  CHECK(file.strategy.parameters.filled_order_delay == 60);
  CHECK(file.strategy.parameters.order_levels == 1);
}

TEST_CASE("a file that Hummingbot or this simulation would refuse is refused") {
  const std::string good = results::hummingbot_yaml(faithful(), kNames);
  REQUIRE(verdict(good) == "accepted");
  CHECK(verdict(good + "template_version: 8\n").find("template_version is no key") != std::string::npos);
  CHECK(verdict(replaced(good, "order_amount: 0.001", "order_amount: 1e-05")).find("1e-05 is a text in YAML 1.1") != std::string::npos);
  CHECK(verdict(replaced(good, "order_amount: 0.001", "order_amount: -1")).find("out of range") != std::string::npos);
  CHECK(verdict(replaced(good, "order_amount: 0.001\n", "\n")).find("order_amount is missing") != std::string::npos);
  CHECK(verdict(replaced(good, "order_optimization_enabled: false", "order_optimization_enabled: maybe")).find("must be true or false") !=
        std::string::npos);
  const auto with_mode = [&](const std::string& mode) {
    return verdict(replaced(good, "hanging_orders_mode: {}", "hanging_orders_mode: " + mode));
  };
  CHECK(with_mode("track_hanging_orders") == "accepted");
  CHECK(with_mode("{hanging_orders_cancel_pct: 100}").find("out of range") != std::string::npos);
  CHECK(with_mode("{cancel_pct: 1}").find("is no key of") != std::string::npos);
  CHECK(with_mode("hang").find("the name of a mode") != std::string::npos);
  const auto with_override = [&](const std::string& list) {
    return verdict(replaced(good, "order_override: null", "order_override: {a: " + list + "}"));
  };
  CHECK(with_override("[buy, 1, 1]") == "accepted");
  CHECK(with_override("[hold, 1, 1]").find("ignored by Hummingbot") != std::string::npos);
  CHECK(with_override("[buy, 1]").find("must be [side, percent, amount]") != std::string::npos);
  CHECK(with_override("[buy, 1, 0]").find("the amount > 0") != std::string::npos);
  const auto with_frame = [&](const std::string& frame) {
    return verdict(replaced(good, "execution_timeframe_mode: {}", "execution_timeframe_mode: " + frame));
  };
  CHECK(with_frame("{start_time: 09:30:00, end_time: '16:00:00'}") == "accepted");
  CHECK(with_frame("{start_time: '09:30:00', end_time: 16:00:00}").find("without quotes a number") != std::string::npos);
  CHECK(with_frame("{start_datetime: 2026-01-01 09:30:00, end_datetime: 2026-01-02 00:00:00}") == "accepted");
  CHECK(with_frame("{start_datetime: 2026-01-01}").find("start_datetime = 2026-01-01") != std::string::npos);
  CHECK(with_frame("daily_between_times").find("start_time is missing") != std::string::npos);
  CHECK(verdict("a: [").find("is no valid YAML") != std::string::npos);
  CHECK(verdict("[]").find("is no map") != std::string::npos);
}

TEST_CASE("tuned.json is written whole and byte-stable") {
  const test::TemporaryFolder folder;
  const configs::Tuned tuned{configs::Target::hummingbot, faithful()};
  results::write_tuned_json(folder / "a.json", tuned);
  results::write_tuned_json(folder / "b.json", results::read_tuned_json(folder / "a.json"));
  CHECK(base::read_text(folder / "a.json") == base::read_text(folder / "b.json"));
  CHECK(results::read_tuned_json(folder / "a.json").strategy == tuned.strategy);
  CHECK(results::read_tuned_json(folder / "a.json").target == configs::Target::hummingbot);
}
