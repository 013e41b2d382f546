// Baselines in a study: names, their own keys, and genes of them.
#include <doctest/doctest.h>

#include "tests/configs/study_text.hpp"

using namespace asgen;
using test::small_study;
using test::verdict;
using test::with;

namespace {

/// The small study with this strategy section and these genes.
std::string study(const std::string& strategy, const std::string& genes) {
  const std::string section = with(small_study(), "{\"order_amount\": 1, \"order_refresh_time\": 1}", "{\"order_amount\": 1, \"order_refresh_time\": 1, " + strategy + "}");
  return with(section, "{\"risk_factor\": {\"min\": 0.1, \"max\": 10, \"scale\": \"log\"}}", "{" + genes + "}");
}

constexpr const char* kLinear = R"("name": "linear_constant_spread", "half_spread": 0.5)";

}  // namespace

TEST_CASE("baselines are read by name, count from flat, and their own numbers can be genes") {
  const configs::Study read = configs::parse_study(study(kLinear, R"("inventory_skew": {"min": 0, "max": 0.1}, "half_spread": {"min": 0.1, "max": 2})"), "s.json");
  CHECK(read.strategy.name == strategy::kLinearConstantSpread);
  CHECK(read.strategy.parameters.half_spread == 0.5);
  CHECK(read.strategy.inventory_target == strategy::InventoryTarget::initial);
  CHECK(read.genome.size() == 2);
  for (const char* name : {"random", "symmetric", "falces2022", "constant_spread"}) {
    const std::string distance = std::string(name) == "symmetric" || std::string(name) == "falces2022" ? "" : R"(, "half_spread": 1)";
    CHECK(configs::parse_study(study("\"name\": \"" + std::string(name) + "\"" + distance, R"("min_spread": {"min": 0, "max": 1})"), "s.json").strategy.name == name);
  }
}

TEST_CASE("keys and genes that mean nothing to the strategy, or would make it senseless, are refused where they stand") {
  const std::string gene = R"("min_spread": {"min": 0, "max": 1})";
  CHECK(verdict(study(R"("name": "constant_spread")", gene)).find("/strategy/half_spread = 0 (constant_spread needs it)") != std::string::npos);
  CHECK(verdict(study(R"("half_spread": 1)", gene)).find("/strategy/half_spread = 1 (means nothing to avellaneda_market_making)") != std::string::npos);
  CHECK(verdict(study(kLinear, R"("random_seed": {"min": 1, "max": 9})")).find("/genome/random_seed would have no effect (means nothing to linear_constant_spread)") !=
        std::string::npos);
  CHECK(verdict(study(kLinear, R"("half_spread": {"min": 0, "max": 1})")).find("/genome/half_spread reaches 0") != std::string::npos);
  CHECK(verdict(study(R"("name": "falces2022")", R"("last_hour": {"min": 1, "max": 9})")).find("/genome/last_hour is no gene") != std::string::npos);
}
