#pragma once
// From the books of a segment's tapes to its metric row.

#include <cstddef>
#include <vector>

#include "sim/account/metrics.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/fill_qualities.hpp"
#include "sim/simulate/leg.hpp"
#include "sim/simulate/simulation.hpp"

namespace asgen::simulate {

/// Sums over tapes, which must outlive them.
class Totals {
 public:
  /// Adds what the clock says about a finished leg.
  void add_leg(const Leg& leg, const Simulation& simulation, const Books& books);
  /// Marks the books at the end of a leg: once per segment, or once per tape with Carry::none. Checks that the P&L equals the sum of
  /// the fills' edges to the mark minus fees and funding (statistics.md 1.3) and throws ContractViolation when it does not.
  void mark(const Leg& leg, std::size_t events, const Books& books);
  /// The first mark of the books, for the raw change of equity.
  void open_mark(double mid, const Books& books);

  [[nodiscard]] account::MetricRow row(const Books& books) const;

 private:
  void set_earnings(const Books& books, account::MetricRow& row) const;
  void set_intraday(const Books& books, const account::PathSums& sums, account::MetricRow& row) const;
  void set_inventory(const Books& books, const account::InventoryDynamics& dynamics, account::MetricRow& row) const;
  void set_orders(const Books& books, account::MetricRow& row) const;
  void set_order_counts(const Books& books, account::MetricRow& row) const;
  void set_markouts(const Books& books, account::MetricRow& row) const;
  [[nodiscard]] account::Value map(const Books& books) const { return {books.totals().inventory_area / seconds_}; }

  double first_mark_ = 0, capital_ = 0, clock_s_ = 1;
  std::size_t marked_fills_ = 0;  // fills of earlier marks
  double seconds_ = 0, locked_ = 0;
  double unit_value_seconds_ = 0, valued_seconds_ = 0;  // integral of the value of one amount, and over what time
  QuoteTotals quotes_;
  KappaCount kappa_;
  std::vector<LegFills> legs_;
  double pnl_mid_ = 0, pnl_close_ = 0, equity_change_ = 0, fees_ = 0, funding_ = 0, inventory_ = 0;
};

}  // namespace asgen::simulate
