#include "sim/account/across_days.hpp"

#include <algorithm>
#include <cmath>

#include "sim/account/drawdown.hpp"
#include "sim/account/numeric.hpp"
#include "sim/account/tails.hpp"

namespace asgen::account {
namespace {

constexpr double kTailOverMedian = 10;

Value median(std::span<const double> x) {
  if (!all_finite(x)) return undefined(Status::non_finite_input);
  if (x.empty()) return undefined(Status::too_few);
  std::vector<double> sorted(x.begin(), x.end());
  std::sort(sorted.begin(), sorted.end());
  return {quantile(sorted, 0.5)};
}

/// Standard error of a Sharpe ratio of independent observations (Mertens 2002).
Value sharpe_error(const Value& sharpe, const Moments& m, std::size_t n) {
  if (sharpe.status != Status::ok) return sharpe;
  const double variance = 1 - m.skewness.value * sharpe.value + (m.kurtosis.value - 1) / 4 * sharpe.value * sharpe.value;
  return {std::sqrt(variance / static_cast<double>(n - 1))};
}

}  // namespace

std::vector<Figure> describe_days(std::span<const double> x) {
  const Moments m = moments(x);
  const Value sr = sharpe(x);
  const TailLoss tail_75 = var_cvar(x, 0.75), tail_95 = var_cvar(x, 0.95);
  return {
      {"segments", "count", {static_cast<double>(x.size())}},
      {"mean_daily", "observed", m.mean},
      {"median_daily", "observed", median(x)},
      {"sd_daily", "observed", m.standard_deviation},
      {"sr_daily", "1", sr},
      {"sr_daily_error", "1", sharpe_error(sr, m, x.size())},
      {"sortino_daily", "1", sortino(x)},
      {"skew_daily", "1", m.skewness},
      {"kurtosis_daily", "1", m.kurtosis},
      {"asr_daily", "1", pezier_white_asr(sr, m.skewness, m.kurtosis)},
      {"days_won", "1", win_rate(x)},
      {"worst_day", "observed", worst_k_mean(x, 1)},
      {"worst_tenth_daily", "observed", worst_k_mean(x, worst_tenth(x.size()))},
      {"var75_daily", "observed", tail_75.var},
      {"cvar75_daily", "observed", tail_75.cvar},
      {"cvar95_daily", "observed", tail_95.cvar},
      {"tail_ratio_daily", "1", tail_ratio(x)},
      {"max_drawdown_daily", "observed", max_drawdown_abs(x)},
      {"romad_daily", "1", return_over_max_drawdown(x)},
  };
}

bool sells_the_tail(std::span<const double> x) {
  const Value middle = median(x), worst = worst_k_mean(x, 1);
  if (middle.status != Status::ok || worst.status != Status::ok) return false;
  return middle.value > 0 && worst.value < -kTailOverMedian * middle.value;
}

}  // namespace asgen::account
