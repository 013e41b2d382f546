#pragma once
// Drawdowns on a stated capital, and what is earned for them (statistics.md 1.1). `pnl` is a series of changes; wealth is
// W = capital + its running sum, and the start counts as the first peak.

#include <span>

#include "sim/account/statistics.hpp"

namespace asgen::account {

/// Largest (peak - W) / peak; above 1 when more than the capital is lost. capital_not_positive when it is <= 0.
Value max_drawdown_rel(std::span<const double> pnl, double capital);

/// Sum of P&L over the largest absolute drawdown, not annualised (RoMaD); zero_drawdown when nothing was lost.
Value return_over_max_drawdown(std::span<const double> pnl);

/// Mean P&L times `periods_per_year` on the capital, over the relative drawdown (Young 1991). Huge and meaningless on a month of days.
Value calmar(std::span<const double> pnl, double capital, double periods_per_year);

/// Root mean square of the percentage below the running peak, over all points and the start (Martin 1989) [%].
Value ulcer_index_pct(std::span<const double> pnl, double capital);

/// Both figures of a path given as equity at n + 1 points, the first of which is the start.
struct RelativeDrawdown {
  Value max, ulcer_pct;
};
RelativeDrawdown relative_drawdown(std::span<const double> equity, double capital);

}  // namespace asgen::account
