#pragma once
// The best quotes of many ticks at once, for stretches in which the balances stay the same: the arithmetic of `Avellaneda` with
// pricing hummingbot and all mends, in loops without branches that the compiler turns into SIMD lanes. Same bits as one tick at a time.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "sim/strategy/quantiser.hpp"
#include "sim/strategy/settings.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// What quotes depend on, one entry per decision; pointers to at least as many entries as decisions asked for.
struct QuoteColumns {
  const double* mid;                ///< quote currency
  const double* inverse_mid;        ///< 1 / mid
  const double* volatility;         ///< price units per clock tick
  const double* inverse_kappa;      ///< 1 / the estimate, price units; 0 = no signal; not read with a fixed kappa
  const std::int32_t* highest_bid;  ///< quanta; a post-only buy stays at or below
  const std::int32_t* lowest_ask;   ///< quanta
};

/// Decisions of one call.
inline constexpr std::size_t kQuoteLanes = 64;
/// A vector's worth; a rest costs as much, or more.
inline constexpr std::size_t kFewLanes = 4;

/// Whole numbers are doubles too: lanes of one width are twice as many a vector as lanes of two.
struct QuoteBlock {
  std::array<double, kQuoteLanes> bid_price, ask_price, step;  ///< before rounding; distance between levels [quote]
  std::array<double, kQuoteLanes> bid, ask;                    ///< quanta, level 0
  std::array<double, kQuoteLanes> buy_lots, sell_lots;         ///< tape lots of each level
  /// Not 0 where the quotes need a closer look: a size, notional or budget too small for one order, a price that is none, no signal.
  std::array<double, kQuoteLanes> odd;
};

/// Blocks of ticks of one call of `bounds`.
inline constexpr std::size_t kBoundLanes = 8;

/// Ranges of the columns over blocks of ticks; pointers to kBoundLanes entries. What is NaN makes its block odd.
struct RangeColumns {
  const double *mid_low, *mid_high;
  const double *volatility_low, *volatility_high;
  const double *inverse_kappa_low, *inverse_kappa_high;  ///< not read with a fixed kappa
};
/// What buys and sells must stay away from the mid to be out of reach [price units]; pointers to kBoundLanes entries.
struct ReachDepths {
  const double *buy, *sell;
};
/// Bits of flags: the buy, or the sell, may be in reach; there may be no signal; the quotes may be odd for another reason.
inline constexpr std::int32_t kNearBuy = 1, kNearSell = 2, kMayBeSilent = 4, kMayBeOdd = 8;

/// Bounds of the quotes over the same blocks.
struct QuoteBounds {
  std::array<double, kBoundLanes> width;  ///< of the spread without the part that volatility gives, at least [price units]
  std::array<std::int32_t, kBoundLanes> flags;
};

/// Ticks of one call of `near`, and one flag each.
inline constexpr std::size_t kNearLanes = 16;
using NearFlags = std::array<std::int32_t, kNearLanes>;

/// Everything a decision needs besides its own column entries.
struct QuoteConstants {
  double base, quote;  ///< balances
  double gamma, inverse_multiplier, width, fixed_spread, half_min, eta, step_share;
  double target_share, fixed_target;
  double amount, full_lots, levels, with_fee, min_notional;
  double base_lots;                ///< whole lots that `base` pays for
  bool no_buys, no_sells;          ///< the balance pays for no order on that side
  double buy_floor, buy_ceiling;   ///< with no_buys: only while the best buy is between these [quanta]
  double sell_ceiling;             ///< with no_sells: only while the best sell is below this [quanta]
  double lots_per_unit, lot, ticks_per_unit, quanta_per_tick, quanta_per_unit, lots_per_lot;
};

/// How far a ladder goes and how large its orders are.
struct QuoteLadder {
  std::size_t orders;
  base::Lots lots, last;  ///< of each order, of the last one
};

/// An order of a ladder with one level; no lots: there is none.
struct SingleQuote {
  std::int32_t price;
  base::Lots lots;
};

class QuoteLanes {
 public:
  QuoteLanes(const Settings& settings, const Venue& venue);
  /// Whether these settings are among those that the lanes know.
  static bool know(const Settings& settings);

  /// Balances for the next calls. Where prices are about `price` [quote; NaN: unknown], fewer quotes are odd.
  void set_balances(double base, double quote, double price = std::numeric_limits<double>::quiet_NaN());
  /// Whether the balances pay for orders on a side at all; where they do not, what its lanes say is of no use.
  [[nodiscard]] bool has_funds(base::Side side) const { return side == base::Side::buy ? !constants_.no_buys : !constants_.no_sells; }
  [[nodiscard]] const QuoteConstants& constants() const { return constants_; }
  /// Quotes of `n` <= kQuoteLanes decisions.
  void quote(const QuoteColumns& columns, std::size_t n, QuoteBlock& block) const;
  /// Orders of one side of decision `i` of a block that is not odd. @param prices levels() of them [quanta], best level first
  QuoteLadder ladder(const QuoteColumns& columns, const QuoteBlock& block, std::size_t i, base::Side side, std::span<std::int32_t> prices) const;
  /// The same for makers of one level.
  [[nodiscard]] SingleQuote single(const QuoteBlock& block, std::size_t i, base::Side side) const;
  [[nodiscard]] int levels() const { return static_cast<int>(constants_.levels); }
  /// Bounds for all decisions in the ranges.
  void bounds(const RangeColumns& ranges, const ReachDepths& depths, QuoteBounds& bounds) const;
  /// One bit per block: whether it has any of these flags.
  [[nodiscard]] static unsigned flagged(const QuoteBounds& bounds, std::int32_t bits);
  /// Flags the ticks, of kNearLanes that are at most silent, at which the buy could be at `buy` [quanta] or above, the sell at `sell` or
  /// below, a few too many, never too few; and those without a signal, exactly. @param width what `bounds` says of a block with these ticks; @param buy,sell one per tick
  void near(const QuoteColumns& columns, double width, const std::int32_t* buy, const std::int32_t* sell, NearFlags& flags) const;

 private:
  [[nodiscard]] QuoteLadder afford_buys(std::span<const std::int32_t> prices, base::Lots lots) const;
  [[nodiscard]] QuoteLadder afford_sells(std::span<const std::int32_t> prices, base::Lots lots) const;
  [[nodiscard]] QuoteLadder ladder_to(std::size_t level, std::int32_t price, base::Lots lots, base::Lots part) const;

  QuoteConstants constants_{};
  Quantiser quantiser_;
  bool fixed_kappa_;
  double price_quantum_, lot_;  ///< the tape's
};

}  // namespace asgen::strategy
