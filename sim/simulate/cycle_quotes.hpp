#pragma once
// What a cyclic maker would quote at the decisions that are likely to come, read many at a time.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/simulate/leg.hpp"
#include "sim/strategy/cycle_lanes.hpp"

namespace asgen::simulate {

/// Leg and lanes must outlive it; the leg's gates have coarse mids.
class CycleQuotes {
 public:
  /// @param refresh ticks from an order's sending to the decision about it
  CycleQuotes(const Leg& leg, const strategy::CycleLanes& lanes, std::size_t refresh);

  /// Forgets what earlier balances gave.
  void forget() { size_ = 0; at_once_ = refresh_ > 1 ? kFewest : 1; }
  /// Entry of the block that has the decision at `tick`; good until the next call. Reads on from there when it is a new one, as for ticks
  /// at which orders are sent and cancelled in turn.
  std::size_t at(std::size_t tick) {
    if (next_ < size_ && ticks_[next_] > tick) next_ = 0;
    while (next_ < size_ && ticks_[next_] < tick) ++next_;
    if (next_ >= size_ || ticks_[next_] != tick) read(tick);
    return next_;
  }
  [[nodiscard]] const strategy::CycleBlock& block() const { return block_; }
  /// Prices of a side of an entry, best first; good until the next call.
  const std::vector<std::int32_t>& ladder(std::size_t entry, base::Side side);

 private:
  static constexpr std::size_t kFewest = 8;
  void read(std::size_t tick);
  [[nodiscard]] strategy::CycleColumns neighbours(std::size_t tick) const;
  strategy::CycleColumns gather(std::size_t n);
  /// With a fixed kappa the lanes do not read this column, so any will do.
  [[nodiscard]] std::span<const double> inverse_kappa() const { return leg_.inverse_kappa.empty() ? leg_.volatility : leg_.inverse_kappa; }

  const Leg& leg_;
  const strategy::CycleLanes& lanes_;
  std::span<const double> mid_, inverse_mid_;
  std::size_t refresh_;
  std::size_t size_ = 0, next_ = 0, at_once_ = 1;
  std::array<std::size_t, strategy::kQuoteLanes> ticks_;
  strategy::CycleBlock block_;
  std::array<std::array<double, strategy::kQuoteLanes>, 4> gathered_;
  std::vector<std::int32_t> prices_;
};

}  // namespace asgen::simulate
