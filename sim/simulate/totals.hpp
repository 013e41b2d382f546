#pragma once
// From the books of a segment's tapes to its metric row.

#include <cstddef>

#include "sim/account/metrics.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/leg.hpp"
#include "sim/simulate/simulation.hpp"

namespace asgen::simulate {

/// Sums over tapes.
class Totals {
 public:
  /// Adds what the clock says about a finished leg.
  void add_leg(const Leg& leg, const Simulation& simulation);
  /// Marks the books at the end of a leg: once per segment, or once per tape with Carry::none. Checks that the P&L equals the sum of
  /// the fills' edges to the mark minus fees and funding (statistics.md 1.3) and throws ContractViolation when it does not.
  void mark(const Leg& leg, std::size_t events, const Books& books);
  /// The first mark of the books, for the raw change of equity.
  void open_mark(double mid) { first_mark_ = mid; }

  [[nodiscard]] account::MetricRow row(const Books& books) const;

 private:
  double first_mark_ = 0;
  std::size_t marked_fills_ = 0;  // fills of earlier marks
  double seconds_ = 0, quoted_ = 0, locked_ = 0;
  KappaCount kappa_;
  double pnl_mid_ = 0, pnl_close_ = 0, equity_change_ = 0, fees_ = 0, funding_ = 0, inventory_ = 0;
};

}  // namespace asgen::simulate
