#include "sim/account/ledger.hpp"

#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::account {

Ledger::Ledger(const Grid& grid, const Balances& initial) : grid_(grid), initial_(initial) {
  base::expects(grid.price_quantum > 0 && grid.lot > 0, "price quantum and lot are positive");
}

void Ledger::apply(const Execution& execution) {
  base::expects(execution.quantity.count() > 0, "an execution moves a positive quantity");
  const std::int64_t signed_lots = base::sign(execution.side) * execution.quantity.count();
  const double value = grid_.value(execution.price, execution.quantity);
  position_ += signed_lots;
  fees_ += execution.fee_ratio * value;
  if (grid_.contract == Contract::linear) {
    value_ -= static_cast<Wide>(execution.price.count()) * signed_lots;
    return;
  }
  const double term = base::sign(execution.side) * value, sum = inverse_value_ + term;
  inverse_lost_ += std::fabs(inverse_value_) >= std::fabs(term) ? (inverse_value_ - sum) + term : (term - sum) + inverse_value_;
  inverse_value_ = sum;
}

void Ledger::pay_funding(double rate, double mark) {
  const double unit = unit_value(grid_.contract, mark);
  funding_ += rate * excess_amount() * unit;
  if (grid_.contract == Contract::linear) held_funding_ += rate * initial_.base * unit;
}

double Ledger::excess_cash() const {
  const double value =
      grid_.contract == Contract::linear ? nearest<double>(value_) * (grid_.price_quantum * grid_.lot) : inverse_value_ + inverse_lost_;
  return value - fees_ - funding_;
}

double Ledger::equity_change(double first_mark, double mark) const {
  const double held = grid_.contract == Contract::linear ? initial_.base * (mark - first_mark) : 0;
  return excess_equity(mark) + held - held_funding_;
}

}  // namespace asgen::account
