#include "jobs/app/study_genome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/base/error.hpp"
#include "sim/strategy/parameters.hpp"

namespace asgen::app {
namespace {

constexpr std::int64_t kLongestStride = 3600;  // ticks between decisions; rarer ones cost little anyway
constexpr std::size_t kMostStrides = 16;       // each keeps 34 bytes a tick, and nine more for each buffer length
constexpr std::size_t kMostLengths = 32;  // DESIGN section 3: columns are shared, so they must stay few

const optimizer::Gene* find_gene(const configs::Study& study, std::string_view key) {
  const auto gene = std::ranges::find(study.genome, key, &optimizer::Gene::name);
  return gene == study.genome.end() ? nullptr : &*gene;
}

// Every value that a parameter can take in this study; an estimate that some genome needs counts.
std::set<int> lengths(const configs::Study& study, std::string_view key, double fixed) {
  std::set<int> values{static_cast<int>(fixed)};
  if (const optimizer::Gene* gene = find_gene(study, key)) {
    if (gene->scale == optimizer::Scale::choice) {
      for (const double choice : gene->choices) values.insert(static_cast<int>(choice));
    } else {
      for (double value = gene->min; value <= gene->max; value += gene->step) values.insert(static_cast<int>(value));
    }
  }
  return values;
}

double smallest(const configs::Study& study, std::string_view key, double fixed) {
  const optimizer::Gene* gene = find_gene(study, key);
  if (gene == nullptr) return fixed;
  return gene->scale == optimizer::Scale::choice ? *std::ranges::min_element(gene->choices) : std::min(gene->min, gene->canonical);
}

/// Numbers of ticks between decisions that genomes may ask for.
std::vector<int> strides(const configs::Study& study) {
  const double clock_s = base::seconds(study.simulation.clock);
  std::set<int> found;
  const auto add = [&](double refresh_s) {
    const base::Nanos refresh = base::nanos_from_seconds(refresh_s), clock = study.simulation.clock;
    const std::int64_t ticks = (refresh.count() + clock.count() - 1) / clock.count();
    if (ticks <= kLongestStride) found.insert(static_cast<int>(std::max<std::int64_t>(ticks, 1)));
  };
  add(study.strategy.parameters.order_refresh_time);
  if (const optimizer::Gene* gene = find_gene(study, "order_refresh_time"); gene != nullptr) {
    for (const double choice : gene->choices) add(choice);
    const bool few = (gene->max - gene->min) / clock_s <= kMostStrides;
    for (double refresh = gene->min; gene->choices.empty() && few && refresh < gene->max + clock_s; refresh += clock_s) add(refresh);
  }
  return found.size() > kMostStrides ? std::vector<int>{} : std::vector<int>(found.begin(), found.end());
}

/// Whether a search reads figures that count every order, also those that nothing came of.
bool counts_orders(const configs::Study& study) {
  const auto counts = [](std::size_t metric) {
    const account::Metric known[] = {account::Metric::orders, account::Metric::fill_rate_quantity, account::Metric::fill_rate_orders};
    return std::ranges::any_of(known, [&](account::Metric one) { return static_cast<std::size_t>(one) == metric; });
  };
  return counts(static_cast<std::size_t>(study.objective.metric)) ||
         std::ranges::any_of(study.objective.feasibility, [&](const auto& rule) { return counts(static_cast<std::size_t>(rule.metric)); });
}

/// What lets simulations leave foreseeable decisions out.
std::optional<tape::GateOptions> gates(const configs::Study& study) {
  const simulate::SimulationOptions& simulation = study.simulation.options;
  const bool plain = simulation.market.entry_latency < study.simulation.clock && simulation.market.fill == market::FillRule::shared;
  if (!plain || counts_orders(study)) return std::nullopt;
  return tape::GateOptions{simulation.market.entry_latency, simulation.instrument.tick, strides(study), study.strategy.mends == strategy::kNoMends};
}

}  // namespace

optimizer::AlgorithmOptions algorithm_options(const configs::Study& study) {
  optimizer::AlgorithmOptions options = study.optimizer;
  options.default_values = configs::default_gene_values(study);
  return options;
}

simulate::PrepareOptions indicator_needs(const configs::Study& study) {
  const strategy::Parameters& fixed = study.strategy.parameters;
  simulate::PrepareOptions options;
  options.precision = study.strategy.mends.double_precision ? tape::Precision::float64 : tape::Precision::float32;
  options.tick = study.strategy.mends.round_asks_up ? 0 : study.simulation.options.instrument.tick;
  options.gates = gates(study);
  const std::set<int> volatility = lengths(study, "volatility_buffer_size", fixed.volatility_buffer_size);
  const std::set<int> intensity = lengths(study, "trading_intensity_buffer_size", fixed.trading_intensity_buffer_size);
  if (volatility.size() + intensity.size() > kMostLengths) {
    throw base::ConfigurationError(study.path + ": /genome", fmt::format("asks for {} buffer lengths (at most {} a run)", volatility.size() + intensity.size(), kMostLengths),
                                   "give volatility_buffer_size and trading_intensity_buffer_size the scale choice, or a larger step");
  }
  // A genome with a fixed volatility or kappa needs no estimate; the smallest value tells whether all genomes have one.
  if (smallest(study, "volatility", fixed.volatility) <= 0) options.volatility_lengths.assign(volatility.begin(), volatility.end());
  if (smallest(study, "kappa", fixed.kappa) <= 0) options.intensity_lengths.assign(intensity.begin(), intensity.end());
  return options;
}

}  // namespace asgen::app
