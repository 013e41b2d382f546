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

/// Evaluates genomes [from, to), notes their times, and with `seen` also what they did.
enum class Note { times, all };
Times time_genomes(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, std::size_t from, Note note,
                   Measurement& into) {
  const Times begin{thread_seconds(), wall_seconds()};
  double before = begin.processor;
  for (std::size_t i = from; i < into.genomes; ++i) {
    const Genome genome(evaluator, segments, genomes[i]);
    const double now = thread_seconds();
    into.genome_s[i] = std::min(into.genome_s[i], now - before);
    before = now;
    if (note == Note::times) continue;
    into.failed += genome.ok() ? 0 : 1;
    into.fills.push_back(genome.fills());
    into.orders.push_back(genome.orders());
  }
  return {before - begin.processor, wall_seconds() - begin.wall};
}

/// Looks at 4 genomes, 8, 16, ... until all were seen or the next doubling would take too long; the first points of a Sobol sequence are
/// as evenly spread as all of them.
Times look(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, double most_s, Measurement& seen) {
  Times total;
  std::size_t from = 0;
  seen.genomes = std::min<std::size_t>(4, genomes.size());
  for (;;) {
    seen.genome_s.resize(seen.genomes, std::numeric_limits<double>::infinity());
    const Times times = time_genomes(evaluator, segments, genomes, from, Note::all, seen);
    total.processor += times.processor;
    total.wall += times.wall;
    if (seen.genomes == genomes.size() || 2 * total.processor > most_s) return total;
    from = seen.genomes;
    seen.genomes = std::min(2 * seen.genomes, genomes.size());
  }
}

}  // namespace

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Measurement measure(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, const RoundOptions& options) {
  Measurement result;
  const Times first = look(evaluator, segments, genomes, options.first_s, result);
  std::vector<double> processor, wall;
  double spent = 0;
  if (first.processor > options.budget_s) {
    processor.push_back(first.processor);
    wall.push_back(first.wall);
  }
  while (first.processor <= options.budget_s && processor.size() < static_cast<std::size_t>(options.rounds) && spent <= options.budget_s) {
    const Times times = time_genomes(evaluator, segments, genomes, 0, Note::times, result);
    processor.push_back(times.processor);
    wall.push_back(times.wall);
    spent += times.processor;
  }
  result.rounds = static_cast<int>(processor.size());
  result.median_round_s = median(processor);
  result.best_round_s = *std::ranges::min_element(processor);
  result.worst_round_s = *std::ranges::max_element(processor);
  result.wall_round_s = median(wall);
  return result;
}

}  // namespace asgen::bench
