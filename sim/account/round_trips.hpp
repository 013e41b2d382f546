#pragma once
// Trades seen as closed business: round trips from the initial inventory and back, and gains against average cost.

#include <cstddef>
#include <cstdint>

#include "sim/account/ledger.hpp"
#include "sim/account/statistics.hpp"
#include "sim/base/units.hpp"

namespace asgen::account {

/// A *round trip* begins when the inventory leaves its initial level and ends when it is back there; a fill through that level ends one
/// and begins the next, its value and fee shared by quantity. Its P&L is the change of cash, fees and funding included.
class RoundTrips {
 public:
  explicit RoundTrips(const Grid& grid) : grid_(grid) {}

  /// Books one execution at `time` (not before earlier ones).
  void apply(const Execution& execution, base::Nanos time);
  /// Funding paid by the open trip [settlement].
  void charge(double funding) { cash_ -= funding; }
  /// Forgets the open trip: a fresh ledger. What was closed stays.
  void drop_open(base::Nanos time);

  [[nodiscard]] std::size_t closed() const { return closed_; }
  /// Share of round trips that earned more than 0; too_few without one.
  [[nodiscard]] Value win_rate() const;
  /// Gains of quantity that was opened and closed again, against the average price of the open position, before fees [settlement].
  [[nodiscard]] double closed_gains() const { return gains_; }
  /// Longest time away from the initial inventory up to `until`, an open trip included.
  [[nodiscard]] base::Nanos longest_holding(base::Nanos until) const;

 private:
  void open(int sign, std::int64_t lots, const Execution& execution, base::Nanos time);
  void reduce(int sign, std::int64_t lots, const Execution& execution, base::Nanos time);
  void settle(double spent, std::int64_t lots, const Execution& execution);
  [[nodiscard]] double flow(int sign, std::int64_t lots, const Execution& execution) const;

  Grid grid_;
  std::int64_t position_ = 0;
  double cost_ = 0;  // amount times settlement price of the open position, by average
  double cash_ = 0;    // of the open trip
  double turned_ = 0;  // value traded by the open trip: below 1e-12 of it, cash is rounding noise
  double gains_ = 0;
  std::size_t closed_ = 0, won_ = 0;
  base::Nanos opened_;
  base::Nanos longest_{0};
};

}  // namespace asgen::account
