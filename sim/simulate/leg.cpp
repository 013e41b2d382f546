#include "sim/simulate/leg.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"

namespace asgen::simulate {
namespace {

/// First tick with time >= t.
std::size_t tick_at_or_after(const tape::Tape& tape, base::Nanos t) { return tape.ticks_until(t - base::Nanos(1)); }

void see_indicators(const tape::Indicators& indicators, const strategy::IndicatorNeeds& needs, Leg& leg) {
  leg.ready_tick = leg.first_tick;
  if (needs.volatility_length > 0) {
    const auto column = indicators.volatility(needs.volatility_length);
    leg.volatility = column.value;
    leg.volatility_by_stride = column.by_stride;
    leg.ready_tick = std::max(leg.ready_tick, column.first_ready);
  }
  if (needs.intensity_length > 0) {
    const auto column = indicators.intensity(needs.intensity_length);
    leg.alpha = column.alpha;
    leg.kappa = column.kappa;
    leg.inverse_kappa = column.inverse_kappa;
    leg.inverse_kappa_by_stride = column.by_stride;
    leg.zero_kappa = column.zero_kappa;
    leg.kappa_ready_tick = std::max(leg.first_tick, column.first_ready);
    leg.ready_tick = std::max(leg.ready_tick, column.first_ready);
  }
}

}  // namespace

Leg make_leg(const SegmentMarket& market, std::size_t index, const strategy::IndicatorNeeds& needs) {
  base::expects(index < market.tapes.size() && market.indicators.size() == market.tapes.size(), "one set of indicators per tape");
  base::expects(market.marks.size() == market.tapes.size() && market.mids.size() == market.tapes.size(), "indices of marks per tape");
  const Segment& segment = market.segment;
  const tape::Tape& tape = market.tapes[index];
  Leg leg;
  leg.tape = &tape;
  leg.marks = market.marks[index].get();
  leg.mids = market.mids[index].get();
  leg.from = std::max(segment.from, tape.info().open);
  leg.to = std::min(segment.to, tape.info().close);
  leg.session_end = segment.carry == Carry::none ? leg.to : segment.to;
  leg.first_tick = tick_at_or_after(tape, leg.from);
  leg.end_tick = tick_at_or_after(tape, leg.to);
  if (leg.from >= leg.to || leg.first_tick >= leg.end_tick) {
    throw base::ConfigurationError(fmt::format("segment {}", segment.name), "has no clock tick on one of its days",
                                   "make it longer than the clock, inside the day");
  }
  leg.last_tick = tape.ticks_until(leg.to) - 1;
  leg.locked = &market.indicators[index]->locked();
  see_indicators(*market.indicators[index], needs, leg);
  if (index < market.closing.size()) leg.closing = market.closing[index].get();
  if (index < market.gates.size()) leg.gates = market.gates[index].get();
  return leg;
}

double first_mid(const Leg& leg) {
  const auto mid = leg.tape->mid().subspan(leg.first_tick, leg.last_tick + 1 - leg.first_tick);
  const auto first = std::find_if(mid.begin(), mid.end(), [](double m) { return !std::isnan(m); });
  return first == mid.end() ? std::numeric_limits<double>::quiet_NaN() : *first;
}

double locked_seconds(const Leg& leg) {
  return static_cast<double>(leg.locked->count(leg.first_tick, leg.end_tick)) * base::seconds(leg.tape->info().clock);
}

KappaCount count_kappa(const Leg& leg) {
  if (leg.zero_kappa == nullptr || leg.kappa_ready_tick >= leg.end_tick) return {};
  return {leg.end_tick - leg.kappa_ready_tick, leg.zero_kappa->count(leg.kappa_ready_tick, leg.end_tick)};
}

}  // namespace asgen::simulate
