#include <doctest/doctest.h>
#include <fmt/format.h>

#include "configs/json/strategy_json.hpp"
#include "sim/base/error.hpp"
#include "tests/configs/study_text.hpp"

using namespace asgen;

namespace {

configs::Tuned example() {
  configs::Tuned tuned;
  tuned.strategy.parameters.risk_factor = 0.1 + 0.2;
  tuned.strategy.parameters.order_refresh_time = 15;
  tuned.strategy.mends.clamp_to_book = false;
  return tuned;
}

}  // namespace

TEST_CASE("a tuned configuration read back is the same to the bit, and its text is stable") {
  const std::string text = configs::tuned_to_json(example());
  const configs::Tuned read = configs::tuned_from_json(text, "t.json");
  CHECK(read.strategy == example().strategy);
  CHECK(read.target == configs::Target::asgen);
  CHECK(configs::tuned_to_json(read) == text);
  CHECK(text.starts_with("{\n  \"format\": \"asgen-tuned\",\n  \"version\": 1,\n  \"target\": \"asgen\",\n  \"strategy\": {\n"));
  CHECK(text.find("0.30000000000000004") != std::string::npos);
}

TEST_CASE("a strategy section alone is complete") {
  const std::string text = configs::strategy_to_json(example().strategy, configs::Target::asgen);
  CHECK(configs::strategy_from_json(text, "run.h5:/winner/strategy", configs::Target::asgen) == example().strategy);
  for (const strategy::ParameterInfo& info : strategy::parameter_table())
    CHECK(text.find(fmt::format("\"{}\"", info.name)) != std::string::npos);
}

TEST_CASE("another format or version is refused") {
  const std::string text = configs::tuned_to_json(example());
  CHECK_THROWS_WITH_AS(
      configs::tuned_from_json(test::with(text, "\"version\": 1", "\"version\": 2"), "t.json"),
      "t.json: /version = 2 (must be >= 1 and <= 1, the version that this program reads); make the file anew with this version of asgen",
      base::ConfigurationError);
  CHECK_THROWS_AS(configs::tuned_from_json(test::with(text, "asgen-tuned", "asgen-study"), "t.json"), base::ConfigurationError);
  CHECK_THROWS_AS(configs::tuned_from_json(test::small_study(), "t.json"), base::ConfigurationError);
}
