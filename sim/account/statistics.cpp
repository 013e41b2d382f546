#include "sim/account/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/account/numeric.hpp"
#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

/// Root mean square of the shortfalls below the target, or the deviation that the convention names.
Value downside_deviation(std::span<const double> x, double target, DownsideConvention convention) {
  std::vector<double> below;
  for (const double v : x) {
    if (v < target) below.push_back(v);
  }
  if (below.empty()) return undefined(Status::no_downside);
  if (convention == DownsideConvention::std_neg) return standard_deviation(below);
  const double squares = sum_of(below, [target](double v) { return (v - target) * (v - target); });
  const std::size_t n = convention == DownsideConvention::full ? x.size() : below.size();
  return {std::sqrt(squares / static_cast<double>(n))};
}

}  // namespace

std::string_view status_name(Status status) {
  static constexpr std::array<std::string_view, 14> kNames{
      "ok",       "too_few",       "non_finite_input", "zero_variance",    "no_downside",          "zero_map",           "zero_duration",
      "zero_drawdown", "zero_denominator", "capital_not_positive", "not_mean_reverting", "faster_than_sampling", "not_counted", "not_applicable"};
  return kNames[static_cast<std::size_t>(status)];
}

double compensated_sum(std::span<const double> x) {
  return sum_of(x, [](double v) { return v; });
}

Value mean(std::span<const double> x) {
  if (!all_finite(x)) return undefined(Status::non_finite_input);
  if (x.empty()) return undefined(Status::too_few);
  return {plain_mean(x)};
}

Value standard_deviation(std::span<const double> x) {
  if (!all_finite(x)) return undefined(Status::non_finite_input);
  if (x.size() < 2) return undefined(Status::too_few);
  const double m = plain_mean(x);
  const double squares = sum_of(x, [m](double v) { return (v - m) * (v - m); });
  const double s = std::sqrt(squares / static_cast<double>(x.size() - 1));
  if (s <= 1e-12 * largest_magnitude(x)) return undefined(Status::zero_variance);
  return {s};
}

Value sharpe(std::span<const double> pnl, double risk_free, double periods) {
  const Value s = standard_deviation(pnl);
  if (s.status != Status::ok) return s;
  return {(plain_mean(pnl) - risk_free) / s.value * std::sqrt(periods)};
}

Value sortino(std::span<const double> pnl, double target, double periods, DownsideConvention convention) {
  if (!all_finite(pnl)) return undefined(Status::non_finite_input);
  if (pnl.empty()) return undefined(Status::too_few);
  const Value deviation = downside_deviation(pnl, target, convention);
  if (deviation.status != Status::ok) return deviation;
  return {(plain_mean(pnl) - target) / deviation.value * std::sqrt(periods)};
}

Value max_drawdown_abs(std::span<const double> pnl) {
  if (!all_finite(pnl)) return undefined(Status::non_finite_input);
  double equity = 0, peak = 0, worst = 0;
  for (const double change : pnl) {
    equity += change;
    peak = std::max(peak, equity);
    worst = std::max(worst, peak - equity);
  }
  return {worst};
}

Moments moments(std::span<const double> x) {
  const Value s = standard_deviation(x);
  if (s.status != Status::ok) return {mean(x), s, undefined(s.status), undefined(s.status), undefined(s.status), undefined(s.status)};
  const double n = static_cast<double>(x.size());
  const double m = plain_mean(x);
  const double m2 = sum_of(x, [m](double v) { return (v - m) * (v - m); }) / n;
  const double m3 = sum_of(x, [m](double v) { return (v - m) * (v - m) * (v - m); }) / n;
  const double m4 = sum_of(x, [m](double v) { return (v - m) * (v - m) * ((v - m) * (v - m)); }) / n;
  const double g1 = m3 / (m2 * std::sqrt(m2));
  const double g2 = m4 / (m2 * m2);
  Moments result{{m}, s, {g1}, {g2}, undefined(Status::too_few), undefined(Status::too_few)};
  if (n > 2) result.adjusted_skewness = {std::sqrt(n * (n - 1)) / (n - 2) * g1};
  if (n > 3) result.adjusted_excess_kurtosis = {(n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (g2 - 3) + 6)};
  return result;
}

Value mean_absolute_position(const InventoryPath& path) {
  base::expects(path.times.size() == path.inventory.size(), "one time per inventory");
  if (path.times.empty()) return undefined(Status::too_few);
  if (!all_finite(path.times) || !all_finite(path.inventory) || !std::isfinite(path.t_end)) return undefined(Status::non_finite_input);
  const double duration = path.t_end - path.times.front();
  if (duration <= 0) return undefined(Status::zero_duration);
  double area = 0;
  for (std::size_t i = 0; i < path.times.size(); ++i) {
    const double until = i + 1 < path.times.size() ? path.times[i + 1] : path.t_end;
    area += std::fabs(path.inventory[i]) * (until - path.times[i]);
  }
  return {area / duration};
}

Value pnl_to_map(double pnl, const Value& map) {
  if (map.status != Status::ok) return map;
  if (!std::isfinite(pnl)) return undefined(Status::non_finite_input);
  if (map.value == 0) return undefined(Status::zero_map);
  return {pnl / map.value};
}

}  // namespace asgen::account
