#pragma once
// A small run with every part filled.

#include <cmath>
#include <limits>

#include "results/run_file.hpp"

namespace asgen::test {

inline results::EvaluationRow example_evaluation(std::uint64_t serial, std::size_t segments, std::size_t metrics) {
  results::EvaluationRow row;
  row.serial = serial;
  row.generation = static_cast<std::int32_t>(serial / 2);
  row.genes = {0.1 * static_cast<double>(serial + 1), 3};
  if (serial > 1) row.parents = {serial - 1, serial - 2};
  row.origin = serial > 1 ? "sbx" : "latin_hypercube";
  row.fitness = static_cast<double>(serial);
  row.metrics.assign(segments * metrics, 0.5 + static_cast<double>(serial));
  row.mask.assign(segments, 1);
  if (serial == 3) {
    row.state = optimizer::EvaluationState::failed;
    row.reason = "no book – ever";  // beyond ASCII on purpose
    row.metrics.assign(segments * metrics, std::numeric_limits<double>::quiet_NaN());
    row.mask.assign(segments, 0);
  }
  if (serial == 4) row.cached_from = 2;
  return row;
}

inline results::Winner example_winner(const results::RunSnapshot& run) {
  results::Winner winner;
  winner.serial = 2;
  winner.values = {0.3, 3};
  winner.strategy = "{}";
  winner.metrics.assign(run.segments.size() * run.metrics.size(), 2.0);
  winner.default_metrics.assign(run.segments.size() * run.metrics.size(), 1.0);
  winner.train_fitness = 2;
  winner.default_train_fitness = 1;
  winner.held_back_fitness = 1.5;
  winner.default_held_back_fitness = std::numeric_limits<double>::quiet_NaN();
  winner.path_step_s = 60;
  winner.paths = {{0, {0, 60}, {0, 1.5}, {0, -0.25}}, {2, {7200, 7260, 7320}, {0, 0, 3}, {0, 0, 1}}};
  return winner;
}

inline results::RunSnapshot example_run() {
  results::RunSnapshot run;
  run.study = "{\"a\": 1}\n";
  run.provenance = {"0.1.0", "g++ 12", 0xfedcba9876543210ULL, {{"day0", 1}, {"day1", 0xffffffffffffffffULL}}};
  run.genes = {{"risk_factor", "log", 0.1, 10}, {"order_levels", "integer", 1, 3}};
  run.segments = {{"a", 0, 3600, results::SegmentRole::train},
                  {"b", 3600, 7200, results::SegmentRole::train},
                  {"c", 7200, 9000, results::SegmentRole::held_back}};
  run.metrics = results::metric_columns();
  for (std::uint64_t serial = 0; serial < 5; ++serial)
    run.evaluations.push_back(example_evaluation(serial, run.segments.size(), run.metrics.size()));
  run.generations = {{0, 1, 0.5, 0.5, 2, 0, 0, 0}, {1, 2, 2, 2, 1, 1, 0, 1}};
  run.winner = example_winner(run);
  run.validation = results::Validation{"pnl_close_at_book", 1, 2, 1, 1, std::numeric_limits<double>::quiet_NaN(), 1};
  run.execution = {
      1'700'000'000'000'000'000, 12.5, true, {{0, 0, 0.01, 1}, {0, 1, 0.02, 2}}, {{0, "host", 2, 0, 0}, {1, "host", 2, 1, 0.01}}};
  return run;
}

}  // namespace asgen::test
