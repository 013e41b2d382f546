#pragma once
// Synthetic days through the product's own path: day, tape, simulation.

#include <cstdint>
#include <vector>

#include "jobs/app/truth.hpp"
#include "sim/simulate/simulate.hpp"
#include "sim/theory/step_market.hpp"

namespace asgen::app {

/// Inventories that theory follows where nothing limits them, in order amounts: six deviations of the widest rule.
inline constexpr int kWidestInventory = 60;

/// Names of rows that the tail of the P&L dominates.
inline constexpr const char* kDeviationOfPnl = "sd P&L";
inline constexpr const char* kCertaintyEquivalent = "certainty equivalent";

/// A synthetic market and how orders meet it.
struct TruthSession {
  data::SynthOptions synth;
  simulate::SimulationOptions options;
  std::uint64_t seed = 1;
  std::uint32_t days = 0;
};

/// The reference market of Avellaneda and Stoikov (sigma 2, k 1.5, A 140 in a session) as an hour of one-second steps; no frictions,
/// orders first in their queue.
TruthSession reference_session(const TruthScale& scale);

/// A maker without timers: priced anew on every tick, one lot a side, inventory counted from flat.
strategy::Settings reference_maker(const std::string& name);

/// Simulates every maker on every day of a session: results by maker, then by day. Throws DataError when a day cannot be simulated.
std::vector<std::vector<simulate::DayResult>> play(const TruthSession& session, const std::vector<strategy::Settings>& makers, int threads,
                                                   simulate::Detail detail = simulate::Detail::metrics);

/// The session as theory sees it: a clock that gives each side one chance a step.
theory::StepMarket step_market(const data::SynthOptions& synth, double seconds);

/// Daily values of a metric, per order amount.
std::vector<double> daily(const std::vector<simulate::DayResult>& days, account::Metric metric);

/// A row each for mean and sd of the P&L, sd of q_T, MAP, fills, and the certainty equivalent where the maker has a risk aversion.
void compare_days(const std::string& market, const theory::StepMoments& moments, double risk_factor,
    const std::vector<simulate::DayResult>& days,
                  double order_amount, std::vector<TruthRow>& rows);

}  // namespace asgen::app
