#pragma once
// What a segment has earned so far; travels from tape to tape.
//
// A fill changes at once what decisions ask for, the ledger. All else that follows from it (round trips, totals, the equity path) waits
// until a batch has come together and is *settled* step by step: each accumulator sees the same operations in the same order, but its
// code and its look-ups come together instead of between decisions.

#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "sim/account/equity_path.hpp"
#include "sim/account/ledger.hpp"
#include "sim/account/round_trips.hpp"
#include "sim/base/contract.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/instrument.hpp"
#include "sim/market/options.hpp"
#include "sim/simulate/fill_marks.hpp"

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

/// Where a tape's accounts begin.
struct BooksOpening {
  MarkedTape market;                  ///< must outlive the books
  const account::MarkIndex* marks;    ///< so must they
  base::Nanos time;                   ///< inventory before it is not counted in time averages
  std::size_t first_tick;             ///< of the path
};

/// Ledger, fills, path and totals of a segment.
class Books {
 public:
  Books(const account::Grid& grid, const account::Balances& initial, const market::Instrument& instrument, account::EquityPath path,
        market::FillRule rule = market::FillRule::shared)
      : grid_(grid), instrument_(instrument), rule_(rule), ledger_(grid, initial), path_(std::move(path)), trips_(grid) {
    fills_.reserve(kUsualFills);
    fill_marks_.reserve(kUsualFills);
  }

  /// Opens a tape.
  void open(const BooksOpening& opening);
  /// Books a fill at its own time.
  void book(const market::Fill& fill);
  /// Books funding at price `mark`.
  void pay_funding(base::Nanos time, double rate, double mark);
  /// Settles what happened so far, while what that looks up is still in the caches.
  void settle();
  /// Settles all that happened on the tape: inventory is held until `time`, the path ends before tick `end_tick`.
  void close(base::Nanos time, std::size_t end_tick);
  /// Starts afresh on a new tape: an empty ledger, results add up.
  void renew(const account::Balances& initial);
  /// Sets what the collateral of an inverse contract pays for at leverage 1, on either side [amount].
  void set_collateral(double amount) { collateral_ = amount; }

  [[nodiscard]] const account::Ledger& ledger() const { return ledger_; }
  [[nodiscard]] double collateral() const { return collateral_; }
  [[nodiscard]] const std::vector<market::Fill>& fills() const { return fills_; }
  /// One per fill.
  [[nodiscard]] const std::vector<FillMark>& fill_marks() const { return settled(fill_marks_); }
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

  // Of a tape that is closed, or of one that has no fill yet.
  [[nodiscard]] const account::EquityPath& path() const { return settled(path_); }
  [[nodiscard]] const FillTotals& totals() const { return settled(totals_); }
  [[nodiscard]] const account::RoundTrips& trips() const { return settled(trips_); }
  [[nodiscard]] base::Nanos held_until() const { return settled(since_); }

 private:
  static constexpr std::size_t kBatch = 64;         // fills that wait at most
  static constexpr std::size_t kUsualFills = 2048;  // of a day: room for them at once saves copies

  [[nodiscard]] account::Holdings holdings() const { return {ledger_.excess_cash(), ledger_.excess_amount(), ledger_.traded().count()}; }
  [[nodiscard]] std::span<const market::Fill> waiting() const { return std::span(fills_).subspan(settled_); }
  template <class T>
  [[nodiscard]] const T& settled(const T& figures) const {
    base::expects(waiting().empty(), "what is asked for is settled");
    return figures;
  }
  void settle_trips();
  void settle_totals();
  void settle_path();
  void hold_until(base::Nanos time, double amount);
  void feed(std::size_t tick, const account::Holdings& holdings);

  account::Grid grid_;
  market::Instrument instrument_;
  market::FillRule rule_;
  account::Ledger ledger_;
  std::vector<market::Fill> fills_;
  std::size_t settled_ = 0;                         // fills that are
  std::array<account::Holdings, kBatch> before_{};  // each of the others
  std::vector<FillMark> fill_marks_;
  MarkedTape market_;
  const account::MarkIndex* marks_ = nullptr;
  std::size_t path_tick_ = 0;  // first tick not yet fed to the path
  account::EquityPath path_;
  account::RoundTrips trips_;
  FillTotals totals_;
  double collateral_ = 0;
  base::Lots opening_inventory_;
  base::Nanos since_;
};

}  // namespace asgen::simulate
