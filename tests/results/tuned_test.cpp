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
      "order_optimization_enabled: no\norder_refresh_time: 1.0e+01\norder_levels_mode: single_order_level\n",
      "t.yml");
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
  CHECK(verdict(replaced(good, "order_optimization_enabled: false", "order_optimization_enabled: true")).find("not supported yet") !=
        std::string::npos);
  CHECK(verdict(replaced(good, "order_optimization_enabled: false\n", "\n")).find("also by default") != std::string::npos);
  CHECK(verdict(replaced(good, "hanging_orders_mode: {}", "hanging_orders_mode: track_hanging_orders"))
            .find("hanging_orders_mode is not supported yet") != std::string::npos);
  CHECK(verdict(replaced(good, "order_override: null", "order_override: {a: [buy, 1, 1]}")).find("order_override is not supported yet") !=
        std::string::npos);
  CHECK(verdict(replaced(good, "execution_timeframe_mode: {}", "execution_timeframe_mode: {start_time: '09:30:00', end_time: '16:00:00'}"))
            .find("not supported yet") != std::string::npos);
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
