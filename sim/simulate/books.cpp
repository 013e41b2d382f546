#include "sim/simulate/books.hpp"

#include <algorithm>

namespace asgen::simulate {

void Books::hold_until(base::Nanos time) {
  if (time <= since_) return;
  totals_.inventory_area += std::fabs(ledger_.excess_amount()) * base::seconds(time - since_);
  since_ = time;
}

void Books::book(const market::Fill& fill) {
  hold_until(fill.time);
  const account::Execution execution{fill.side, fill.price, fill.quantity, fee_ratio(fill)};
  ledger_.apply(execution);
  trips_.apply(execution, fill.time);
  const bool buy = fill.side == base::Side::buy, linear = grid_.contract == account::Contract::linear;
  const double amount = quantity(fill.quantity);
  (buy ? totals_.buys : totals_.sells) += 1;
  (buy ? totals_.bought : totals_.sold) += amount;
  totals_.volume_base += linear ? amount : amount / price(fill.price);
  totals_.volume_quote += linear ? price(fill.price) * amount : amount;
  totals_.max_inventory = std::max(totals_.max_inventory, std::fabs(ledger_.excess_amount()));
  fills_.push_back(fill);
}

void Books::pay_funding(base::Nanos time, double rate, double mark) {
  hold_until(time);
  const double before = ledger_.funding();
  ledger_.pay_funding(rate, mark);
  trips_.charge(ledger_.funding() - before);
}

void Books::renew(const account::Balances& initial) {
  ledger_ = account::Ledger(grid_, initial);
  path_.rebase();
  trips_.drop_open(since_);
}

}  // namespace asgen::simulate
