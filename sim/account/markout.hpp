#pragma once
// What a fill was worth when it happened and a little later (statistics.md 1.3), quantity weighted, in 1e-4 of the mid at the fill.

#include <array>
#include <cstddef>

#include "sim/account/statistics.hpp"
#include "sim/base/units.hpp"

namespace asgen::account {

/// Delays at which fills are marked again [s].
inline constexpr std::array<int, 3> kMarkoutHorizons_s{1, 5, 30};
inline constexpr std::size_t kHorizons = kMarkoutHorizons_s.size();

/// One fill with the prices around it, all in one unit of any size.
struct MarkedFill {
  base::Side side = base::Side::buy;
  double price = 0, quantity = 0;
  double mid = 0;                       ///< just before the event that filled us
  std::array<double, kHorizons> later;  ///< mid at each delay; NaN when the slice ends before, or there is no mid
};

/// Markout at one delay.
struct Markout {
  Value markout_bps;            ///< 1e4 s (mid later - price) / mid
  Value adverse_selection_bps;  ///< spread capture minus markout of the same fills: positive = the price went against us
  std::size_t n = 0;            ///< fills that had a mid at that delay
};

/// Weighted sums over fills.
class ExecutionQuality {
 public:
  /// Adds a fill; `mid` must be a number.
  void add(const MarkedFill& fill);
  /// Adds the fills of another.
  void add(const ExecutionQuality& other);

  /// 1e4 s (mid - price) / mid; too_few without a fill.
  [[nodiscard]] Value spread_capture_bps() const;
  [[nodiscard]] Markout at(std::size_t horizon) const;
  [[nodiscard]] std::size_t fills() const { return fills_; }

 private:
  struct Sums {
    double weight = 0, markout = 0, adverse = 0;
    std::size_t n = 0;
  };
  double weight_ = 0, capture_ = 0;
  std::size_t fills_ = 0;
  std::array<Sums, kHorizons> later_;
};

}  // namespace asgen::account
