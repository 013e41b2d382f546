#include "tests/bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>

#include "sim/account/metrics.hpp"
#include "tests/bench/statistics.hpp"

namespace asgen::bench {
namespace {

using account::Metric;

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// One genome on all segments; adds up what it did.
class Genome {
 public:
  Genome(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<double>& genes) {
    for (std::uint32_t segment = 0; segment < segments; ++segment) {
      const cluster::UnitResult result = evaluator.evaluate({.segment = segment, .genes = genes});
      ok_ = ok_ && result.ok;
      if (!result.ok) continue;
      fills_ += result.metrics[static_cast<std::size_t>(Metric::fills)];
      orders_ += result.metrics[static_cast<std::size_t>(Metric::orders)];
    }
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] double fills() const { return fills_; }
  [[nodiscard]] double orders() const { return orders_; }

 private:
  bool ok_ = true;
  double fills_ = 0, orders_ = 0;
};

struct Times {
  double processor = 0, wall = 0;
};

Times time_round(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, Measurement& into) {
  const Times begin{thread_seconds(), wall_seconds()};
  double before = begin.processor;
  for (std::size_t i = 0; i < genomes.size(); ++i) {
    const Genome genome(evaluator, segments, genomes[i]);
    const double now = thread_seconds();
    into.genome_s[i] = std::min(into.genome_s[i], now - before);
    before = now;
  }
  return {before - begin.processor, wall_seconds() - begin.wall};
}

Measurement look(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes) {
  Measurement seen;
  seen.genomes = genomes.size();
  seen.genome_s.assign(genomes.size(), std::numeric_limits<double>::infinity());
  for (const std::vector<double>& genes : genomes) {
    const Genome genome(evaluator, segments, genes);
    seen.failed += genome.ok() ? 0 : 1;
    seen.fills.push_back(genome.fills());
    seen.orders.push_back(genome.orders());
  }
  return seen;
}

}  // namespace

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Measurement measure(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, const RoundOptions& options) {
  Measurement result = look(evaluator, segments, genomes);
  std::vector<double> processor, wall;
  double spent = 0;
  while (result.rounds < options.rounds && (result.rounds == 0 || spent < options.budget_s)) {
    const Times times = time_round(evaluator, segments, genomes, result);
    processor.push_back(times.processor);
    wall.push_back(times.wall);
    spent += times.processor;
    ++result.rounds;
  }
  result.median_round_s = median(processor);
  result.best_round_s = *std::ranges::min_element(processor);
  result.worst_round_s = *std::ranges::max_element(processor);
  result.wall_round_s = median(wall);
  return result;
}

}  // namespace asgen::bench
