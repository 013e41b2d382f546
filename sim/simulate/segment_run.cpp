#include "sim/simulate/segment_run.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"

namespace asgen::simulate {

using base::Nanos;

namespace {

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

}  // namespace

SegmentRun::SegmentRun(const SegmentMarket& market, StrategyFactory make, const SimulationOptions& options, Detail detail)
    : market_(market), make_(std::move(make)), options_(options), detail_(detail), books_(new_books()) {}

bool SegmentRun::go_on(Nanos until) {
  for (; index_ < market_.tapes.size(); ++index_) {
    if (!run_) {
      if (index_ > 0 && market_.tapes[index_].tick_ns(0) >= until) return false;
      open_leg();
    }
    if (!run_->go_on(until)) return false;
    close_leg();
  }
  return true;
}

DayResult SegmentRun::result() const {
  DayResult result;
  if (std::isnan(books_.path().last_mark())) {
    result.state = State::failed;
    result.reason = fmt::format("segment {}: the book never has two sides", market_.segment.name);
    return result;
  }
  result.metrics = totals_.row(books_);
  if (detail_ != Detail::metrics) fill_path(result.path);
  if (detail_ == Detail::full) fill_details(result);
  return result;
}

Books SegmentRun::new_books() const {
  const tape::TapeInfo& info = market_.tapes.front().info();
  if (grid_of(info).contract == account::Contract::inverse && options_.initial.quote != 0) {
    throw base::ConfigurationError("/simulation/initial_quote",
                                   fmt::format("is {} (an inverse contract is settled in base currency)", options_.initial.quote),
                                   "give the collateral as initial_base, and 0 here");
  }
  const auto keep = detail_ != Detail::metrics ? account::EquityPath::Keep::every_tick : account::EquityPath::Keep::statistics;
  const double clock_s = base::seconds(info.clock);
  const std::size_t step = account::ratio_step_ticks(clock_s);
  const account::SampleGrid grid{step, account::bucket_samples(static_cast<double>(step) * clock_s)};
  return {grid_of(info), options_.initial, options_.instrument, account::EquityPath(grid, keep), options_.market.fill};
}

void SegmentRun::open_leg() {
  market::check_tape(options_.market, market_.tapes[index_]);
  const Carry carry = market_.segment.carry;
  leg_ = make_leg(market_, index_, {});
  if (index_ == 0 || carry == Carry::none) books_.set_collateral(options_.initial.base * first_mid(leg_));
  const strategy::Venue venue = venue_of(market_.tapes[index_], options_, books_.collateral());
  if (index_ == 0 || carry != Carry::all) strategy_ = make_(venue, base::seconds(leg_.session_end - leg_.from));
  leg_ = make_leg(market_, index_, strategy_->needs());
  if (index_ > 0 && carry == Carry::none) books_.renew(options_.initial);
  run_.emplace(leg_, options_, std::move(books_), detail_ == Detail::full ? OrderLog::keep : OrderLog::none, *strategy_);
}

void SegmentRun::close_leg() {
  Simulation& simulation = run_->simulation();
  books_ = simulation.take_books();
  totals_.add_leg(leg_, simulation, books_);
  mark(simulation.events());
  if (detail_ != Detail::metrics) keep_details(simulation);
  run_.reset();
}

void SegmentRun::keep_details(const Simulation& simulation) {
  for (std::size_t k = leg_.first_tick; k <= leg_.last_tick; ++k) times_.push_back(leg_.tape->tick_ns(k));
  for (OrderEvent event : simulation.order_events()) {
    event.tape = index_;
    order_events_.push_back(event);
  }
}

void SegmentRun::mark(std::size_t events) {
  if (std::isnan(books_.path().last_mark())) return;
  if (!opened_ || market_.segment.carry == Carry::none) totals_.open_mark(first_mid(leg_), books_);
  opened_ = true;
  if (index_ + 1 == market_.tapes.size() || market_.segment.carry == Carry::none) totals_.mark(leg_, events, books_);
}

void SegmentRun::fill_path(Path& path) const {
  path = {times_, books_.path().marks(), books_.path().equity(), books_.path().inventory()};
  for (double& mark : path.mid) mark = account::market_price(books_.grid().contract, mark);
}

void SegmentRun::fill_details(DayResult& result) const {
  result.order_events = order_events_;
  const tape::Tape& tape = market_.tapes.front();
  const account::Grid& grid = books_.grid();
  for (const market::Fill& fill : books_.fills()) {
    const double price = tape.price(fill.price.count());
    const double quantity = tape.quantity(fill.quantity.count()) * tape.info().contract_size;
    result.fills.push_back({fill, price, quantity, books_.fee_ratio(fill) * account::unit_value(grid.contract, price) * quantity});
  }
}

}  // namespace asgen::simulate
