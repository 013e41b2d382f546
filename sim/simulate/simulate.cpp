#include "sim/simulate/simulate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/simulate/simulation.hpp"
#include "sim/simulate/totals.hpp"

namespace asgen::simulate {
namespace {

using base::Nanos;

/// `collateral`: what an inverse contract's covers on either side, which takes the place of an initial inventory.
strategy::Venue venue_of(const tape::Tape& tape, const SimulationOptions& options, double collateral) {
  const account::Grid grid = grid_of(tape.info());
  strategy::Venue venue;
  venue.instrument = options.instrument;
  venue.price_quantum = grid.price_quantum;
  venue.lot = grid.lot;
  venue.clock = tape.info().clock;
  venue.round_trip = options.market.entry_latency + options.market.response_latency;
  if (options.market.latency.kind != market::LatencyKind::constant) venue.round_trip = std::max(venue.round_trip, Nanos(1));
  venue.initial_base = grid.contract == account::Contract::linear ? options.initial.base : collateral;
  venue.zone = options.zone;
  return venue;
}

/// The loop: play to the next tick that matters, tell, ask, act.
void run(Simulation& simulation, strategy::Strategy& strategy, Wakes wakes) {
  strategy::Actions actions;
  strategy::SteadyMaker* const steady = wakes == Wakes::when_needed ? strategy.steady() : nullptr;
  strategy::CyclicMaker* const cyclic = wakes == Wakes::when_needed ? strategy.cyclic() : nullptr;
  Nanos wake = Nanos::min();
  for (bool open = true, skipped = false; open;) {
    if (!skipped) open = simulation.advance_to(wake);
    for (const strategy::FillReport& report : simulation.fill_reports()) strategy.on_fill(report);
    for (const strategy::EndReport& report : simulation.end_reports()) strategy.on_end(report);
    if (!open) return;
    actions.cancels.clear();
    actions.orders.clear();
    strategy.on_tick(simulation.observe(), simulation.account(), actions);
    strategy.on_sent(simulation.act(actions));
    skipped = steady != nullptr && simulation.look_ahead(*steady);
    if (cyclic != nullptr) simulation.look_ahead(*cyclic);
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
    if (std::isnan(books_.path().last_mark())) {
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
    if (grid_of(info).contract == account::Contract::inverse && options_.initial.quote != 0) {
      throw base::ConfigurationError("/simulation/initial_quote",
                                     fmt::format("is {} (an inverse contract is settled in base currency)", options_.initial.quote),
                                     "give the collateral as initial_base, and 0 here");
    }
    const auto keep = detail_ == Detail::full ? account::EquityPath::Keep::every_tick : account::EquityPath::Keep::statistics;
    const double clock_s = base::seconds(info.clock);
    const std::size_t step = account::ratio_step_ticks(clock_s);
    const account::SampleGrid grid{step, account::bucket_samples(static_cast<double>(step) * clock_s)};
    return {grid_of(info), options_.initial, options_.instrument, account::EquityPath(grid, keep), options_.market.fill};
  }

  void run_leg(std::size_t index) {
    market::check_tape(options_.market, market_.tapes[index]);
    const Carry carry = market_.segment.carry;
    Leg leg = make_leg(market_, index, {});
    if (index == 0 || carry == Carry::none) books_.set_collateral(options_.initial.base * first_mid(leg));
    const strategy::Venue venue = venue_of(market_.tapes[index], options_, books_.collateral());
    if (index == 0 || carry != Carry::all) strategy_ = make_(venue, base::seconds(leg.session_end - leg.from));
    leg = make_leg(market_, index, strategy_->needs());
    if (index > 0 && carry == Carry::none) books_.renew(options_.initial);
    Simulation simulation(leg, options_, std::move(books_), detail_ == Detail::full ? OrderLog::keep : OrderLog::none);
    run(simulation, *strategy_, options_.wakes);
    books_ = simulation.take_books();
    totals_.add_leg(leg, simulation, books_);
    mark(leg, index, simulation.events());
    if (detail_ == Detail::full) keep_details(leg, index, simulation);
  }

  void keep_details(const Leg& leg, std::size_t index, const Simulation& simulation) {
    for (std::size_t k = leg.first_tick; k <= leg.last_tick; ++k) times_.push_back(leg.tape->tick_ns(k));
    for (OrderEvent event : simulation.order_events()) {
      event.tape = index;
      order_events_.push_back(event);
    }
  }

  void mark(const Leg& leg, std::size_t index, std::size_t events) {
    if (std::isnan(books_.path().last_mark())) return;
    if (!opened_ || market_.segment.carry == Carry::none) totals_.open_mark(first_mid(leg), books_);
    opened_ = true;
    if (index + 1 == market_.tapes.size() || market_.segment.carry == Carry::none) totals_.mark(leg, events, books_);
  }

  void fill_details(DayResult& result) const {
    result.order_events = order_events_;
    const tape::Tape& tape = market_.tapes.front();
    const account::Grid& grid = books_.grid();
    result.path = {times_, books_.path().marks(), books_.path().equity(), books_.path().inventory()};
    for (double& mark : result.path.mid) mark = account::market_price(grid.contract, mark);
    for (const market::Fill& fill : books_.fills()) {
      const double price = tape.price(fill.price.count());
      const double quantity = tape.quantity(fill.quantity.count()) * tape.info().contract_size;
      result.fills.push_back({fill, price, quantity, books_.fee_ratio(fill) * account::unit_value(grid.contract, price) * quantity});
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
  std::vector<OrderEvent> order_events_;
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
