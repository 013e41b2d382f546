// Units of work of a study.
#include "jobs/app/study_evaluator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <memory>

using namespace asgen;

namespace {

std::shared_ptr<const app::StudyEvaluator> study_evaluator() {
  auto study = std::make_shared<configs::Study>(configs::read_study(ASGEN_SOURCE_DIR "/tests/invariance/study.json"));
  auto market = app::make_market(*study, app::load_days(*study, ""));
  return std::make_shared<const app::StudyEvaluator>(std::move(study), std::move(market));
}

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

}  // namespace

TEST_CASE("units that are evaluated together have the metric rows that each has alone") {
  const auto evaluator = study_evaluator();
  const auto study = configs::read_study(ASGEN_SOURCE_DIR "/tests/invariance/study.json");
  std::vector<double> genes = configs::default_gene_values(study);
  std::vector<cluster::WorkUnit> units;
  for (std::uint64_t serial = 0; serial < 5; ++serial) {
    units.push_back({.serial = serial, .segment = 1, .genes = genes});
    genes[0] *= 1.2;
  }
  const auto together = evaluator->evaluate_together(units);
  REQUIRE(together.size() == units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const cluster::UnitResult alone = evaluator->evaluate(units[i]);
    CHECK(together[i].ok);
    CHECK(std::ranges::equal(together[i].metrics, alone.metrics, same_bits));
  }
  CHECK_FALSE(std::ranges::equal(together.front().metrics, together.back().metrics, same_bits));
}
