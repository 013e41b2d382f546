#include "tests/bench/speed_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <numeric>

#include "tests/bench/statistics.hpp"

namespace asgen::bench {
namespace {

/// Times at which the maker may send orders, in one genome's simulations of all segments.
double decisions_of(const Scenario& scenario, const app::StudyMarket& market) {
  double decisions = 0;
  for (const simulate::Segment& segment : market.segments()) {
    decisions += base::seconds(segment.to - segment.from) / base::seconds(scenario.refresh);
  }
  return decisions;
}

/// What one decision and one fill cost: time of a genome = a decisions + b fills, fitted over the genomes.
struct Costs {
  double decision_ns = 0, fill_ns = 0;
};

constexpr std::size_t kFewest = 128;  // genomes that a line is drawn through: those of one pass share their time equally

Costs costs_of(const Measurement& measured, double decisions) {
  if (measured.genomes < kFewest) return {std::nan(""), std::nan("")};
  const Line line = fit_line(measured.fills, measured.genome_s);
  if (line.slope < 0) return {std::nan(""), std::nan("")};  // time does not follow fills
  return {line.intercept / decisions * 1e9, line.slope * 1e9};
}

}  // namespace

void print_header() {
  fmt::print("{:<44} {:>9} {:>6} {:>9} {:>9} {:>8} {:>8} {:>9} {:>7}\n", "scenario (processor time of one thread)", "days/s", "+-%", "us/day", "wall days", "ns/dec.",
             "ns/fill", "fills/day", "genomes");
}

void report(const Scenario& scenario, const app::StudyMarket& market, const Measurement& measured, Figures& figures) {
  const std::string name = name_of(scenario);
  const Costs costs = costs_of(measured, decisions_of(scenario, market));
  const double fills = median(measured.fills);
  figures.add("genome_days_per_s." + name, measured.per_second());
  figures.add("genome_days_per_s_best." + name, static_cast<double>(measured.genomes) / measured.best_round_s);
  figures.add("genome_days_per_s_wall." + name, static_cast<double>(measured.genomes) / measured.wall_round_s);
  figures.add("spread." + name, measured.spread());
  figures.add("ns_per_decision." + name, costs.decision_ns);
  figures.add("ns_per_fill." + name, costs.fill_ns);
  figures.add("fills_median." + name, fills);
  figures.add("fills_mean." + name, std::accumulate(measured.fills.begin(), measured.fills.end(), 0.0) / static_cast<double>(measured.genomes));
  figures.add("orders_median." + name, median(measured.orders));
  figures.add("genomes." + name, static_cast<double>(measured.genomes));
  figures.add("genomes_failed." + name, static_cast<double>(measured.failed));
  fmt::print("{:<44} {:>9.1f} {:>6.1f} {:>9.1f} {:>9.1f} {:>8.2f} {:>8.1f} {:>9.0f} {:>7}\n", name, measured.per_second(), measured.spread() * 50,
             measured.median_round_s / static_cast<double>(measured.genomes) * 1e6, static_cast<double>(measured.genomes) / measured.wall_round_s, costs.decision_ns,
             costs.fill_ns, fills, measured.genomes);
  std::fflush(stdout);
}

}  // namespace asgen::bench
