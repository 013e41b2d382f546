// Keys of the strategy section that state modes, in Hummingbot's spelling and in asgen's.
#include <doctest/doctest.h>

#include "configs/json/strategy_json.hpp"
#include "tests/configs/study_text.hpp"

using namespace asgen;
using test::small_study;
using test::verdict;
using test::with;

namespace {

std::string with_strategy(const std::string& key) { return with(small_study(), "\"order_amount\": 1", "\"order_amount\": 1, " + key); }
std::string with_zone(const std::string& text, const std::string& zone = "UTC") {
  return with(text, "\"lot\": 1", "\"lot\": 1, \"time_zone\": \"" + zone + "\"");
}
bool refused(const std::string& text, const std::string& reason) {
  const std::string answer = verdict(text);
  INFO(answer);
  return answer.find(reason) != std::string::npos;
}
configs::Study read(const std::string& text) { return configs::parse_study(text, "configs/s.json"); }

}  // namespace

TEST_CASE("execution_timeframe_mode: infinite, dates or times of day, and nothing else") {
  CHECK(read(with_strategy("\"execution_timeframe_mode\": {}")).strategy.execution_timeframe == strategy::ExecutionTimeframe{});
  CHECK(read(with_strategy("\"execution_timeframe_mode\": \"infinite\"")).strategy.execution_timeframe == strategy::ExecutionTimeframe{});
  const std::string daily = with_strategy("\"execution_timeframe_mode\": {\"start_time\": \"09:30:00\", \"end_time\": \"16:00:00\"}");
  const strategy::ExecutionTimeframe times{strategy::Timeframe::daily_between_times, 34200, 57600};
  CHECK(read(with_zone(daily)).strategy.execution_timeframe == times);
  const std::string dates = with_strategy(
      "\"execution_timeframe_mode\": {\"start_datetime\": \"2026-01-01 09:30:00\", \"end_datetime\": \"2026-01-02 00:00:00\"}");
  const strategy::ExecutionTimeframe days{strategy::Timeframe::from_date_to_date, 1767259800, 1767312000};
  CHECK(read(with_zone(dates)).strategy.execution_timeframe == days);
  CHECK(refused(with_strategy("\"execution_timeframe_mode\": \"daily_between_times\""), "execution_timeframe_mode/start_time is missing"));
  CHECK(refused(with_strategy("\"execution_timeframe_mode\": \"daily\""), "did you mean"));
  CHECK(refused(with_strategy("\"execution_timeframe_mode\": 5"), "must be an object or one of infinite, from_date_to_date"));
  CHECK(refused(with_strategy("\"execution_timeframe_mode\": {\"start_time\": \"9:30\", \"end_time\": \"16:00:00\"}"),
                "start_time = \"9:30\" (must be a time of the form of 00:00:00)"));
  CHECK(refused(with_strategy("\"execution_timeframe_mode\": {\"start_time\": \"24:00:00\", \"end_time\": \"16:00:00\"}"), "24:00:00"));
  CHECK(refused(with_strategy("\"execution_timeframe_mode\": {\"start_time\": \"09:30:00\", \"end_datetime\": \"16:00:00\"}"),
                "start_datetime is missing"));
}

