#include "jobs/app/truth_days.hpp"

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"

namespace asgen::app {
namespace {

using account::Metric;

simulate::SegmentMarket whole_day(const data::Day& day, double clock_s) {
  const std::vector<tape::Tape> tapes{tape::Tape::compile(day, {.clock = base::nanos_from_seconds(clock_s)})};
  const std::vector<simulate::Segment> segments{{day.info.day, {0}, day.info.open, day.info.close}};
  return simulate::prepare_markets(tapes, segments, {}).front();
}

std::vector<double> scaled(std::vector<double> values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

}  // namespace

TruthSession reference_session(const TruthScale& scale) {
  TruthSession session;
  session.synth.duration_s = 3600;
  session.synth.sigma = 2.0 / 60;
  session.synth.arrival_rate = 140.0 / 3600;
  session.synth.kappa = 1.5;
  session.options.instrument = {session.synth.tick, session.synth.lot, 0, 0, 0, 0};
  session.options.initial = {1000, 1e6};
  session.options.market.queue = market::QueueModel::front;
  session.seed = scale.seed;
  session.days = scale.days;
  return session;
}

strategy::Settings reference_maker(const std::string& name) {
  strategy::Settings settings;
  settings.name = name;
  settings.pricing = strategy::Pricing::avellaneda_stoikov;
  settings.inventory_target = strategy::InventoryTarget::initial;
  settings.parameters.order_refresh_time = 1;
  settings.parameters.filled_order_delay = 0.01;
  return settings;
}

std::vector<std::vector<simulate::DayResult>> play(const TruthSession& session, const std::vector<strategy::Settings>& makers, int threads,
                                                   simulate::Detail detail) {
  std::vector<std::vector<simulate::DayResult>> results(makers.size(), std::vector<simulate::DayResult>(session.days));
  base::parallel_for(session.days, threads, [&](std::size_t i) {
    const data::Day day = data::make_synthetic_day(session.synth, session.seed, static_cast<std::uint32_t>(i));
    const simulate::SegmentMarket market = whole_day(day, session.synth.step_s);
    for (std::size_t maker = 0; maker < makers.size(); ++maker) {
      simulate::DayResult result = simulate::simulate(market, makers[maker], session.options, detail);
      if (result.state == simulate::State::failed) {
        throw base::DataError(day.info.day, "cannot be simulated (" + result.reason + ")", "report it, with the command");
      }
      results[maker][i] = std::move(result);
    }
  });
  return results;
}

theory::StepMarket step_market(const data::SynthOptions& synth, double seconds) {
  theory::StepMarket market;
  market.volatility = synth.sigma;
  market.arrival_rate = synth.arrival_rate;
  market.decay = synth.kappa;
  market.step_s = synth.step_s;
  market.steps = static_cast<std::int64_t>(seconds / synth.step_s + 0.5);
  market.fills = theory::StepFills::poisson;
  market.mid = theory::MidStep::normal;
  market.passed_quotes = theory::PassedQuotes::picked_off;
  if (synth.jumps_per_day > 0 && synth.jump_sd > 0) {
    market.jump_rate = synth.jumps_per_day / synth.duration_s;
    market.jump_deviation = synth.jump_sd;
  }
  return market;
}

std::vector<double> daily(const std::vector<simulate::DayResult>& days, Metric metric) {
  std::vector<double> values;
  values.reserve(days.size());
  for (const simulate::DayResult& day : days) values.push_back(day.metrics[metric]);
  return values;
}

void compare_days(const std::string& market, const theory::StepMoments& moments, double risk_factor,
    const std::vector<simulate::DayResult>& days,
                  double order_amount, std::vector<TruthRow>& rows) {
  const auto per_order = [&](Metric metric) { return scaled(daily(days, metric), 1 / order_amount); };
  const std::vector<double> pnl = per_order(Metric::pnl_mark_mid);
  rows.push_back({market, "mean P&L", moments.mean, theory::mean_of(pnl)});
  rows.push_back({market, kDeviationOfPnl, moments.standard_deviation, theory::deviation_of(pnl)});
  if (risk_factor > 0) {
    rows.push_back({market, kCertaintyEquivalent, moments.certainty_equivalent, theory::certainty_equivalent_of(pnl, risk_factor)});
  }
  rows.push_back({market, "sd final inventory", moments.inventory_deviation, theory::deviation_of(per_order(Metric::terminal_inventory))});
  rows.push_back({market, "mean |inventory|", moments.mean_abs_inventory, theory::mean_of(per_order(Metric::mean_abs_inventory))});
  rows.push_back({market, "fills", moments.trades, theory::mean_of(daily(days, Metric::fills))});
}

}  // namespace asgen::app
