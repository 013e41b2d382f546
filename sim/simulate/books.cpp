#include "sim/simulate/books.hpp"

#include <algorithm>

namespace asgen::simulate {

void Books::hold_until(base::Nanos time) {
  if (time <= since_) return;
  totals_.inventory_area += std::fabs(ledger_.excess_base()) * base::seconds(time - since_);
  since_ = time;
}

void Books::book(const market::Fill& fill) {
  hold_until(fill.time);
  ledger_.apply({fill.side, fill.price, fill.quantity, fee_ratio(fill)});
  (fill.side == base::Side::buy ? totals_.buys : totals_.sells) += 1;
  totals_.volume_base += quantity(fill.quantity);
  totals_.volume_quote += price(fill.price) * quantity(fill.quantity);
  totals_.max_inventory = std::max(totals_.max_inventory, std::fabs(ledger_.excess_base()));
  fills_.push_back(fill);
}

void Books::pay_funding(base::Nanos time, double rate, double mark) {
  hold_until(time);
  ledger_.pay_funding(rate, mark);
}

void Books::renew(const account::Balances& initial) {
  ledger_ = account::Ledger(grid_, initial);
  path_.rebase();
}

}  // namespace asgen::simulate
