#include "sim/account/ledger.hpp"

#include <cmath>

namespace asgen::account {

Ledger::Ledger(const Grid& grid, const Balances& initial) : grid_(grid), initial_(initial) {
  base::expects(grid.price_quantum > 0 && grid.lot > 0, "price quantum and lot are positive");
}

void Ledger::add_inverse(double value) {
  const double sum = inverse_value_ + value;
  inverse_lost_ += std::fabs(inverse_value_) >= std::fabs(value) ? (inverse_value_ - sum) + value : (value - sum) + inverse_value_;
  inverse_value_ = sum;
}

void Ledger::pay_funding(double rate, double mark) {
  const double unit = unit_value(grid_.contract, mark);
  funding_ += rate * excess_amount() * unit;
  if (grid_.contract == Contract::linear) held_funding_ += rate * initial_.base * unit;
}

double Ledger::equity_change(double first_mark, double mark) const {
  const double held = grid_.contract == Contract::linear ? initial_.base * (mark - first_mark) : 0;
  return excess_equity(mark) + held - held_funding_;
}

}  // namespace asgen::account
