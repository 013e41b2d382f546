#include "sim/simulate/books.hpp"

#include <algorithm>

namespace asgen::simulate {

using base::Nanos;

void Books::open(const BooksOpening& opening) {
  market_ = opening.market;
  marks_ = opening.marks;
  since_ = opening.time;
  path_tick_ = opening.first_tick;
  opening_inventory_ = ledger_.traded();
  path_.open_tape();
}

void Books::book(const market::Fill& fill) {
  before_[fills_.size() - settled_] = holdings();
  ledger_.apply({fill.side, fill.price, fill.quantity, fee_ratio(fill)});
  fills_.push_back(fill);
  if (fills_.size() - settled_ == kBatch) settle();
}

void Books::pay_funding(Nanos time, double rate, double mark) {
  settle();
  feed(market_.tape->ticks_until(time - Nanos(1)), holdings());
  hold_until(time, ledger_.excess_amount());
  const double before = ledger_.funding();
  ledger_.pay_funding(rate, mark);
  trips_.charge(ledger_.funding() - before);
}

void Books::close(Nanos time, std::size_t end_tick) {
  settle();
  hold_until(time, ledger_.excess_amount());
  feed(end_tick, holdings());
}

void Books::renew(const account::Balances& initial) {
  base::expects(waiting().empty(), "the tape before is closed");
  ledger_ = account::Ledger(grid_, initial);
  path_.rebase();
  trips_.drop_open(since_);
}

void Books::settle() {
  if (waiting().empty()) return;
  settle_trips();
  settle_totals();
  settle_path();
  mark_fills(market_, waiting(), fill_marks_);
  settled_ = fills_.size();
}

void Books::settle_trips() {
  for (const market::Fill& fill : waiting()) trips_.apply({fill.side, fill.price, fill.quantity, fee_ratio(fill)}, fill.time);
}

void Books::settle_totals() {
  const bool linear = grid_.contract == account::Contract::linear;
  std::size_t i = 0;
  for (const market::Fill& fill : waiting()) {
    const account::Holdings& before = before_[i++];
    const bool buy = fill.side == base::Side::buy;
    const double amount = quantity(fill.quantity);
    hold_until(fill.time, before.position);
    (buy ? totals_.buys : totals_.sells) += 1;
    (buy ? totals_.bought : totals_.sold) += amount;
    totals_.volume_base += linear ? amount : amount / price(fill.price);
    totals_.volume_quote += linear ? price(fill.price) * amount : amount;
    const base::Lots after(before.lots + base::sign(fill.side) * fill.quantity.count());
    totals_.max_inventory = std::max(totals_.max_inventory, std::fabs(quantity(after)));
  }
}

/// The path goes up to each fill with what was held before it.
void Books::settle_path() {
  std::size_t i = 0;
  for (const market::Fill& fill : waiting()) feed(market_.tape->ticks_until(fill.time - Nanos(1)), before_[i++]);
}

void Books::hold_until(Nanos time, double amount) {
  if (time <= since_) return;
  totals_.inventory_area += std::fabs(amount) * base::seconds(time - since_);
  since_ = time;
}

void Books::feed(std::size_t tick, const account::Holdings& holdings) {
  if (tick <= path_tick_) return;
  path_.add(*marks_, {path_tick_, tick}, holdings);
  path_tick_ = tick;
}

}  // namespace asgen::simulate
