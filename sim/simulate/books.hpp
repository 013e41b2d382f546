#pragma once
// What a segment has earned so far; travels from tape to tape.

#include <cmath>
#include <vector>

#include "sim/account/equity_path.hpp"
#include "sim/account/ledger.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/instrument.hpp"
#include "sim/market/options.hpp"

namespace asgen::simulate {

/// Totals over the fills of a segment.
struct FillTotals {
  std::size_t buys = 0, sells = 0;
  double volume_base = 0, volume_quote = 0;
  double inventory_area = 0;  ///< integral of |excess inventory| dt [base s]
  double max_inventory = 0;   ///< [base]
};

/// Ledger, path and totals, kept in step.
class Books {
 public:
  Books(const account::Grid& grid, const account::Balances& initial, const market::Instrument& instrument, account::EquityPath path,
        market::FillRule rule = market::FillRule::shared)
      : grid_(grid), instrument_(instrument), rule_(rule), ledger_(grid, initial), path_(std::move(path)) {}

  /// Books a fill at its own time.
  void book(const market::Fill& fill);
  /// Books funding at price `mark`.
  void pay_funding(base::Nanos time, double rate, double mark);
  /// Feeds the path a run of ticks during which nothing was traded.
  void feed(std::span<const double> mid) { path_.add(mid, {ledger_.excess_cash(), ledger_.excess_base()}); }
  /// Opens a tape at `time`: inventory before it is not counted in time averages.
  void open(base::Nanos time) { since_ = time; }
  /// Accounts for inventory held until `time`.
  void hold_until(base::Nanos time);
  /// Starts afresh on a new tape: an empty ledger, results add up.
  void renew(const account::Balances& initial);

  [[nodiscard]] const account::Ledger& ledger() const { return ledger_; }
  [[nodiscard]] const account::EquityPath& path() const { return path_; }
  [[nodiscard]] const FillTotals& totals() const { return totals_; }
  [[nodiscard]] const std::vector<market::Fill>& fills() const { return fills_; }
  [[nodiscard]] double price(base::Ticks ticks) const { return ticks.as_double() * grid_.price_quantum; }
  [[nodiscard]] double quantity(base::Lots lots) const { return lots.as_double() * grid_.lot; }
  /// Hummingbot's paper exchange never charges the fee of a buy (hummingbot.md 10.1).
  [[nodiscard]] double fee_ratio(const market::Fill& fill) const {
    if (rule_ == market::FillRule::paper && fill.side == base::Side::buy) return 0;
    return fill.cause == market::FillCause::taker ? instrument_.taker_fee : instrument_.maker_fee;
  }
  [[nodiscard]] const market::Instrument& instrument() const { return instrument_; }

 private:
  account::Grid grid_;
  market::Instrument instrument_;
  market::FillRule rule_;
  account::Ledger ledger_;
  account::EquityPath path_;
  FillTotals totals_;
  std::vector<market::Fill> fills_;
  base::Nanos since_;
};

}  // namespace asgen::simulate
