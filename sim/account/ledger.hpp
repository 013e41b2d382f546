#pragma once
// Cash and inventory of one instrument. Traded quantity is an exact integer, and so is the traded value of a linear contract: no
// sequence of fills can lose a cent to rounding; prices become currency only when a figure is asked for. The traded value of an
// inverse contract is a sum of quotients, kept with compensation. "Cash" is the currency of settlement, "amount" what orders count
// (contract.hpp).

#include <cstdint>

#include "sim/account/contract.hpp"
#include "sim/account/wide.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/units.hpp"

namespace asgen::account {

/// What one price quantum and one lot are worth.
struct Grid {
  double price_quantum = 1;  ///< quote currency
  double lot = 1;            ///< amount: base currency, quote currency of an inverse contract
  Contract contract = Contract::linear;

  [[nodiscard]] double price(base::Ticks ticks) const { return ticks.as_double() * price_quantum; }
  [[nodiscard]] double amount(base::Lots lots) const { return lots.as_double() * lot; }
  /// Settlement value of `lots` traded at `ticks`, > 0.
  [[nodiscard]] double value(base::Ticks ticks, base::Lots lots) const {
    const double product = ticks.as_double() * lots.as_double() * (price_quantum * lot);
    return contract == Contract::linear ? product : amount(lots) / price(ticks);
  }
};

/// One execution of an own order.
struct Execution {
  base::Side side = base::Side::buy;
  base::Ticks price;
  base::Lots quantity;
  double fee_ratio = 0;  ///< fee over traded value; negative = rebate
};

/// Initial balances. An inverse contract starts without a position: `base` is its collateral, in the currency of settlement.
struct Balances {
  double base = 0;
  double quote = 0;
};

/// Book-keeping relative to holding the initial inventory: `excess` figures leave out what that inventory earns by itself.
class Ledger {
 public:
  Ledger(const Grid& grid, const Balances& initial);

  /// Books one execution.
  void apply(const Execution& execution) {
    base::expects(execution.quantity.count() > 0, "an execution moves a positive quantity");
    const std::int64_t signed_lots = base::sign(execution.side) * execution.quantity.count();
    const double value = grid_.value(execution.price, execution.quantity);
    position_ += signed_lots;
    fees_ += execution.fee_ratio * value;
    if (grid_.contract == Contract::linear) {
      value_ -= static_cast<Wide>(execution.price.count()) * signed_lots;
    } else {
      add_inverse(base::sign(execution.side) * value);
    }
  }

  /// Books one funding payment: `rate` times position value at price `mark`; longs pay positive rates.
  void pay_funding(double rate, double mark);

  [[nodiscard]] base::Lots traded() const { return base::Lots(position_); }  ///< bought minus sold
  [[nodiscard]] double excess_amount() const { return static_cast<double>(position_) * grid_.lot; }
  /// Change of cash: sales minus purchases, fees and the funding of the traded inventory, at settlement prices [settlement].
  [[nodiscard]] double excess_cash() const {
    const bool linear = grid_.contract == Contract::linear;
    return (linear ? nearest<double>(value_) * (grid_.price_quantum * grid_.lot) : inverse_value_ + inverse_lost_) - fees_ - funding_;
  }
  /// Excess P&L with the traded inventory valued at `mark` [settlement].
  [[nodiscard]] double excess_equity(double mark) const { return excess_cash() + excess_amount() * settlement_price(grid_.contract, mark); }
  /// Raw change of equity when the price moved from `first_mark` to `mark` [settlement].
  [[nodiscard]] double equity_change(double first_mark, double mark) const;

  /// Total balances of a linear contract, what orders lock included.
  [[nodiscard]] double base() const { return initial_.base + excess_amount(); }
  [[nodiscard]] double quote() const { return initial_.quote + excess_cash() - held_funding_; }
  [[nodiscard]] const Grid& grid() const { return grid_; }
  [[nodiscard]] const Balances& initial() const { return initial_; }
  [[nodiscard]] double fees() const { return fees_; }
  [[nodiscard]] double funding() const { return funding_; }  ///< paid on the traded inventory

 private:
  void add_inverse(double value);

  Grid grid_;
  Balances initial_;
  std::int64_t position_ = 0;
  Wide value_ = 0;                               // linear: sales minus purchases, ticks times lots: a long segment's may pass 63 bits
  double inverse_value_ = 0, inverse_lost_ = 0;  // inverse: purchases minus sales, amount over price; Neumaier's sum
  double fees_ = 0;
  double funding_ = 0;
  double held_funding_ = 0;  // paid on the initial inventory
};

}  // namespace asgen::account
