#include "sim/account/ledger.hpp"

#include "sim/base/contract.hpp"

namespace asgen::account {

Ledger::Ledger(const Grid& grid, const Balances& initial) : grid_(grid), initial_(initial) {
  base::expects(grid.price_quantum > 0 && grid.lot > 0, "price quantum and lot are positive");
}

void Ledger::apply(const Execution& execution) {
  base::expects(execution.quantity.count() > 0, "an execution moves a positive quantity");
  const std::int64_t signed_lots = base::sign(execution.side) * execution.quantity.count();
  const Wide value = static_cast<Wide>(execution.price.count()) * signed_lots;
  position_ += signed_lots;
  value_ -= value;
  const double traded = execution.price.as_double() * execution.quantity.as_double() * (grid_.price_quantum * grid_.lot);
  fees_ += execution.fee_ratio * traded;
}

void Ledger::pay_funding(double rate, double mark) {
  funding_ += rate * excess_base() * mark;
  held_funding_ += rate * initial_.base * mark;
}

double Ledger::excess_cash() const { return static_cast<double>(value_) * (grid_.price_quantum * grid_.lot) - fees_ - funding_; }

double Ledger::equity_change(double first_mark, double mark) const {
  return excess_equity(mark) + initial_.base * (mark - first_mark) - held_funding_;
}

}  // namespace asgen::account