TEST_CASE("a finite time frame needs the instrument's time zone") {
  const std::string daily = with_strategy("\"execution_timeframe_mode\": {\"start_time\": \"09:30:00\", \"end_time\": \"16:00:00\"}");
  CHECK(refused(daily, "/instrument/time_zone is missing (execution_timeframe_mode is in local time)"));
  CHECK(refused(with_zone(daily, "Mars/Olympus"), "/instrument/time_zone = \"Mars/Olympus\" (no such time zone on this system)"));
  const configs::Study study = read(with_zone(daily, "America/New_York"));
  REQUIRE(study.simulation.options.zone != nullptr);
  CHECK(study.simulation.options.zone->offset_at(1'767'225'600) == -5 * 3600);
  CHECK(read(configs::to_json(study)).time_zone == "America/New_York");
}

TEST_CASE("order levels are stated by two keys or by Hummingbot's map, not by both") {
  const auto levels = [](const std::string& mode) {
    const auto& p = read(with_strategy("\"order_levels_mode\": " + mode)).strategy.parameters;
    return std::pair(p.order_levels, p.level_distances);
  };
  CHECK(levels("{}") == std::pair(1.0, 0.0));
  CHECK(levels("\"single_order_level\"") == std::pair(1.0, 0.0));
  CHECK(levels("\"multi_order_level\"") == std::pair(2.0, 0.0));
  CHECK(levels("{\"order_levels\": 4, \"level_distances\": 12.5}") == std::pair(4.0, 12.5));
  CHECK(refused(with_strategy("\"order_levels_mode\": {\"order_levels\": 1}"), "order_levels_mode/order_levels = 1"));
  CHECK(refused(with_strategy("\"order_levels_mode\": {}, \"order_levels\": 2"), "order_levels stands beside order_levels_mode"));
}

TEST_CASE("hanging orders are tracked by name or with their distance, stated once") {
  const auto hanging = [](const std::string& keys) {
    const auto& s = read(with_strategy(keys)).strategy;
    return std::pair(s.hanging_orders == strategy::HangingOrders::track, s.parameters.hanging_orders_cancel_pct);
  };
  CHECK(hanging("\"hanging_orders_mode\": {}") == std::pair(false, 10.0));
  CHECK(hanging("\"hanging_orders_mode\": \"track_hanging_orders\"") == std::pair(true, 10.0));
  CHECK(hanging("\"hanging_orders_mode\": {\"hanging_orders_cancel_pct\": 3}") == std::pair(true, 3.0));
  CHECK(hanging("\"hanging_orders_mode\": \"track_hanging_orders\", \"hanging_orders_cancel_pct\": 4") == std::pair(true, 4.0));
  CHECK(refused(with_strategy("\"hanging_orders_mode\": {\"hanging_orders_cancel_pct\": 3}, \"hanging_orders_cancel_pct\": 4"),
                "is stated twice"));
  CHECK(refused(with_strategy("\"hanging_orders_mode\": {\"hanging_orders_cancel_pct\": 100}"), "must be > 0"));
  CHECK(refused(with(small_study(), "\"genome\": {", "\"genome\": {\"hanging_orders_cancel_pct\": {\"min\": 1, \"max\": 5}, "),
                "would have no effect (hanging orders are ignored)"));
}

TEST_CASE("order_override lists [side, percent, amount] in its own order") {
  const std::string text = with_strategy("\"order_override\": {\"z\": [\"sell\", 0.5, 2], \"a\": [\"buy\", -1, 3]}");
  const auto orders = read(text).strategy.order_override;
  REQUIRE(orders.size() == 2);
  CHECK(orders[0] == strategy::OverriddenOrder{"z", base::Side::sell, 0.5, 2});
  CHECK(orders[1] == strategy::OverriddenOrder{"a", base::Side::buy, -1, 3});
  CHECK(read(with_strategy("\"order_override\": null")).strategy.order_override.empty());
  CHECK(refused(with_strategy("\"order_override\": {\"a\": [\"hold\", 1, 1]}"), "order_override/a"));
  CHECK(refused(with_strategy("\"order_override\": {\"a\": [\"buy\", 1]}"), "must be [side, percent, amount]"));
  CHECK(refused(with_strategy("\"order_override\": {\"a\": [\"buy\", 1, 0]}"), "order_override/a/2 = 0 (must be > 0)"));
  CHECK(refused(with_strategy("\"order_override\": []"), "must be an object of lists, or null"));
}

TEST_CASE("a strategy section with every mode read back is the same") {
  strategy::Settings s;
  s.execution_timeframe = {strategy::Timeframe::daily_between_times, 1, 86399};
  s.hanging_orders = strategy::HangingOrders::track;
  s.parameters.hanging_orders_cancel_pct = 0.25;
  s.order_override = {{"one", base::Side::sell, 0.1 + 0.2, 1e-9}};
  s.order_optimization_enabled = true;
  s.mends.optimize_at_best = s.mends.pair_by_round = false;
  for (const auto target : {configs::Target::asgen, configs::Target::hummingbot}) {
    if (target == configs::Target::hummingbot) {
      s.behaviour = strategy::Behaviour::faithful;
      s.mends = strategy::mends_of(s.behaviour);
      s.order_optimization_enabled = false;
    }
    CHECK(configs::strategy_from_json(configs::strategy_to_json(s, target), "t.json", target) == s);
  }
}
