#pragma once
// A window of neighbouring ticks of a maker that decides at every tick: at which of them its prices stay, and at which something could
// happen to orders at them. One bit a tick.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/simulate/leg.hpp"
#include "sim/strategy/cycle_lanes.hpp"

namespace asgen::simulate {

/// Leg, lanes and reach (of one tick) must outlive it; the leg's gates have coarse mids.
class CycleWindow {
 public:
  static constexpr std::size_t kTicks = strategy::kQuoteLanes;

  CycleWindow(const Leg& leg, const strategy::CycleLanes& lanes, const tape::Reach& reach);

  /// Forgets what earlier balances gave.
  void forget();
  /// Reads the window with `tick`, which is not the tape's last one; true when it was not there yet.
  bool show(std::size_t tick) {
    if (shows(tick)) return false;
    read(tick);
    return true;
  }
  [[nodiscard]] bool shows(std::size_t tick) const { return tick - first_ < size_; }  // an earlier one wraps round
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t end() const { return first_ + size_; }
  /// Bit i: the prices of tick first() + i are those of the tick before; bit 0 is 0.
  [[nodiscard]] std::uint64_t same() const { return same_; }
  /// The quotes need a closer look; also set beyond the end.
  [[nodiscard]] std::uint64_t odd() const { return odd_; }
  [[nodiscard]] bool is_odd(std::size_t tick) const { return (odd_ >> (tick - first_) & 1) != 0; }
  /// Odd, or orders at these prices could be refused or touched before those of the next tick arrive.
  [[nodiscard]] std::uint64_t eventful() const { return eventful_; }
  [[nodiscard]] std::int32_t bid(std::size_t tick) const { return prices_.bid[tick - first_]; }
  [[nodiscard]] std::int32_t ask(std::size_t tick) const { return prices_.ask[tick - first_]; }

 private:
  void read(std::size_t tick);
  void price_blocks();
  void mark();
  /// With a fixed kappa the lanes do not read this column, so any will do.
  [[nodiscard]] std::span<const double> inverse_kappa() const { return leg_.inverse_kappa.empty() ? leg_.volatility : leg_.inverse_kappa; }
  void look_at_bounds(std::size_t block);

  const Leg& leg_;
  const strategy::CycleLanes& lanes_;
  const tape::Reach& reach_;
  const tape::CoarseMids& mids_;
  std::size_t first_ = 0, size_ = 0;
  std::size_t fewer_;
  std::size_t bounded_;  ///< first block of the bounds
  std::uint64_t same_ = 0, odd_ = 0, eventful_ = 0;
  strategy::CyclePrices prices_;
  strategy::CycleBounds bounds_;
  strategy::CycleMarks marks_;
};

}  // namespace asgen::simulate
