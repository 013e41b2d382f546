#include "tests/bench/measure.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <numeric>

#include "sim/account/metrics.hpp"
#include "tests/bench/statistics.hpp"

namespace asgen::bench {
namespace {

using account::Metric;

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Times {
  double processor = 0, wall = 0;
};

/// Genomes on all segments, side by side; adds up what each did.
class Pass {
 public:
  struct Deeds {
    bool ok = true;
    double fills = 0, orders = 0;
  };

  Pass(const cluster::Evaluator& evaluator, std::size_t segments, std::vector<cluster::WorkUnit> units) : deeds_(units.size()) {
    const Times begin{thread_seconds(), wall_seconds()};
    for (std::uint32_t segment = 0; segment < segments; ++segment) {
      for (cluster::WorkUnit& unit : units) unit.segment = segment;
      add(evaluator.evaluate_together(units));
    }
    times_ = {thread_seconds() - begin.processor, wall_seconds() - begin.wall};
  }
  [[nodiscard]] const std::vector<Deeds>& deeds() const { return deeds_; }
  [[nodiscard]] const Times& times() const { return times_; }

 private:
  void add(const std::vector<cluster::UnitResult>& results) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      deeds_[i].ok = deeds_[i].ok && results[i].ok;
      if (!results[i].ok) continue;
      deeds_[i].fills += results[i].metrics[static_cast<std::size_t>(Metric::fills)];
      deeds_[i].orders += results[i].metrics[static_cast<std::size_t>(Metric::orders)];
    }
  }

  std::vector<Deeds> deeds_;
  Times times_;
};

/// What is measured with what.
struct Subject {
  const cluster::Evaluator& evaluator;
  std::size_t segments;
  const std::vector<std::vector<double>>& genomes;
};

/// Evaluates some genomes (their numbers) as a worker does, and notes their times; a pass's time is shared equally.
template <class Note>
Times time_genomes(const Subject& subject, std::span<const std::size_t> order, std::size_t at_once, std::vector<double>& genome_s, const Note& note) {
  Times total;
  for (std::size_t from = 0; from < order.size(); from += at_once) {
    const auto some = order.subspan(from, std::min(at_once, order.size() - from));
    std::vector<cluster::WorkUnit> units;
    for (const std::size_t i : some) units.push_back({.genes = subject.genomes[i]});
    const Pass pass(subject.evaluator, subject.segments, std::move(units));
    for (std::size_t i = 0; i < some.size(); ++i) {
      genome_s[some[i]] = std::min(genome_s[some[i]], pass.times().processor / static_cast<double>(some.size()));
      note(pass.deeds()[i]);
    }
    total.processor += pass.times().processor;
    total.wall += pass.times().wall;
  }
  return total;
}

std::vector<std::size_t> numbers(std::size_t from, std::size_t to) {
  std::vector<std::size_t> result(to - from);
  std::iota(result.begin(), result.end(), from);
  return result;
}

/// Looks at 4 genomes, 8, 16, ... until all were seen or the next doubling would take too long; the first points of a Sobol sequence are
/// as evenly spread as all of them.
Times look(const Subject& subject, double most_s, Measurement& seen) {
  Times total;
  std::size_t from = 0;
  seen.genomes = std::min<std::size_t>(4, subject.genomes.size());
  for (;;) {
    seen.genome_s.resize(seen.genomes, std::numeric_limits<double>::infinity());
    const Times times = time_genomes(subject, numbers(from, seen.genomes), subject.evaluator.at_once(), seen.genome_s, [&seen](const Pass::Deeds& genome) {
      seen.failed += genome.ok ? 0 : 1;
      seen.fills.push_back(genome.fills);
      seen.orders.push_back(genome.orders);
    });
    total.processor += times.processor;
    total.wall += times.wall;
    if (seen.genomes == subject.genomes.size() || 2 * total.processor > most_s) return total;
    from = seen.genomes;
    seen.genomes = std::min(2 * seen.genomes, subject.genomes.size());
  }
}

/// Genomes with the most fills first: genomes that are evaluated together then have about as many, so that times tell what a fill costs.
std::vector<std::size_t> by_fills(const Measurement& seen) {
  std::vector<std::size_t> order = numbers(0, seen.genomes);
  std::ranges::stable_sort(order, std::ranges::greater{}, [&seen](std::size_t i) { return seen.fills[i]; });
  return order;
}

}  // namespace

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Measurement measure(const cluster::Evaluator& evaluator, std::size_t segments, const std::vector<std::vector<double>>& genomes, const RoundOptions& options) {
  Measurement result;
  const Subject subject{evaluator, segments, genomes};
  const Times first = look(subject, options.first_s, result);
  const std::vector<std::size_t> order = by_fills(result);
  std::vector<double> processor, wall;
  double spent = 0;
  if (first.processor > options.budget_s) {
    processor.push_back(first.processor);
    wall.push_back(first.wall);
  }
  if (processor.empty()) std::ranges::fill(result.genome_s, std::numeric_limits<double>::infinity());
  while (first.processor <= options.budget_s && processor.size() < static_cast<std::size_t>(options.rounds) && spent <= options.budget_s) {
    const Times times = time_genomes(subject, order, evaluator.at_once(), result.genome_s, [](const Pass::Deeds&) {});
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
