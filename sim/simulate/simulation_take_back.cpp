// A simulation takes orders back from a QuoteVenue that played them for a while, with the fills that the strategy has not heard of.

#include <algorithm>

#include "sim/simulate/simulation.hpp"

namespace asgen::simulate {

using base::Nanos;
using base::Side;

void Simulation::take_back(const Handover& from) {
  matcher_.resume({from.time, from.events, from.next_id, from.venue->presence()});
  known_.clear();
  take_back_listed(from);
  take_back_gone(from);
  fill_reports_.clear();
  end_reports_.clear();
  pay_funding_until(from.time);
}

/// What the maker has not heard of an order's fills.
base::Lots Simulation::unheard(market::OrderId id) const {
  base::Lots lots(0);
  for (const market::Fill& fill : waiting_) {
    if (fill.order == id) lots += fill.quantity;
  }
  return lots;
}

/// Resting orders, and those that are over unheard, in the order of their sending.
void Simulation::take_back_listed(const Handover& from) {
  std::vector<std::pair<Side, market::Quote>> quotes;
  for (const Side side : base::kSides) {
    for (const market::Quote& own : from.venue->quotes(side)) quotes.emplace_back(side, own);
  }
  std::stable_sort(quotes.begin(), quotes.end(), [](const auto& a, const auto& b) { return a.second.submitted < b.second.submitted; });
  for (const auto& [side, own] : quotes) take_back_quote(side, own, own.rests() ? market::OrderState::resting : market::OrderState::filled);
}

/// Orders that the maker gave up before it heard of their fills.
void Simulation::take_back_gone(const Handover& from) {
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const market::Fill fill = waiting_[i];
    if (fill.order >= from.next_id) continue;  // was handed back
    const bool filled = std::any_of(waiting_.begin(), waiting_.end(), [&](const market::Fill& f) { return f.order == fill.order && f.completes; });
    take_back_quote(fill.side, {fill.order, static_cast<std::int32_t>(fill.price.count()), unheard(fill.order)},
                    filled ? market::OrderState::filled : market::OrderState::cancelled);
  }
}

void Simulation::take_back_quote(Side side, const market::Quote& quote, market::OrderState state) {
  const base::Lots unheard = this->unheard(quote.id);
  Nanos end_known = matcher_.time();
  const auto id = static_cast<market::OrderId>(matcher_.orders() + 1);
  for (market::Fill& fill : waiting_) {
    if (fill.order != quote.id) continue;
    fill.order = id;
    end_known = std::max(end_known, fill.known);
  }
  matcher_.take_over(side, quote, state, end_known);
  const bool gone = quote.arrived_after == 0;
  known_.push_back({id, side, base::Ticks(quote.price), quote.quantity, quote.leaves + unheard, quote.submitted, gone});
}

}  // namespace asgen::simulate
