#pragma once
// The lower tail of a sample of P&L (statistics.md 1.1 and 1.2). VaR and CVaR are losses: positive numbers are bad.

#include <cstddef>
#include <span>

#include "sim/account/change_sums.hpp"
#include "sim/account/statistics.hpp"

namespace asgen::account {

/// VaR and CVaR of one sample.
struct TailLoss {
  Value var, cvar;
  std::size_t rank = 0;  ///< VaR is the rank-th smallest loss; 0 when undefined
};

/// Value at risk L(j), j = ceil(alpha n - 1e-9), of the ascending losses L = -pnl, and the exact minimum of Rockafellar and Uryasev
/// (2000), [(j - alpha n) L(j) + sum over i > j of L(i)] / ((1 - alpha) n). With n (1 - alpha) < 1 both are the worst loss.
TailLoss var_cvar(std::span<const double> pnl, double alpha);

/// A finite sample in ascending order: several figures of one sample share the sort.
struct Ascending {
  std::span<const double> values;
};
TailLoss var_cvar(Ascending pnl, double alpha);

/// Cornish-Fisher VaR: the normal quantile bent by skewness and kurtosis. Display only: not monotone when they are large.
Value cornish_fisher_var(std::span<const double> pnl, double alpha);
/// The same from its ingredients.
Value cornish_fisher_var(const SeriesStatistics& series, double alpha);

/// Sharpe ratio adjusted for skewness and kurtosis (Pezier and White 2006), per period; a Taylor expansion, good for |SR| up to 1.
Value pezier_white_asr(std::span<const double> pnl);
/// The same from its three ingredients.
Value pezier_white_asr(const Value& sharpe, const Value& skewness, const Value& kurtosis);

/// |95 % quantile| over |5 % quantile|, linear (type 7). Says nothing about tails with fewer than 100 observations.
Value tail_ratio(std::span<const double> pnl);
Value tail_ratio(Ascending pnl);

/// Mean of the k smallest, 1 <= k <= n; too_few when there are not so many.
Value worst_k_mean(std::span<const double> pnl, std::size_t k);
Value worst_k_mean(Ascending pnl, std::size_t k);
/// The k that worst_k_mean takes by default: a tenth of the sample, at least 1.
std::size_t worst_tenth(std::size_t n);

/// Linear quantile (type 7) of an ascending, non-empty sample, 0 <= p <= 1.
double quantile(std::span<const double> ascending, double p);

/// Share of values above 0: ties are no wins. too_few when empty.
Value win_rate(std::span<const double> pnl);

}  // namespace asgen::account
