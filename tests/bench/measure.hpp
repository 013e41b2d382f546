#pragma once
// Times the genomes of one scenario on one thread.

#include <cstddef>
#include <vector>

#include "jobs/app/study_evaluator.hpp"

namespace asgen::bench {

struct RoundOptions {
  int rounds = 5;
  double budget_s = 3;  ///< no further round begins when the rounds took so long
  double first_s = 1e9;  ///< fewer genomes (128, 64, ..., at least 4) when a first look at more would take longer than this
};

/// What the rounds showed. Times are processor time of the measuring thread, which other load disturbs least.
struct Measurement {
  std::size_t genomes = 0, failed = 0;
  int rounds = 0;
  double median_round_s = 0, best_round_s = 0, worst_round_s = 0, wall_round_s = 0;  ///< the last: median wall time
  std::vector<double> genome_s;  ///< least time of each genome
  std::vector<double> fills;     ///< of each genome
  std::vector<double> orders;

  [[nodiscard]] double per_second() const { return static_cast<double>(genomes) / median_round_s; }
  /// (slowest - fastest) / median round.
  [[nodiscard]] double spread() const { return (worst_round_s - best_round_s) / median_round_s; }
};

/// Seconds of processor time that this thread has used.
double thread_seconds();

/// Evaluates all genomes on all segments in every round, after a first look that does not count (unless it used up the budget: then it is
/// the only round).
Measurement measure(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, const RoundOptions& options);

}  // namespace asgen::bench
