#include "sim/market/quote_venue.hpp"

#include <algorithm>

#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;

namespace {

/// Events that are looked at one by one rather than through the tape's tree.
constexpr std::size_t kShort = 32;

/// An order's price as Columns::buy_hits and sell_hits have it: what is at most that much touches it.
constexpr std::int32_t hit_price(Side side, std::int32_t price) { return side == Side::buy ? price : -price; }

}  // namespace

QuoteVenue::QuoteVenue(const tape::Tape& tape, const MarketOptions& options)
    : tape_(&tape), hits_{tape.columns().buy_hits.leaves(), tape.columns().sell_hits.leaves()}, queue_(tape, options), response_(options.response_latency) {}

void QuoteVenue::exchange(Side side, Quotes& quotes, Nanos t) {
  quotes_[base::index(side)].swap(quotes);
  count(side, t);
}

void QuoteVenue::replace(Side side, const Quote& quote, Nanos t) {
  Quotes& quotes = quotes_[base::index(side)];
  quotes.clear();
  quotes.push_back(quote);
  count(side, t);
}

void QuoteVenue::expire(Side side, Nanos sent, Nanos t) {
  if (std::erase_if(quotes_[base::index(side)], [sent](const Quote& own) { return own.submitted <= sent; }) > 0) count(side, t);
}

void QuoteVenue::forget(Side side, OrderId id) {
  Quotes& quotes = quotes_[base::index(side)];
  const auto own = std::find_if(quotes.begin(), quotes.end(), [id](const Quote& quote) { return quote.id == id; });
  if (own != quotes.end()) quotes.erase(own);
}

const Quote* QuoteVenue::best(Side side) const {
  for (const Quote& own : quotes(side)) {
    if (own.rests()) return &own;
  }
  return nullptr;
}

std::size_t QuoteVenue::first_touch(Side side, std::size_t from, std::size_t until) const {
  const Quote* own = best(side);
  if (own == nullptr) return until;
  if (until > from + kShort) return tape_->first_touch(side, own->price, from, until);
  const std::int32_t key = hit_price(side, own->price);
  const std::int32_t* const hits = hits_[base::index(side)].data();
  while (from < until && hits[from] > key) ++from;
  return from;
}

std::size_t QuoteVenue::first_touch(std::size_t from, std::size_t until) const {
  return first_touch(Side::sell, from, first_touch(Side::buy, from, until));
}

void QuoteVenue::touch(std::size_t event, std::vector<Fill>& fills) {
  const bool is_trade = tape_->is_trade(event);
  for (const Side side : base::kSides) {
    const Quote* own = best(side);
    if (own == nullptr || hits_[base::index(side)][event] > hit_price(side, own->price)) continue;
    is_trade ? share_trade(side, event, fills) : share_cross(side, event, fills);
  }
}

void QuoteVenue::set_joined(Side side, std::int32_t price, Nanos submitted, std::uint32_t arrived_after) {
  for (Quote& own : quotes_[base::index(side)]) {
    if (own.price != price) continue;
    own.submitted = submitted;
    own.arrived_after = own.place.seen = arrived_after;
    return;
  }
}

bool QuoteVenue::would_take(Side side, std::size_t events) const {
  const Quotes& quotes = this->quotes(side);
  if (quotes.empty()) return false;
  return side == Side::buy ? quotes.front().price >= tape_->best_ask(events) : quotes.front().price <= tape_->best_bid(events);
}

bool QuoteVenue::refuse(Side side, std::size_t events, Nanos sent, Nanos t) {
  const std::int32_t opposite = side == Side::buy ? tape_->best_ask(events) : tape_->best_bid(events);
  const auto refused = std::erase_if(quotes_[base::index(side)], [&](const Quote& own) {
    return own.submitted == sent && (side == Side::buy ? own.price >= opposite : own.price <= opposite);
  });
  if (refused > 0) count(side, t);
  return refused > 0;
}

void QuoteVenue::share_trade(Side side, std::size_t event, std::vector<Fill>& fills) {
  const std::size_t trade = tape_->trade_of(event);
  const Ticks price(tape_->trade_price()[trade]);
  Lots rest(tape_->trade_lots()[trade]);
  for (Quote& own : quotes_[base::index(side)]) {
    const Ticks limit(own.price);
    if (rest.count() == 0 || is_through(side, price, limit)) return;
    if (!own.rests()) continue;
    const bool through = is_through(side, limit, price);
    const Lots reached = through ? rest : Lots(queue_.pass({side, own.price, own.arrived_after}, own.place, event, rest));
    const Lots taken = std::min(own.leaves, reached);
    if (taken.count() == 0) continue;
    rest -= taken;
    fill(side, own, {.event = event, .quantity = taken, .cause = through ? FillCause::trade_through : FillCause::queue}, fills);
  }
}

void QuoteVenue::share_cross(Side side, std::size_t event, std::vector<Fill>& fills) {
  const std::size_t after = event + 1;
  const Ticks best(side == Side::buy ? tape_->best_ask(after) : tape_->best_bid(after));
  Lots taken(0);
  for (Quote& own : quotes_[base::index(side)]) {
    if (is_through(side, best, Ticks(own.price))) return;
    if (!own.rests()) continue;
    const Lots shown(tape_->displayed_through(base::opposite(side), own.price, after, (taken + own.leaves).count()));
    const Lots quantity = std::min(own.leaves, std::max(shown - taken, Lots(0)));
    if (quantity.count() == 0) continue;
    taken += quantity;
    fill(side, own, {.event = event, .quantity = quantity, .cause = FillCause::book_cross}, fills);
  }
}

/// Books an execution; `draft` brings event, quantity and cause.
void QuoteVenue::fill(Side side, Quote& own, const Fill& draft, std::vector<Fill>& fills) {
  own.leaves -= draft.quantity;
  Fill fill = draft;
  fill.order = own.id;
  fill.time = tape_->event_ns(draft.event);
  fill.side = side;
  fill.price = Ticks(own.price);
  fill.completes = !own.rests();
  fill.known = fill.time + response_;
  fills.push_back(fill);
  if (fill.completes) count(side, fill.time);
}

void QuoteVenue::count(Side side, Nanos t) {
  const auto at_venue = [this](Side s) { return static_cast<std::size_t>(best(s) != nullptr ? 1 : 0); };
  if (presence_[1 + base::index(side)].count == at_venue(side)) return;  // then the sum stays, too
  presence_[1 + base::index(side)].set(at_venue(side), t);
  presence_[0].set(at_venue(Side::buy) + at_venue(Side::sell), t);
}

}  // namespace asgen::market
