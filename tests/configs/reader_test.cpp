#include <doctest/doctest.h>

#include "tests/configs/study_text.hpp"

using asgen::test::small_study;
using asgen::test::verdict;
using asgen::test::with;

TEST_CASE("a small study is accepted") { CHECK(verdict(small_study()) == "accepted"); }

TEST_CASE("a syntax error is told with line and column") {
  CHECK(verdict("{\n  \"data\": {,}\n}").starts_with("configs/s.json: line 2, column 12: is no valid JSON ("));
  CHECK(verdict("").starts_with("configs/s.json: line 1, column 1: is no valid JSON ("));
  CHECK(verdict(small_study() + "x").find("line 6, column 2") != std::string::npos);
}

TEST_CASE("a key that occurs twice is refused") {
  CHECK(verdict(with(small_study(), "\"tick\": 0.01", "\"tick\": 0.01, \"tick\": 0.1")) ==
        "configs/s.json: key \"tick\" occurs twice in one object; keep one of the two");
}

TEST_CASE("an unknown key is refused with the nearest known one") {
  CHECK(verdict(with(small_study(), "\"tick\"", "\"tikc\": 1, \"tick\"")) ==
        "configs/s.json: /instrument/tikc is no known key; did you mean \"tick\"?");
  CHECK(verdict(with(small_study(), "\"genome\"", "\"gnome\"")) == "configs/s.json: /gnome is no known key; did you mean \"genome\"?");
  CHECK(verdict(with(small_study(), "\"risk_factor\"", "\"risk_facto\"")) ==
        "configs/s.json: /genome/risk_facto is no known key; did you mean \"risk_factor\"?");
}

TEST_CASE("wrong types are told with pointer, value and rule") {
  CHECK(verdict(with(small_study(), "\"tick\": 0.01", "\"tick\": \"0.01\"")) ==
        "configs/s.json: /instrument/tick = \"0.01\" (must be a number); write a number without quotes");
  CHECK(verdict(with(small_study(), "{\"tick\": 0.01, \"lot\": 1}", "[]")) ==
        "configs/s.json: /instrument = [] (must be an object); write {...}");
  CHECK(verdict(with(small_study(), "\"days\": 20", "\"days\": 2.5")) ==
        "configs/s.json: /data/synth/days = 2.5 (must be a whole number); write it without a fraction");
  CHECK(verdict(with(small_study(), "\"order_amount\": 1", "\"order_amount\": 1, \"add_transaction_costs\": 1")) ==
        "configs/s.json: /strategy/add_transaction_costs = 1 (must be true or false); write it without quotes");
  CHECK(verdict("[]") == "configs/s.json: / = [] (must be an object); write {...}");
}

TEST_CASE("values out of range are told with the range") {
  CHECK(verdict(with(small_study(), "\"tick\": 0.01", "\"tick\": 0")) ==
        "configs/s.json: /instrument/tick = 0 (must be > 0); use a positive number");
  CHECK(verdict(with(small_study(), "\"tick\": 0.01", "\"tick\": 1e999")).find("is no valid JSON") != std::string::npos);
  CHECK(verdict(with(small_study(), "\"days\": 20", "\"days\": 1e300")).find("must be >= 1 and <= 100000") != std::string::npos);
}

TEST_CASE("a missing key is told with its meaning and unit") {
  CHECK(verdict(with(small_study(), "\"tick\": 0.01, ", "")) ==
        "configs/s.json: /instrument/tick is missing (Price step of orders; a whole multiple of the recording's price quantum.); add it, "
        "in quote currency");
}

TEST_CASE("a choice is told with all values, the nearest one, or that it comes later") {
  const auto queue = [](const char* value) {
    return verdict(with(small_study(), "\"strategy\"", std::string("\"simulation\": {\"queue\": \"") + value + "\"}, \"strategy\""));
  };
  CHECK(queue("front") == "accepted");
  CHECK(queue("risk_adverse") ==
        "configs/s.json: /simulation/queue = \"risk_adverse\" (must be one of front, risk_averse, back, log_prob_1, log_prob_2, power_prob_1, "
        "power_prob_2, power_prob_3, l3_fifo); did you mean \"risk_averse\"?");
  CHECK(verdict(with(small_study(), "\"data\"", "\"optimizer\": {\"algorithm\": \"cmaes\"}, \"data\"")).find("= \"cmaes\" (is known but not supported yet)") !=
        std::string::npos);
}

TEST_CASE("what is known but not supported yet is refused by name, neutral values are not") {
  const auto strategy = [](const std::string& key) {
    return verdict(with(small_study(), "\"order_amount\": 1", "\"order_amount\": 1, " + key));
  };
  CHECK(strategy("\"order_optimization_enabled\": true") ==
        "configs/s.json: /strategy/order_optimization_enabled = true (not supported yet); set it to false");
  CHECK(strategy("\"order_optimization_enabled\": false") == "accepted");
  CHECK(strategy("\"execution_timeframe_mode\": {}") == "accepted");
  CHECK(strategy("\"execution_timeframe_mode\": \"infinite\"") == "accepted");
  CHECK(strategy("\"execution_timeframe_mode\": {\"start_time\": \"09:30:00\"}").find("only the infinite time frame is supported yet") !=
        std::string::npos);
  CHECK(strategy("\"order_override\": null") == "accepted");
  CHECK(strategy("\"order_override\": {\"a\": [\"buy\", 1, 1]}").find("/strategy/order_override") != std::string::npos);
  CHECK(strategy("\"hanging_orders_mode\": {\"hanging_orders_cancel_pct\": 10}").find("hanging orders are not supported yet") !=
        std::string::npos);
  CHECK(strategy("\"order_levels_mode\": {}").find("use order_levels and level_distances") != std::string::npos);
  CHECK(verdict(with(small_study(), "\"lot\": 1", "\"lot\": 1, \"contract\": \"inverse\"")) ==
        "configs/s.json: /instrument/contract = \"inverse\" (only linear contracts are supported yet); use a linear contract, or leave the "
        "key out");
}
