// Order flow: what trades tell about the market, and what impact does to a maker.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jobs/app/truth_parts.hpp"
#include "sim/base/math.hpp"
#include "sim/tape/tape.hpp"
#include "sim/theory/avellaneda_stoikov.hpp"
#include "sim/theory/order_flow.hpp"

namespace asgen::app {
namespace {

using account::Metric;

/// Moves of the mid are sampled this far apart: rounding to ticks then hides in them.
constexpr std::size_t kTicksPerMove = 60;

/// Distances from the recorded mid to the prints. The mid lies half a tick above a tick and prints are rounded towards it, so the
/// reach is half a tick longer on average.
void add_reaches(const tape::Tape& tape, const data::Day& day, std::vector<double>& reaches) {
  for (std::size_t i = 0; i < day.trades.size(); ++i) {
    const double mid = tape.mid()[tape.ticks_until(base::Nanos(day.trades.local_ns[i])) - 1];
    reaches.push_back(day.trades.side[i] * (tape.price(day.trades.price[i]) - mid) + day.info.price_quantum / 2);
  }
}

void add_moves(const tape::Tape& tape, std::vector<double>& moves) {
  for (std::size_t k = kTicksPerMove; k < tape.ticks(); k += kTicksPerMove) moves.push_back(tape.mid()[k] - tape.mid()[k - kTicksPerMove]);
}

struct Markouts {
  std::vector<double> each;   ///< of every fill, to the mid after its step
  std::vector<double> daily;  ///< P&L per second of every day
};

Markouts markouts_of(const std::vector<simulate::DayResult>& days, double seconds) {
  Markouts out;
  for (const simulate::DayResult& day : days) {
    for (const simulate::FillRecord& fill : day.fills) {
      const auto after = std::ranges::lower_bound(day.path.time, fill.fill.time);
      if (after == day.path.time.end()) continue;
      out.each.push_back(base::sign(fill.fill.side) * (day.path.mid[static_cast<std::size_t>(after - day.path.time.begin())] - fill.price));
    }
    out.daily.push_back(day.metrics[Metric::pnl_mark_mid] / seconds);
  }
  return out;
}

}  // namespace

void add_estimates(const std::string& market, const data::SynthOptions& synth, const std::vector<data::Day>& days,
    std::vector<TruthRow>& rows) {
  std::vector<double> reaches, moves;
  for (const data::Day& day : days) {
    const tape::Tape tape = tape::Tape::compile(day, {.clock = base::nanos_from_seconds(synth.step_s)});
    add_reaches(tape, day, reaches);
    add_moves(tape, moves);
  }
  if (reaches.size() < 2) return;
  const theory::IntensityEstimate got = theory::estimate_intensity(reaches, synth.duration_s * static_cast<double>(days.size()));
  const double clustered = 1 / (1 - synth.hawkes_branching);  // root of the Fano factor: what clustering does to the error of a count
  rows.push_back({market, "k, 1 / mean reach", synth.kappa, got.decay});
  rows.push_back({market, "A, trades per second and side", synth.arrival_rate,
      {got.arrival_rate.value, got.arrival_rate.standard_error * clustered}});
  if (moves.size() < 2) return;
  // Jumps are too few, and clusters too long, for the standard error of a deviation.
  if (synth.jumps_per_day > 0 || synth.hawkes_branching > 0) return;
  const double seconds = static_cast<double>(kTicksPerMove) * synth.step_s, rounding = synth.tick * synth.tick / 6;
  const double variance = synth.sigma * synth.sigma + 2 * synth.arrival_rate * synth.impact * synth.impact + rounding / seconds;
  const theory::Estimate move = theory::deviation_of(moves);
  rows.push_back({market, "sigma of the recorded mid, impact included", std::sqrt(variance),
      {move.value / std::sqrt(seconds), move.standard_error / std::sqrt(seconds)}});
}

void add_impact(const TruthScale& scale, int threads, Truth& truth) {
  TruthSession session = reference_session(scale);
  session.days = std::max<std::uint32_t>(2, scale.days / 2);
  session.synth.impact = 0.1;
  const data::SynthOptions& synth = session.synth;
  const theory::RiskNeutralOptimum best = theory::risk_neutral_optimum(synth.arrival_rate, synth.kappa, synth.impact);
  truth.rows.push_back({"impact 0.1", "risk-neutral optimum 1/k + eta", best.half_spread, {std::nan(""), 0}});
  truth.rows.push_back({"impact 0.1", "its profit per second, continuous time", best.profit_per_second, {std::nan(""), 0}});
  const std::vector<double> half_spreads{0.465, 0.765, 1.065};
  std::vector<strategy::Settings> makers(half_spreads.size(), reference_maker(strategy::kConstantSpread));
  for (std::size_t i = 0; i < makers.size(); ++i) makers[i].parameters.half_spread = half_spreads[i];
  const auto days = play(session, makers, threads, simulate::Detail::full);
  for (std::size_t i = 0; i < makers.size(); ++i) {
    const double half_spread = half_spreads[i];
    const Markouts got = markouts_of(days[i], synth.duration_s);
    const double reached = synth.arrival_rate * base::exp(-synth.kappa * half_spread) * synth.step_s;
    const double markout = half_spread - synth.impact * theory::step_impact(reached);
    const double fills_per_second = 2 * -base::expm1(-reached) / synth.step_s;
    const std::string name = fmt::format("impact 0.1, constant_spread {}", half_spread);
    truth.rows.push_back({name, "markout of a fill, delta - eta", markout, theory::mean_of(got.each)});
    truth.rows.push_back({name, "profit per second", fills_per_second * markout, theory::mean_of(got.daily)});
  }
}

void add_identity(const TruthScale& scale, int threads, Truth& truth) {
  TruthSession session = reference_session(scale);
  session.days = std::min<std::uint32_t>(scale.days, 50);
  session.synth.start_price = 200;
  session.synth.jumps_per_day = 3;
  session.synth.jump_sd = 6;
  strategy::Settings maker = reference_maker(strategy::kLinearConstantSpread);
  maker.parameters.half_spread = 0.665;
  maker.parameters.inventory_skew = 0.05;
  double largest = 0;
  const auto days = play(session, {maker}, threads, simulate::Detail::full);
  for (const simulate::DayResult& day : days.front()) {
    double edges = 0;
    for (const simulate::FillRecord& fill : day.fills) edges += base::sign(fill.fill.side) * fill.quantity * (day.path.mid.back() - fill.price) - fill.fee;
    largest = std::max(largest, std::fabs(edges - day.metrics[Metric::pnl_mark_mid]));
  }
  truth.rows.push_back({"jumps 3 x 6, every day", "largest |P&L - sum of fills' edges to the final mid|", 0, {largest, 0}});
}

void add_order_flow(const TruthScale& scale, Truth& truth) {
  data::SynthOptions clustered;
  clustered.duration_s = 2000;
  clustered.step_s = 10;
  clustered.arrival_rate = 1;
  clustered.hawkes_branching = 0.5;
  clustered.hawkes_decay = 1.6;
  std::vector<double> counts;
  for (std::uint32_t day = 0; day < std::max<std::uint32_t>(2, scale.days / 2); ++day) {
    const data::Day made = data::make_synthetic_day(clustered, scale.seed, day);
    const auto buys = static_cast<double>(std::ranges::count(made.trades.side, std::int8_t{1}));
    counts.push_back(buys);
    counts.push_back(static_cast<double>(made.trades.size()) - buys);
  }
  const std::string name = "Hawkes orders, n 0.5, beta 1.6";
  truth.rows.push_back({name, "orders per session and side", clustered.arrival_rate * clustered.duration_s, theory::mean_of(counts)});
  truth.rows.push_back({name, "Fano factor of their counts", theory::hawkes_fano(clustered.hawkes_branching, clustered.hawkes_decay,
      clustered.duration_s), theory::fano_of(counts)});

  data::SynthOptions long_day;
  long_day.duration_s = 36'000;
  long_day.sigma = 0.02;
  long_day.arrival_rate = 0.3;
  long_day.kappa = 1.5;
  add_estimates("one synthetic day of ten hours", long_day, {data::make_synthetic_day(long_day, scale.seed, 0)}, truth.rows);
}

}  // namespace asgen::app
