#include <doctest/doctest.h>

#include "tests/configs/study_text.hpp"

using namespace asgen;
using test::small_study;
using test::verdict;
using test::with;

namespace {

std::string genome(const std::string& genes) {
  return with(small_study(), "{\"risk_factor\": {\"min\": 0.1, \"max\": 10, \"scale\": \"log\"}}", "{" + genes + "}");
}

}  // namespace

TEST_CASE("a log gene with a bound that is not positive is refused in the message grammar") {
  CHECK(verdict(genome("\"risk_factor\": {\"min\": -1, \"max\": 1, \"scale\": \"log\"}")) ==
        "configs/s.json: /genome/risk_factor/min = -1 (must be > 0 on a log scale); use a positive bound");
  CHECK(verdict(genome("\"min_spread\": {\"min\": 0, \"max\": 1, \"scale\": \"log\"}")) ==
        "configs/s.json: /genome/min_spread/min = 0 (must be > 0 on a log scale); use a positive bound");
}

TEST_CASE("a gene with min above max is refused") {
  CHECK(verdict(genome("\"risk_factor\": {\"min\": 2, \"max\": 1}")) ==
        "configs/s.json: /genome/risk_factor/min = 2 (must be <= max = 1); exchange the two, or widen the range");
}

TEST_CASE("a gene stays inside its key's range") {
  CHECK(verdict(genome("\"order_amount_shape_factor\": {\"min\": 0, \"max\": 2}"))
            .find("/genome/order_amount_shape_factor/max = 2 (must be >= 0 and <= 1)") != std::string::npos);
}

TEST_CASE("keys that take whole numbers want an integer or choice scale") {
  CHECK(verdict(genome("\"order_levels\": {\"min\": 1, \"max\": 3, \"scale\": \"linear\"}"))
            .find("/genome/order_levels/scale = \"linear\" (must be one of integer, choice)") != std::string::npos);
  CHECK(verdict(genome("\"order_levels\": {\"min\": 1, \"max\": 3}")) == "accepted");
  CHECK(verdict(genome("\"order_levels\": {\"min\": 1.5, \"max\": 3}")).find("/genome/order_levels/min has a fraction") !=
        std::string::npos);
  CHECK(verdict(genome("\"order_levels\": {\"choices\": [1, 2.5], \"scale\": \"choice\"}"))
            .find("choices/1 = 2.5 (must be a whole number)") != std::string::npos);
  CHECK(verdict(genome("\"order_levels\": {\"choices\": [2, 2], \"scale\": \"choice\"}")).find("is there twice") != std::string::npos);
}

TEST_CASE("keys of another scale are unknown keys") {
  CHECK(verdict(genome("\"risk_factor\": {\"min\": 1, \"max\": 2, \"step\": 1}")).find("/genome/risk_factor/step is no known key") !=
        std::string::npos);
  CHECK(verdict(genome("\"risk_factor\": {\"scale\": \"choice\", \"choices\": [1, 2], \"min\": 1}"))
            .find("/genome/risk_factor/min is no known key") != std::string::npos);
}

TEST_CASE("buffer lengths are at most 32 in all") {
  CHECK(verdict(genome("\"volatility_buffer_size\": {\"min\": 10, \"max\": 320, \"step\": 10}")) == "accepted");
  CHECK(verdict(genome("\"volatility_buffer_size\": {\"min\": 10, \"max\": 330, \"step\": 10}"))
            .find("gives 33 buffer lengths in all (at most 32") != std::string::npos);
  CHECK(verdict(genome("\"volatility_buffer_size\": {\"min\": 10, \"max\": 200, \"step\": 10}, \"trading_intensity_buffer_size\": "
                       "{\"min\": 10, \"max\": 200, \"step\": 10}"))
            .find("/genome/trading_intensity_buffer_size gives 40 buffer lengths in all") != std::string::npos);
}

TEST_CASE("genes that would have no effect are refused") {
  CHECK(
      verdict(genome("\"kappa\": {\"min\": 1, \"max\": 2}, \"kappa_multiplier\": {\"min\": 1, \"max\": 2}")).find("keep one of the two") !=
      std::string::npos);
  CHECK(verdict(genome("\"arrival_rate\": {\"min\": 1, \"max\": 2}")).find("/genome/arrival_rate would have no effect") !=
        std::string::npos);
}

TEST_CASE("level distances count only with two levels and more, and keep the default's value else") {
  const configs::Study study =
      configs::parse_study(genome("\"level_distances\": {\"min\": 10, \"max\": 50}, \"order_levels\": {\"min\": 1, \"max\": 3}"), "s.json");
  REQUIRE(study.genome.size() == 2);
  const auto space = configs::genome_space(study);
  const std::vector<double> low = {0.0, 0.5}, high = {1.0, 0.5};
  CHECK(space.decode(low) == std::vector<double>{1, 0});
  CHECK(space.decode(high) == std::vector<double>{3, 30});
  CHECK(configs::apply_genes(study, space.decode(high)).parameters.level_distances == 30);
  CHECK(configs::default_gene_values(study) == std::vector<double>{1, 0});
}

TEST_CASE("a condition names a numeric strategy key") {
  CHECK(verdict(genome("\"min_spread\": {\"min\": 0, \"max\": 1, \"active_if\": {\"key\": \"gamma\", \"at_least\": 1}}")) == "accepted");
  CHECK(verdict(genome("\"min_spread\": {\"min\": 0, \"max\": 1, \"active_if\": {\"key\": \"gama\", \"at_least\": 1}}"))
            .find("is no numeric strategy key") != std::string::npos);
}
