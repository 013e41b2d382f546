#include "sim/account/path_statistics.hpp"

#include <algorithm>
#include <vector>

#include "sim/account/numeric.hpp"

namespace asgen::account {

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
  std::sort(pnl.begin(), pnl.end());
  const Ascending sorted{pnl};
  result.tail_95 = var_cvar(sorted, 0.95);
  result.tail_99 = var_cvar(sorted, 0.99);
  result.tail_ratio = tail_ratio(sorted);
  result.worst = worst_k_mean(sorted, 1);
  result.worst_tenth = worst_k_mean(sorted, worst_tenth(pnl.size()));
}

}  // namespace asgen::account
