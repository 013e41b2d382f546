#include <doctest/doctest.h>

#include <cmath>

#include "results/comparison.hpp"
#include "sim/base/error.hpp"
#include "tests/results/example_run.hpp"

using namespace asgen;

namespace {

/// Two training and three held-back segments, one metric.
results::RunSnapshot run_of(std::vector<double> winner, std::vector<double> fallback) {
  results::RunSnapshot run;
  for (int i = 0; i < 5; ++i)
    run.segments.push_back({"s" + std::to_string(i), i, i + 1, i < 2 ? results::SegmentRole::train : results::SegmentRole::held_back});
  run.metrics = {{"pnl", "quote"}};
  run.winner.emplace();
  run.winner->metrics = std::move(winner);
  run.winner->default_metrics = std::move(fallback);
  return run;
}

}  // namespace

TEST_CASE("winner and default are averaged per group, undefined values left out") {
  const auto run = run_of({1, 3, 5, std::nan(""), 7}, {0, 0, 1, 1, std::nan("")});
  const auto train = results::compare(run, results::SegmentRole::train);
  CHECK(train[0].winner == 2);
  CHECK(train[0].default_configuration == 0);
  const auto held_back = results::compare(run, results::SegmentRole::held_back);
  CHECK(held_back[0].winner == 6);
  CHECK(held_back[0].default_configuration == 1);
}

TEST_CASE("the verdict is the paired difference on held-back segments with its standard error") {
  const auto verdict = results::validate(run_of({9, 9, 3, 5, 1}, {0, 0, 1, 2, 2}), "pnl", results::Better::larger);
  CHECK(verdict.segments == 3);
  CHECK(verdict.winner_mean == 3);
  CHECK(verdict.default_mean == doctest::Approx(5.0 / 3));
  CHECK(verdict.mean_difference == doctest::Approx(4.0 / 3));
  CHECK(verdict.standard_error == doctest::Approx(std::sqrt(13.0 / 3 / 3)));  // differences 2, 3, -1
  CHECK(verdict.segments_won == 2);
  CHECK(results::validate(run_of({9, 9, 3, 5, 1}, {0, 0, 1, 2, 2}), "pnl", results::Better::smaller).segments_won == 1);
}

TEST_CASE("an unknown metric is refused") {
  CHECK_THROWS_AS(results::compare_segments(run_of({1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}), "sharp"), base::ConfigurationError);
}
