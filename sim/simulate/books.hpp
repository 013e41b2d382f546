#pragma once
// What a segment has earned so far; travels from tape to tape.

#include <cmath>
#include <string_view>
#include <vector>

#include "sim/account/equity_path.hpp"
#include "sim/account/ledger.hpp"
#include "sim/account/round_trips.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/instrument.hpp"
#include "sim/market/options.hpp"
#include "sim/tape/columns.hpp"

namespace asgen::simulate {

/// Totals over the fills of a segment. "Amount" and "settlement" as in account/contract.hpp.
struct FillTotals {
  std::size_t buys = 0, sells = 0;
  double bought = 0, sold = 0;  ///< [amount]
  double volume_base = 0, volume_quote = 0;
  double inventory_area = 0;  ///< integral of |excess inventory| dt [amount s]
  double max_inventory = 0;   ///< [amount]
};

/// The units of a tape: its contract's size is part of the lot.
inline account::Grid grid_of(const tape::TapeInfo& info) {
  const bool inverse = std::string_view(info.contract) == "inverse";
  return {info.price_quantum, info.lot * info.contract_size, inverse ? account::Contract::inverse : account::Contract::linear};
}

/// Ledger, path and totals, kept in step.
class Books {
 public:
  Books(const account::Grid& grid, const account::Balances& initial, const market::Instrument& instrument, account::EquityPath path,
        market::FillRule rule = market::FillRule::shared)
      : grid_(grid), instrument_(instrument), rule_(rule), ledger_(grid, initial), path_(std::move(path)), trips_(grid) {}

  /// Books a fill at its own time.
  void book(const market::Fill& fill);
  /// Books funding at price `mark`.
  void pay_funding(base::Nanos time, double rate, double mark);
  /// Feeds the path a run of ticks during which nothing was traded.
  void feed(const account::MarkIndex& marks, const account::TickRange& ticks) {
    path_.add(marks, ticks, {ledger_.excess_cash(), ledger_.excess_amount(), ledger_.traded().count()});
  }
  /// Opens a tape at `time`: inventory before it is not counted in time averages.
  void open(base::Nanos time) {
    since_ = time;
    opening_inventory_ = ledger_.traded();
    path_.open_tape();
  }
  /// Accounts for inventory held until `time`.
  void hold_until(base::Nanos time);
  /// Starts afresh on a new tape: an empty ledger, results add up.
  void renew(const account::Balances& initial);
  /// Sets what the collateral of an inverse contract pays for at leverage 1, on either side [amount].
  void set_collateral(double amount) { collateral_ = amount; }

  [[nodiscard]] const account::Ledger& ledger() const { return ledger_; }
  [[nodiscard]] const account::EquityPath& path() const { return path_; }
  [[nodiscard]] const FillTotals& totals() const { return totals_; }
  [[nodiscard]] const account::RoundTrips& trips() const { return trips_; }
  [[nodiscard]] base::Nanos held_until() const { return since_; }
  [[nodiscard]] double collateral() const { return collateral_; }
  [[nodiscard]] const std::vector<market::Fill>& fills() const { return fills_; }
  /// Excess inventory when the tape was opened.
  [[nodiscard]] base::Lots opening_inventory() const { return opening_inventory_; }
  [[nodiscard]] const account::Grid& grid() const { return grid_; }
  [[nodiscard]] double price(base::Ticks ticks) const { return grid_.price(ticks); }
  [[nodiscard]] double quantity(base::Lots lots) const { return grid_.amount(lots); }
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
  account::RoundTrips trips_;
  FillTotals totals_;
  double collateral_ = 0;
  std::vector<market::Fill> fills_;
  base::Lots opening_inventory_;
  base::Nanos since_;
};

}  // namespace asgen::simulate
