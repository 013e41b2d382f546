#include <fmt/format.h>

#include <memory>

#include "jobs/app/truth_parts.hpp"
#include "sim/theory/glft.hpp"

namespace asgen::app {
namespace {

/// Risk aversion that a few hundred days can still weigh. Without a skew a jump may meet any inventory, and utility has no mean.
double averse_to_jumps(double skew) { return skew > 0 ? 0.01 : 0; }

theory::GlftMarket glft_market(const data::SynthOptions& synth, double risk_factor, int max_inventory) {
  return {synth.sigma, synth.arrival_rate, synth.kappa, risk_factor, max_inventory};
}

void add_sample(const std::string& market, const theory::StepMoments& exact, const theory::StepSample& sample, double risk_factor,
    std::vector<TruthRow>& rows) {
  rows.push_back({market, "mean P&L", exact.mean, sample.mean});
  rows.push_back({market, kDeviationOfPnl, exact.standard_deviation, sample.standard_deviation});
  if (risk_factor > 0) rows.push_back({market, kCertaintyEquivalent, exact.certainty_equivalent, sample.certainty_equivalent});
  rows.push_back({market, "sd final inventory", exact.inventory_deviation, sample.inventory_deviation});
  rows.push_back({market, "mean |inventory|", exact.mean_abs_inventory, sample.mean_abs_inventory});
}

/// A rule, as the product runs it and as theory knows it.
struct Contestant {
  std::string name;
  strategy::Settings settings;
  theory::StepMaker maker;
};

/// Rules through the product, against their moments on the price grid.
void add_session(const TruthSession& session, const std::vector<Contestant>& contestants, int threads, Truth& truth) {
  std::vector<strategy::Settings> makers;
  for (const Contestant& c : contestants) makers.push_back(c.settings);
  const auto days = play(session, makers, threads);
  for (std::size_t i = 0; i < contestants.size(); ++i) {
    theory::StepMaker on_grid = contestants[i].maker;
    on_grid.quotes = theory::on_grid(on_grid.quotes, session.synth.tick);
    const theory::StepMoments moments = theory::step_moments(step_market(session.synth, session.synth.duration_s), on_grid);
    compare_days(contestants[i].name, moments, on_grid.risk_factor, days[i], 1, truth.rows);
  }
}

strategy::Settings with_known_market(const std::string& name, strategy::Pricing pricing, const theory::GlftMarket& market) {
  strategy::Settings settings = reference_maker(name);
  settings.pricing = pricing;
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = market.risk_factor;
  p.kappa = market.decay;
  p.volatility = market.volatility;
  p.arrival_rate = market.arrival_rate;
  if (name == strategy::kGlftExact) p.max_inventory = market.max_inventory;
  return settings;
}

strategy::Settings with_distances(const std::string& name, double half_spread, double skew) {
  strategy::Settings settings = reference_maker(name);
  settings.parameters.half_spread = half_spread;
  settings.parameters.inventory_skew = skew;
  return settings;
}

}  // namespace

void add_step_rule(const TruthScale& scale, Truth& truth) {
  theory::StepMarket market{.volatility = 2, .arrival_rate = 140, .decay = 1.5, .step_s = 0.005, .steps = 200};
  const theory::StepPaths paths{.paths = scale.paths, .seed = scale.seed};
  const auto add = [&](const std::string& name, const theory::QuoteRule& rule, double risk_factor) {
    const theory::StepMaker maker{.quotes = rule, .risk_factor = risk_factor};
    const theory::StepMoments exact = theory::step_moments(market, maker);
    const theory::StepSample sample = theory::simulate_steps(market, maker, paths);
    add_sample(name, exact, sample, risk_factor, truth.rows);
    if (market.jump_rate == 0) truth.rows.push_back({name, "average spread", exact.average_spread, {sample.average_spread.value, 0}});
  };
  for (const double gamma : {0.01, 0.1}) {
    const theory::GlftMarket m{market.volatility, market.arrival_rate, market.decay, gamma, kWidestInventory};
    add(fmt::format("AS 2008, gamma {}, inventory", gamma), theory::as_inventory_rule(m, theory::AsSpread::full), 0);
    add(fmt::format("AS 2008, gamma {}, symmetric", gamma), theory::as_average_rule(m, 1, static_cast<int>(market.steps)), 0);
  }
  market.jump_rate = 0.3;
  market.jump_deviation = 6;
  for (const double skew : {0.0, 0.0485, 0.2}) {
    add(fmt::format("jumps 0.3 x 6, h 0.67, beta {}", skew), theory::linear_rule(0.67, skew), averse_to_jumps(skew));
  }
}

void add_quoting_rules(const TruthScale& scale, int threads, Truth& truth) {
  using enum strategy::Pricing;
  const TruthSession session = reference_session(scale);
  const double gamma = 0.1;
  const theory::GlftMarket market = glft_market(session.synth, gamma, kWidestInventory), capped = glft_market(session.synth, gamma, 30);
  const auto exact = std::make_shared<const theory::GlftExact>(capped, session.synth.duration_s);
  add_session(session,
              {{"constant_spread 0.665", with_distances(strategy::kConstantSpread, 0.665, 0), {.quotes = theory::linear_rule(0.665, 0)}},
               {"linear_constant_spread 0.665, skew 0.05", with_distances(strategy::kLinearConstantSpread, 0.665, 0.05),
                {.quotes = theory::linear_rule(0.665, 0.05), .risk_factor = gamma}},
               {"symmetric, gamma 0.1", with_known_market(strategy::kSymmetric, avellaneda_stoikov, market),
                {.quotes = theory::as_symmetric_rule(market, theory::AsSpread::full)}},
               {"avellaneda_stoikov, gamma 0.1", with_known_market(strategy::kAvellaneda, avellaneda_stoikov, market),
                {.quotes = theory::as_inventory_rule(market, theory::AsSpread::full), .risk_factor = gamma}},
               {"glft, gamma 0.1", with_known_market(strategy::kAvellaneda, glft, market),
                   {.quotes = theory::glft_rule(market), .risk_factor = gamma}},
               {"glft_exact, gamma 0.1", with_known_market(strategy::kGlftExact, glft, capped),
                {.quotes = theory::exact_rule(exact), .max_inventory = 30, .risk_factor = gamma}}},
              threads, truth);
  TruthSession jumping = session;
  jumping.synth.start_price = 200;  // no path of jumps reaches zero
  jumping.synth.jumps_per_day = 0.3;
  jumping.synth.jump_sd = 6;
  std::vector<Contestant> linear;
  for (const double skew : {0.0, 0.05}) {
    linear.push_back({fmt::format("jumps 0.3 x 6, spread 0.665, skew {}", skew),
        with_distances(strategy::kLinearConstantSpread, 0.665, skew),
                      {.quotes = theory::linear_rule(0.665, skew), .risk_factor = averse_to_jumps(skew)}});
  }
  add_session(jumping, linear, threads, truth);
}

Truth truth_suite(const TruthScale& scale, int threads) {
  Truth truth;
  add_step_rule(scale, truth);
  add_quoting_rules(scale, threads, truth);
  add_impact(scale, threads, truth);
  add_identity(scale, threads, truth);
  add_order_flow(scale, truth);
  truth.notes.push_back(fmt::format("{} paths of the step rule, {} synthetic days through day, tape and simulation; seed {}", scale.paths,
      scale.days, scale.seed));
  return truth;
}

}  // namespace asgen::app
