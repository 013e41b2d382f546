#include "sim/account/path_statistics.hpp"

#include <algorithm>
#include <vector>

#include "sim/account/numeric.hpp"

namespace asgen::account {
namespace {

/// Brings to their places what the tail figures read: the lowest tenth, and the two values about the quantile at 0.95.
void sort_tails(std::vector<double>& x) {
  constexpr std::size_t kSmall = 64;  // sorted as a whole
  if (x.size() < kSmall) return std::sort(x.begin(), x.end());
  const auto low = x.begin() + static_cast<std::ptrdiff_t>(worst_tenth(x.size()));
  const auto high = x.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(x.size() - 1));
  std::nth_element(x.begin(), low, x.end());
  std::sort(x.begin(), low);
  std::nth_element(low, high, x.end());
  std::iter_swap(high + 1, std::min_element(high + 1, x.end()));
}

}  // namespace

void describe_tails(std::span<const double> equity, PathStatistics& result) {
  std::vector<double> pnl;
  pnl.reserve(equity.size());
  ChangeSums sums;
  for (std::size_t end = 1; end < equity.size(); ++end) {
    pnl.push_back(equity[end] - equity[end - 1]);
    sums.add(pnl.back());
  }
  result.buckets = pnl.size();
  result.cornish_fisher_var_95 = cornish_fisher_var(sums.describe(), 0.95);
  if (!all_finite(pnl)) {
    const Value none = undefined(Status::non_finite_input);
    result.tail_95 = result.tail_99 = {none, none, 0};
    result.tail_ratio = result.worst = result.worst_tenth = none;
    return;
  }
  sort_tails(pnl);
  const Ascending sorted{pnl};
  result.tail_95 = var_cvar(sorted, 0.95);
  result.tail_99 = var_cvar(sorted, 0.99);
  result.tail_ratio = tail_ratio(sorted);
  result.worst = worst_k_mean(sorted, 1);
  result.worst_tenth = worst_k_mean(sorted, worst_tenth(pnl.size()));
}

}  // namespace asgen::account
