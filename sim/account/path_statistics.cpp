#include "sim/account/path_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/account/drawdown.hpp"
#include "sim/account/numeric.hpp"

namespace asgen::account {
namespace {

constexpr std::size_t kLanes = 8, kBlock = 512;

using Lanes = std::array<double, kLanes>;

/// Sums of `N` terms per value: eight running sums a block, blocks added with Neumaier's compensation. The order is fixed.
/// `terms(v)` gets eight values and gives eight of each term, so that compilers keep them in vector registers.
template <std::size_t N, class F>
std::array<double, N> sums_of(std::span<const double> x, F terms) {
  std::array<double, N> sum{}, lost{};
  for (std::size_t begin = 0; begin < x.size(); begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, x.size());
    std::array<Lanes, N> lanes{};
    for (std::size_t i = begin; i < end; i += kLanes) {
      Lanes v{};
      const std::size_t count = std::min(kLanes, end - i);
      for (std::size_t lane = 0; lane < count; ++lane) v[lane] = x[i + lane];
      const std::array<Lanes, N> t = terms(v);
      if (count == kLanes) {
        for (std::size_t n = 0; n < N; ++n) {
          for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[n][lane] += t[n][lane];
        }
      } else {
        for (std::size_t n = 0; n < N; ++n) {
          for (std::size_t lane = 0; lane < count; ++lane) lanes[n][lane] += t[n][lane];
        }
      }
    }
    for (std::size_t n = 0; n < N; ++n) {
      const Lanes& l = lanes[n];
      const double term = ((l[0] + l[1]) + (l[2] + l[3])) + ((l[4] + l[5]) + (l[6] + l[7]));
      const double next = sum[n] + term;
      lost[n] += std::fabs(sum[n]) >= std::fabs(term) ? (sum[n] - next) + term : (term - next) + sum[n];
      sum[n] = next;
    }
  }
  for (std::size_t n = 0; n < N; ++n) sum[n] += lost[n];
  return sum;
}

SeriesStatistics all_undefined(Status status) { return {undefined(status), undefined(status), undefined(status), undefined(status)}; }

void describe_tails(std::span<const double> equity, std::size_t bucket_samples, PathStatistics& result) {
  std::vector<double> buckets;
  for (std::size_t end = bucket_samples; end < equity.size(); end += bucket_samples) {
    buckets.push_back(equity[end] - equity[end - bucket_samples]);
  }
  result.buckets = buckets.size();
  result.tail_95 = var_cvar(buckets, 0.95);
  result.tail_99 = var_cvar(buckets, 0.99);
  result.cornish_fisher_var_95 = cornish_fisher_var(buckets, 0.95);
  result.tail_ratio = tail_ratio(buckets);
  result.worst = worst_k_mean(buckets, 1);
  result.worst_tenth = worst_k_mean(buckets, worst_tenth(buckets.size()));
}

}  // namespace

SeriesStatistics describe_series(std::span<const double> x) {
  const auto n = static_cast<double>(x.size());
  const auto first = sums_of<1>(x, [](const Lanes& v) { return std::array<Lanes, 1>{v}; });
  const double mean = x.empty() ? 0 : first[0] / n;
  if (!std::isfinite(first[0]) && !all_finite(x)) return all_undefined(Status::non_finite_input);
  if (x.empty()) return all_undefined(Status::too_few);
  const auto sums = sums_of<4>(x, [mean](const Lanes& v) {
    std::array<Lanes, 4> t;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const double d = v[lane] - mean, below = std::min(v[lane], 0.0);
      t[0][lane] = d * d;
      t[1][lane] = t[0][lane] * d;
      t[2][lane] = t[0][lane] * t[0][lane];
      t[3][lane] = below * below;
    }
    return t;
  });
  SeriesStatistics result = all_undefined(x.size() < 2 ? Status::too_few : Status::zero_variance);
  result.sortino = sums[3] > 0 ? Value{mean / std::sqrt(sums[3] / n)} : undefined(Status::no_downside);
  const double deviation = x.size() < 2 ? 0 : std::sqrt(sums[0] / (n - 1));
  if (x.size() < 2 || deviation <= 1e-12 * largest_magnitude(x)) return result;
  const double m2 = sums[0] / n;
  result.sharpe = {mean / deviation};
  result.skewness = {sums[1] / n / (m2 * std::sqrt(m2))};
  result.kurtosis = {sums[2] / n / (m2 * m2)};
  return result;
}

PathStatistics describe_path(std::span<const double> equity, const PathScale& scale) {
  std::vector<double> changes(equity.empty() ? 0 : equity.size() - 1);
  for (std::size_t i = 0; i < changes.size(); ++i) changes[i] = equity[i + 1] - equity[i];
  const SeriesStatistics series = describe_series(changes);
  const RelativeDrawdown drawdown = relative_drawdown(equity, scale.capital);
  PathStatistics result;
  result.sharpe = series.sharpe;
  result.sortino = series.sortino;
  result.skewness = series.skewness;
  result.kurtosis = series.kurtosis;
  result.max_drawdown_rel = drawdown.max;
  result.ulcer_pct = drawdown.ulcer_pct;
  describe_tails(equity, scale.bucket_samples, result);
  return result;
}

}  // namespace asgen::account
