#pragma once
// The quotes of many ticks at once of a maker that does as Hummingbot does: the arithmetic of `Avellaneda` with pricing hummingbot and no
// mend, where asks are rounded down and nothing keeps away from the opposite best. Same bits as one tick at a time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/strategy/quote_lanes.hpp"

namespace asgen::strategy {

/// What quotes depend on, one entry per decision; pointers to at least as many entries as decisions asked for, in whole eights.
struct CycleColumns {
  const double* mid;            ///< of the coarse best prices; NaN makes the decision odd
  const double* inverse_mid;    ///< 1 / mid
  const double* volatility;     ///< price units per clock tick
  const double* inverse_kappa;  ///< 1 / the estimate, price units; 0 = no signal; not read with a fixed kappa
};

struct CycleBlock {
  std::array<double, kQuoteLanes> bid_price, ask_price, step;  ///< before rounding; distance between levels [quote]
  std::array<std::int32_t, kQuoteLanes> bid, ask;              ///< quanta, level 0
  std::array<std::int32_t, kQuoteLanes> buy_lots, sell_lots;   ///< tape lots of each level
  std::array<std::int32_t, kQuoteLanes> odd;                   ///< as in QuoteBlock
};

/// Prices alone, which is what most decisions are about.
struct CyclePrices {
  std::array<std::int32_t, kQuoteLanes + 1> bid, ask;  ///< quanta, level 0; one entry more so that each has a next one
  std::array<std::int32_t, kQuoteLanes> odd;           ///< as in QuoteBlock; a few more
};

/// A sum of CycleMark a decision.
using CycleMarks = std::array<std::uint8_t, kQuoteLanes>;
enum CycleMark : std::uint8_t {
  kSame = 1,  ///< the prices are those of the next entry
  kLoud = 2,  ///< the buy is at a price or above, or the sell at one or below
  kOdd = 4,   ///< as in CyclePrices
};

/// What bounds tell of blocks of ticks.
struct CycleBounds {
  std::array<std::int32_t, kBoundLanes> apart;  ///< not 0: min_spread alone makes both prices of all ticks, and none is odd
};

class CycleLanes {
 public:
  CycleLanes(const Settings& settings, const Venue& venue);
  /// Whether these settings are among those that the lanes know.
  static bool know(const Settings& settings);

  /// Balances for the next calls.
  void set_balances(double base, double quote) { lanes_.set_balances(base, quote); }
  /// Quotes of `n` <= kQuoteLanes decisions.
  void quote(const CycleColumns& columns, std::size_t n, CycleBlock& block) const;
  /// Prices of `n` <= kQuoteLanes decisions, into the entries from `first` on; for less work than `quote`.
  void price(const CycleColumns& columns, std::size_t first, std::size_t n, CyclePrices& prices) const;
  /// The same for ticks whose prices min_spread makes.
  void price_apart(const double* mid, std::size_t first, std::size_t n, CyclePrices& prices) const;
  /// Marks `n` entries; the rest stays. @param buy,sell for kLoud, one per entry
  static void mark(const CyclePrices& prices, const std::int32_t* buy, const std::int32_t* sell, std::size_t n, CycleMarks& marks);
  /// What holds for all ticks in the ranges.
  void bounds(const RangeColumns& ranges, CycleBounds& bounds) const;
  /// Price [quanta] of a level of decision `i` of a block that is not odd.
  [[nodiscard]] std::int32_t price(const CycleBlock& block, std::size_t i, base::Side side, std::size_t level) const;
  [[nodiscard]] std::size_t levels() const { return levels_; }

 private:
  QuoteLanes lanes_;  ///< for its constants, which are the same
  Quantiser quantiser_;
  bool fixed_kappa_;
  std::size_t levels_;
};

}  // namespace asgen::strategy
