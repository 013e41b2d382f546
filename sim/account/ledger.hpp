#pragma once
// Cash and inventory of one instrument. Traded quantity and traded value are exact integers, so no sequence of fills
// can lose a cent to rounding; prices become currency only when a figure is asked for.

#include <cstdint>

#include "sim/base/units.hpp"

namespace asgen::account {

/// What one price quantum and one lot are worth.
struct Grid {
  double price_quantum = 1;  ///< quote currency
  double lot = 1;            ///< base currency
};

/// One execution of an own order.
struct Execution {
  base::Side side = base::Side::buy;
  base::Ticks price;
  base::Lots quantity;
  double fee_ratio = 0;  ///< fee over traded value; negative = rebate
};

/// Initial balances.
struct Balances {
  double base = 0;
  double quote = 0;
};

/// Book-keeping relative to holding the initial inventory: `excess` figures leave out what that inventory earns by itself.
class Ledger {
 public:
  Ledger(const Grid& grid, const Balances& initial);

  /// Books one execution.
  void apply(const Execution& execution);

  /// Books one funding payment: `rate` times position value at price `mark` (quote per base); longs pay positive rates.
  void pay_funding(double rate, double mark);

  [[nodiscard]] base::Lots traded() const { return base::Lots(position_); }  ///< bought minus sold
  [[nodiscard]] double excess_base() const { return static_cast<double>(position_) * grid_.lot; }
  /// Change of cash: sales minus purchases, fees and the funding of the traded inventory [quote].
  [[nodiscard]] double excess_cash() const;
  /// Excess P&L with the traded inventory valued at `mark` [quote].
  [[nodiscard]] double excess_equity(double mark) const { return excess_cash() + excess_base() * mark; }
  /// Raw change of equity when the price moved from `first_mark` to `mark` [quote].
  [[nodiscard]] double equity_change(double first_mark, double mark) const;

  [[nodiscard]] double base() const { return initial_.base + excess_base(); }  ///< total balance, locked included
  [[nodiscard]] double quote() const { return initial_.quote + excess_cash() - held_funding_; }
  [[nodiscard]] const Balances& initial() const { return initial_; }
  [[nodiscard]] double fees() const { return fees_; }
  [[nodiscard]] double funding() const { return funding_; }  ///< paid on the traded inventory

 private:
  __extension__ using Wide = __int128;  // ticks times lots of a long segment may pass 63 bits

  Grid grid_;
  Balances initial_;
  std::int64_t position_ = 0;
  Wide value_ = 0;  // sales minus purchases, ticks times lots
  double fees_ = 0;
  double funding_ = 0;
  double held_funding_ = 0;  // paid on the initial inventory
};

}  // namespace asgen::account
