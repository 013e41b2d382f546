#include "sim/simulate/simulate.hpp"

#include <fmt/core.h>

#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/simulate/simulation.hpp"
#include "sim/simulate/totals.hpp"

namespace asgen::simulate {
namespace {

using base::Nanos;

strategy::Venue venue_of(const tape::Tape& tape, const SimulationOptions& options) {
  strategy::Venue venue;
  venue.instrument = options.instrument;
  venue.price_quantum = tape.info().price_quantum;
  venue.lot = tape.info().lot;
  venue.clock = tape.info().clock;
  venue.round_trip = options.market.entry_latency + options.market.response_latency;
  venue.initial_base = options.initial.base;
  return venue;
}

/// The loop: play to the next tick that matters, tell, ask, act.
void run(Simulation& simulation, strategy::Strategy& strategy, Wakes wakes) {
  strategy::Actions actions;
  strategy::SteadyMaker* const steady = wakes == Wakes::when_needed ? strategy.steady() : nullptr;
  Nanos wake = Nanos::min();
  for (bool open = true, skipped = false; open;) {
    if (!skipped) open = simulation.advance_to(wake);
    for (const strategy::FillReport& report : simulation.fill_reports()) strategy.on_fill(report);
    for (const strategy::EndReport& report : simulation.end_reports()) strategy.on_end(report);
    if (!open) return;
    actions.cancels.clear();
    actions.orders.clear();
    strategy.on_tick(simulation.observe(), simulation.account(), actions);
    simulation.act(actions);
    skipped = steady != nullptr && simulation.skip_quiet_decisions(*steady);
    wake = wakes == Wakes::every_tick ? simulation.now() : strategy.next_wake(simulation.now());
  }
}

/// One segment in progress.
class SegmentRun {
 public:
  SegmentRun(const SegmentMarket& market, const StrategyFactory& make, const SimulationOptions& options, Detail detail)
      : market_(market), make_(make), options_(options), detail_(detail), books_(new_books()) {}

  DayResult result() {
    for (std::size_t i = 0; i < market_.tapes.size(); ++i) run_leg(i);
    DayResult result;
    if (std::isnan(books_.path().last_mid())) {
      result.state = State::failed;
      result.reason = fmt::format("segment {}: the book never has two sides", market_.segment.name);
      return result;
    }
    result.metrics = totals_.row(books_);
    if (detail_ == Detail::full) fill_details(result);
    return result;
  }

 private:
  [[nodiscard]] Books new_books() const {
    const tape::TapeInfo& info = market_.tapes.front().info();
    const auto keep = detail_ == Detail::full ? account::EquityPath::Keep::every_tick : account::EquityPath::Keep::statistics;
    const account::EquityPath path(account::ratio_step_ticks(base::seconds(info.clock)), keep);
    return {{info.price_quantum, info.lot}, options_.initial, options_.instrument, path};
  }

  void run_leg(std::size_t index) {
    const Carry carry = market_.segment.carry;
    const strategy::Venue venue = venue_of(market_.tapes[index], options_);
    Leg leg = make_leg(market_, index, {});
    if (index == 0 || carry != Carry::all) strategy_ = make_(venue, base::seconds(leg.session_end - leg.from));
    leg = make_leg(market_, index, strategy_->needs());
    if (index > 0 && carry == Carry::none) books_.renew(options_.initial);
    Simulation simulation(leg, options_, std::move(books_));
    run(simulation, *strategy_, options_.wakes);
    books_ = simulation.take_books();
    totals_.add_leg(leg, simulation);
    mark(leg, index, simulation.events());
    if (detail_ == Detail::full) {
      for (std::size_t k = leg.first_tick; k <= leg.last_tick; ++k) times_.push_back(leg.tape->tick_ns(k));
    }
  }

  void mark(const Leg& leg, std::size_t index, std::size_t events) {
    if (std::isnan(books_.path().last_mid())) return;
    if (!opened_ || market_.segment.carry == Carry::none) totals_.open_mark(first_mid(leg));
    opened_ = true;
    if (index + 1 == market_.tapes.size() || market_.segment.carry == Carry::none) totals_.mark(leg, events, books_);
  }

  static double first_mid(const Leg& leg) {
    for (std::size_t k = leg.first_tick; k < leg.last_tick; ++k) {
      if (!std::isnan(leg.tape->mid()[k])) return leg.tape->mid()[k];
    }
    return leg.tape->mid()[leg.last_tick];
  }

  void fill_details(DayResult& result) const {
    result.path = {times_, books_.path().mids(), books_.path().equity(), books_.path().inventory()};
    for (const market::Fill& fill : books_.fills()) {
      const double price = market_.tapes.front().price(fill.price.count());
      const double quantity = market_.tapes.front().quantity(fill.quantity.count());
      result.fills.push_back({fill, price, quantity, books_.fee_ratio(fill) * price * quantity});
    }
  }

  const SegmentMarket& market_;
  const StrategyFactory& make_;
  const SimulationOptions& options_;
  Detail detail_;
  Books books_;
  Totals totals_;
  std::unique_ptr<strategy::Strategy> strategy_;
  std::vector<Nanos> times_;
  bool opened_ = false;
};

}  // namespace

DayResult simulate(const SegmentMarket& market, const StrategyFactory& make, const SimulationOptions& options, Detail detail) {
  base::expects(!market.tapes.empty(), "a segment lies on at least one tape");
  return SegmentRun(market, make, options, detail).result();
}

DayResult simulate(const SegmentMarket& market, const strategy::Settings& settings, const SimulationOptions& options, Detail detail) {
  return simulate(market, strategy_factory(settings), options, detail);
}

}  // namespace asgen::simulate
