#include "jobs/app/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "optimizer/bootstrap.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/simulate/simulate.hpp"
#include "sim/theory/glft.hpp"

namespace asgen::app {
namespace {

constexpr int kInventoryLimit = 30;  // as in the reference values of the closed form; never reached in practice
constexpr std::size_t kResamples = 4999;

void require_theory(const configs::Study& study) {
  if (!study.data.synth) {
    throw base::ConfigurationError(study.path + ": /data", "is no synthetic market (only there the optimum is known)",
                                   "give a study with a section data/synth, such as configs/quickstart.json");
  }
  if (study.objective.aggregate.kind != optimizer::AggregateKind::certainty_equivalent) {
    throw base::ConfigurationError(study.path + ": /objective/aggregate", "has no risk aversion (the optimum depends on one)",
                                   "use the aggregate certainty_equivalent with a gamma");
  }
}

theory::GlftMarket true_market(const configs::Study& study) {
  const data::SynthOptions& synth = study.data.synth->options;
  return {.volatility = synth.sigma, .arrival_rate = synth.arrival_rate, .decay = synth.kappa, .risk_factor = study.objective.aggregate.gamma, .max_inventory = kInventoryLimit};
}

// The exact quotes know the truth; order management is the study's own, so that only the prices differ.
strategy::Settings exact_strategy(const configs::Study& study) {
  const theory::GlftMarket market = true_market(study);
  strategy::Settings settings = study.strategy;
  settings.name = strategy::kGlftExact;
  settings.pricing = strategy::Pricing::glft;
  settings.inventory_target = strategy::InventoryTarget::initial;
  settings.parameters.risk_factor = market.risk_factor;
  settings.parameters.kappa = market.decay;
  settings.parameters.arrival_rate = market.arrival_rate;
  settings.parameters.volatility = market.volatility;
  settings.parameters.max_inventory = kInventoryLimit;
  settings.parameters.min_spread = 0;
  settings.parameters.order_amount_shape_factor = 0;
  settings.parameters.order_levels = 1;
  return settings;
}

std::vector<double> daily(const configs::Study& study, const StudyMarket& market, const strategy::Settings& settings, int threads) {
  std::vector<double> values(market.size());
  base::parallel_for(values.size(), threads, [&](std::size_t i) {
    const simulate::DayResult day = simulate::simulate(market.segment(i), settings, study.simulation.options);
    if (day.state == simulate::State::failed) throw base::DataError(market.segments()[i].name, "cannot be simulated (" + day.reason + ")", "check the study");
    values[i] = day.metrics[study.objective.metric];
  });
  return values;
}

Contender contend(const configs::Study& study, const std::string& name, const std::vector<double>& days, const std::vector<double>& optimum) {
  const optimizer::AggregateOptions& aggregate = study.objective.aggregate;
  const optimizer::BootstrapResult ratio =
      optimizer::paired_bootstrap(days, optimum, optimizer::ratio_of(aggregate), {.resamples = kResamples, .seed = study.seed});
  return {.name = name,
          .certainty_equivalent = optimizer::certainty_equivalent(days, aggregate.gamma),
          .mean = optimizer::mean(days),
          .deviation = optimizer::standard_deviation(days),
          .percent = 100 * ratio.estimate,
          .standard_error = 100 * ratio.standard_error,
          .lower = 100 * ratio.lower,
          .upper = 100 * ratio.upper};
}

}  // namespace

std::size_t Comparison::impossible() const {
  return static_cast<std::size_t>(std::ranges::count_if(archive, [](const Contender& c) { return c.percent > 100 + 3 * c.standard_error; }));
}

Comparison compare_with_theory(const configs::Study& study, const StudyMarket& market, const ComparisonInput& input, int threads) {
  require_theory(study);
  const double horizon_s = base::seconds(market.segments().front().to - market.segments().front().from);
  const std::vector<double> optimum = daily(study, market, exact_strategy(study), threads);
  Comparison comparison{.days = optimum.size(),
                        .risk_aversion = study.objective.aggregate.gamma,
                        .closed_form = theory::GlftExact(true_market(study), horizon_s).certainty_equivalent(horizon_s),
                        .optimum = contend(study, "exact GLFT quotes", optimum, optimum),
                        .winner = contend(study, "winner", daily(study, market, input.winner, threads), optimum),
                        .reference = contend(study, "default", daily(study, market, study.strategy, threads), optimum),
                        .archive = {}};
  for (std::size_t i = 0; i < input.archive.size(); ++i) {
    comparison.archive.push_back(contend(study, fmt::format("archive {}", i + 1), daily(study, market, input.archive[i], threads), optimum));
  }
  return comparison;
}

}  // namespace asgen::app
