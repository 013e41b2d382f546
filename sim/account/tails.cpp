#include "sim/account/tails.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/account/numeric.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::account {
namespace {

std::vector<double> ascending(std::span<const double> x) {
  std::vector<double> sorted(x.begin(), x.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

Status sample_status(std::span<const double> x) {
  if (!all_finite(x)) return Status::non_finite_input;
  return x.empty() ? Status::too_few : Status::ok;
}

}  // namespace

TailLoss var_cvar(std::span<const double> pnl, double alpha) {
  if (!all_finite(pnl)) return {undefined(Status::non_finite_input), undefined(Status::non_finite_input), 0};
  return var_cvar(Ascending{ascending(pnl)}, alpha);
}

TailLoss var_cvar(Ascending pnl, double alpha) {
  base::expects(alpha >= 0 && alpha < 1, "a level in [0, 1)");
  const std::span<const double> sorted = pnl.values;
  if (sorted.empty()) return {undefined(Status::too_few), undefined(Status::too_few), 0};
  const auto n = static_cast<double>(sorted.size());
  const auto rank = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(alpha * n - 1e-9)));
  const std::size_t beyond = sorted.size() - rank;  // losses larger than VaR, at the front of the ascending P&L
  const double var = -sorted[beyond];
  const double tail = compensated_sum(sorted.first(beyond));
  const double cvar = ((static_cast<double>(rank) - alpha * n) * var - tail) / ((1 - alpha) * n);
  return {{var}, {cvar}, rank};
}

Value cornish_fisher_var(std::span<const double> pnl, double alpha) {
  const Moments m = moments(pnl);
  return cornish_fisher_var({m.mean, {}, m.skewness, m.kurtosis, m.mean.value, m.standard_deviation.value}, alpha);
}

Value cornish_fisher_var(const SeriesStatistics& series, double alpha) {
  if (series.skewness.status != Status::ok) return series.skewness;
  const double z = base::normal_quantile(1 - alpha);
  const double g1 = series.skewness.value, excess = series.kurtosis.value - 3;
  const double bent = z + (z * z - 1) * g1 / 6 + (z * z * z - 3 * z) * excess / 24 - (2 * z * z * z - 5 * z) * g1 * g1 / 36;
  return {-(series.mean + series.deviation * bent)};
}

Value pezier_white_asr(const Value& sharpe, const Value& skewness, const Value& kurtosis) {
  for (const Value& v : {sharpe, skewness, kurtosis}) {
    if (v.status != Status::ok) return v;
  }
  const double sr = sharpe.value;
  return {sr * (1 + skewness.value / 6 * sr - (kurtosis.value - 3) / 24 * sr * sr)};
}

Value pezier_white_asr(std::span<const double> pnl) {
  const Moments m = moments(pnl);
  return pezier_white_asr(sharpe(pnl), m.skewness, m.kurtosis);
}

double quantile(std::span<const double> sorted, double p) {
  base::expects(!sorted.empty() && p >= 0 && p <= 1, "a quantile of a sample");
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Value tail_ratio(std::span<const double> pnl) {
  if (const Status status = sample_status(pnl); status != Status::ok) return undefined(status);
  return tail_ratio(Ascending{ascending(pnl)});
}

Value tail_ratio(Ascending pnl) {
  if (pnl.values.empty()) return undefined(Status::too_few);
  return ratio(std::fabs(quantile(pnl.values, 0.95)), std::fabs(quantile(pnl.values, 0.05)));
}

Value worst_k_mean(std::span<const double> pnl, std::size_t k) {
  if (!all_finite(pnl)) return undefined(Status::non_finite_input);
  return worst_k_mean(Ascending{ascending(pnl)}, k);
}

Value worst_k_mean(Ascending pnl, std::size_t k) {
  base::expects(k >= 1, "a mean of at least one");
  if (pnl.values.size() < k) return undefined(Status::too_few);
  return {plain_mean(pnl.values.first(k))};
}

std::size_t worst_tenth(std::size_t n) { return std::max<std::size_t>(1, (n + 9) / 10); }

Value win_rate(std::span<const double> pnl) {
  if (const Status status = sample_status(pnl); status != Status::ok) return undefined(status);
  const auto wins = std::count_if(pnl.begin(), pnl.end(), [](double v) { return v > 0; });
  return {static_cast<double>(wins) / static_cast<double>(pnl.size())};
}

}  // namespace asgen::account
