// Theory for a study's synthetic market, and for its configuration where theory knows it.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "jobs/app/study_market.hpp"
#include "jobs/app/truth_parts.hpp"
#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/glft.hpp"

namespace asgen::app {
namespace {

constexpr double kBudgetDeviations = 6;  // balances that never bind
constexpr double kCoarseTick = 0.25;     // (k tick)^2 / 24 is theory's error in the fill rate
constexpr std::uint32_t kFewestDays = 100;

theory::GlftMarket believed_market(const strategy::Parameters& p, int max_inventory) {
  return {p.volatility, p.arrival_rate, p.kappa, p.risk_factor, max_inventory};
}

/// The session's rule as distances from the mid; nothing when theory has no formula for the strategy.
std::optional<theory::QuoteRule> rule_of(const strategy::Settings& s, int max_inventory, double horizon_s) {
  const strategy::Parameters& p = s.parameters;
  if (s.name == strategy::kConstantSpread) return theory::linear_rule(p.half_spread, 0);
  if (s.name == strategy::kLinearConstantSpread) return theory::linear_rule(p.half_spread, p.inventory_skew);
  if (!(p.kappa > 0) || !(p.volatility > 0)) return std::nullopt;
  const theory::GlftMarket market = believed_market(p, max_inventory);
  if (s.name == strategy::kGlftExact) return theory::exact_rule(std::make_shared<const theory::GlftExact>(market, horizon_s));
  const bool symmetric = s.name == strategy::kSymmetric;
  if (!symmetric && s.name != strategy::kAvellaneda) return std::nullopt;
  if (s.pricing == strategy::Pricing::avellaneda_stoikov) {
    const auto full = theory::AsSpread::full;
    return symmetric ? theory::as_symmetric_rule(market, full) : theory::as_inventory_rule(market, full);
  }
  if (s.pricing != strategy::Pricing::glft) return std::nullopt;
  return symmetric ? theory::linear_rule(theory::glft_asymptotic(market, 0).delta_bid, 0) : theory::glft_rule(market);
}

/// Why the study's simulation is not the step market of theory; nothing when it is.
std::optional<std::string> friction_in(const configs::Study& study, const data::SynthOptions& synth) {
  const simulate::SimulationOptions& o = study.simulation.options;
  const strategy::Parameters& p = study.strategy.parameters;
  const double clock_s = base::seconds(study.simulation.clock);
  if (o.market.fill != market::FillRule::shared) return "fill is not shared";
  if (o.market.queue != market::QueueModel::front && o.market.queue != market::QueueModel::risk_averse) {
    return "the queue model holds orders back";
  }
  if (o.market.entry_latency.count() != 0 || o.market.response_latency.count() != 0) return "there is latency";
  if (o.instrument.maker_fee != 0) return "there are fees";
  if (o.instrument.tick != synth.tick) return "the instrument's tick is not the market's";
  if (clock_s != synth.step_s) return "clock_s is not the market's step_s";
  if (synth.kappa * synth.tick > kCoarseTick) return "the tick is coarse against 1 / k";
  if (synth.hawkes_branching > 0) return "orders cluster (hawkes_branching)";
  if (synth.impact > 0) return "orders move the mid (impact)";
  if (synth.volume != data::SynthVolume::fixed || synth.volume_lots * synth.lot < p.order_amount) {
    return "prints may fill an order in parts";
  }
  if (!(study.strategy.mends == strategy::Mends{})) return "not every mend is on";
  if (study.strategy.inventory_target != strategy::InventoryTarget::initial) return "inventory_target is not initial";
  if (p.order_levels != 1 || p.order_amount_shape_factor != 0 || p.min_spread != 0 || study.strategy.add_transaction_costs) {
    return "orders are shaped (levels, eta, min_spread, costs)";
  }
  if (p.order_refresh_time > clock_s || p.filled_order_delay > clock_s || p.order_refresh_tolerance_pct > 0) {
    return "orders are not priced anew on every tick";
  }
  return std::nullopt;
}

std::vector<simulate::DayResult> simulate_segments(const configs::Study& study, const StudyMarket& market, int threads) {
  std::vector<simulate::DayResult> days(market.size());
  market.prepare_all(threads);
  base::parallel_for(days.size(), threads, [&](std::size_t i) {
    days[i] = simulate::simulate(market.segment(i), study.strategy, study.simulation.options);
    if (days[i].state == simulate::State::failed) {
      throw base::DataError(market.segments()[i].name, "cannot be simulated (" + days[i].reason + ")", "check the study");
    }
  });
  return days;
}

bool balances_bind(const configs::Study& study, const data::SynthOptions& synth, const theory::StepMoments& moments) {
  const double most = kBudgetDeviations * moments.inventory_deviation * study.strategy.parameters.order_amount;
  return study.simulation.options.initial.base < most || study.simulation.options.initial.quote < most * synth.start_price;
}

/// Days after all that the study names: a configuration that was tuned on its own days is better there than theory can know.
std::shared_ptr<const StudyMarket> fresh_market(configs::Study study) {
  configs::SynthDays& synth = *study.data.synth;
  const std::uint32_t count = std::max(synth.days, kFewestDays);
  synth.days += study.validation.unseen_days;
  study.validation.unseen_days = count;
  study.simulation.slices.from.reset();
  study.simulation.slices.to.reset();
  return make_market_of(study, load_unseen_days(study), results::SegmentRole::held_back);
}

void add_configuration(const configs::Study& study, int threads, Truth& truth) {
  const data::SynthOptions& synth = study.data.synth->options;
  const auto unknown = [&](const std::string& why) { truth.notes.push_back("theory does not know this configuration: " + why); };
  if (const auto friction = friction_in(study, synth)) return unknown(*friction);
  const auto made = fresh_market(study);
  const StudyMarket& market = *made;
  const simulate::Segment& first = market.segments().front();
  const double horizon_s = base::seconds(first.to - first.from), amount = study.strategy.parameters.order_amount;
  const double limit = study.strategy.parameters.max_inventory;
  const int max_inventory = limit > 0 ? static_cast<int>(std::ceil(std::min(limit, 500.0))) : kWidestInventory;
  const auto rule = rule_of(study.strategy, max_inventory, horizon_s);
  if (!rule) return unknown("its prices are estimates, or no formula of the mid, inventory and time left");
  if (!std::ranges::all_of(market.segments(), [&](const auto& s) { return s.to - s.from == first.to - first.from; })) {
    return unknown("its segments differ in length");
  }

  theory::StepMaker maker{.quotes = theory::on_grid(*rule, synth.tick), .max_inventory = max_inventory};
  const theory::StepMarket steps = step_market(synth, horizon_s);
  // Without a lean against inventory the certainty equivalent hangs on paths that a hundred sessions never show.
  const bool leans = study.strategy.name != strategy::kConstantSpread && study.strategy.name != strategy::kSymmetric;
  const bool averse = study.objective.aggregate.kind == optimizer::AggregateKind::certainty_equivalent && steps.jump_rate == 0 && leans;
  if (averse) maker.risk_factor = study.objective.aggregate.gamma * amount;
  const theory::StepMoments moments = theory::step_moments(steps, maker);
  if (balances_bind(study, synth, moments)) return unknown("the initial balances may run out");
  truth.notes.push_back(fmt::format("configuration on {} segments of days that no search of this study sees", market.size()));
  Truth compared;
  compare_days("this configuration, per order amount", moments, maker.risk_factor, simulate_segments(study, market, threads), amount,
      compared.rows);
  for (TruthRow& row : compared.rows) {
    // A hundred days hold too few jumps to tell a standard error of what the tail makes.
    if (steps.jump_rate > 0 && row.quantity == kDeviationOfPnl) row.simulated.value = std::nan("");
    truth.rows.push_back(row);
  }
}

void add_known_optima(const configs::Study& study, Truth& truth) {
  const data::SynthOptions& synth = study.data.synth->options;
  const double none = std::nan("");
  const theory::RiskNeutralOptimum best = theory::risk_neutral_optimum(synth.arrival_rate, synth.kappa, synth.impact);
  truth.rows.push_back({"this market", "risk-neutral half spread 1/k + eta", best.half_spread, {none, 0}});
  truth.rows.push_back({"this market", "its profit in a session", best.profit_per_second * synth.duration_s, {none, 0}});
  const optimizer::AggregateOptions& aggregate = study.objective.aggregate;
  if (aggregate.kind != optimizer::AggregateKind::certainty_equivalent) return;
  const theory::GlftMarket market{synth.sigma, synth.arrival_rate, synth.kappa, aggregate.gamma, kWidestInventory / 2};
  const theory::GlftExact exact(market, synth.duration_s);
  truth.rows.push_back({"this market", fmt::format("best certainty equivalent, gamma {}", aggregate.gamma),
      exact.certainty_equivalent(synth.duration_s), {none, 0}});
  truth.rows.push_back({"this market", "GLFT quotes at q = 0", theory::glft_asymptotic(market, 0).delta_bid, {none, 0}});
  truth.rows.push_back({"this market", "GLFT skew per order amount", theory::glft_skew(market), {none, 0}});
}

}  // namespace

Truth truth_of_study(const configs::Study& study, int threads) {
  if (!study.data.synth) {
    throw base::ConfigurationError(study.path + ": /data", "is no synthetic market (theory knows no recorded one)",
                                   "give a study with a section data/synth, or no study for the built-in suite");
  }
  Truth truth;
  const configs::SynthDays& synth = *study.data.synth;
  add_known_optima(study, truth);
  std::vector<data::Day> days;
  for (std::uint32_t i = 0; i < synth.days; ++i) days.push_back(data::make_synthetic_day(synth.options, synth.seed, i));
  add_estimates("this market", synth.options, days, truth.rows);
  add_configuration(study, threads, truth);
  truth.notes.push_back(fmt::format("market estimated from {} synthetic days, seed {}", synth.days, synth.seed));
  return truth;
}

}  // namespace asgen::app
