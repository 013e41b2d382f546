#include "optimizer/aggregate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/error.hpp"
#include "sim/base/math.hpp"

namespace asgen::optimizer {
namespace {

constexpr double kRounding = 1e-9;  // protects alpha n that is whole but for rounding

void require(bool holds, const std::string& where, double value, const std::string& why, const std::string& advice) {
  if (!holds) throw base::ConfigurationError(where, fmt::format("= {} ({})", value, why), advice);
}

bool reads_tail(AggregateKind kind) { return kind == AggregateKind::cvar || kind == AggregateKind::mean_cvar; }

void check_parameters(const AggregateOptions& o, const std::string& where) {
  if (o.kind == AggregateKind::mean_minus_std)
    require(o.lambda >= 0 && std::isfinite(o.lambda), where + "/lambda", o.lambda, "must be finite and >= 0", "use 1");
  if (reads_tail(o.kind)) require(o.alpha >= 0 && o.alpha < 1, where + "/alpha", o.alpha, "must be in [0, 1)", "use 0.75");
  if (o.kind == AggregateKind::mean_cvar) require(o.weight >= 0 && o.weight <= 1, where + "/w", o.weight, "must be from 0 to 1", "use 0.5");
  if (o.kind == AggregateKind::certainty_equivalent)
    require(o.gamma > 0 && std::isfinite(o.gamma), where + "/gamma", o.gamma, "must be finite and > 0",
            "use the risk aversion per unit of currency");
}

}  // namespace

std::string_view name(AggregateKind kind) {
  switch (kind) {
    case AggregateKind::mean:
      return "mean";
    case AggregateKind::median:
      return "median";
    case AggregateKind::min:
      return "min";
    case AggregateKind::mean_minus_std:
      return "mean_minus_std";
    case AggregateKind::cvar:
      return "cvar";
    case AggregateKind::mean_cvar:
      return "mean_cvar";
    case AggregateKind::certainty_equivalent:
      return "certainty_equivalent";
  }
  return "unknown";
}

std::vector<AggregateKind> aggregate_kinds() {
  using enum AggregateKind;
  return {mean, median, min, mean_minus_std, cvar, mean_cvar, certainty_equivalent};
}

void check_aggregate(const AggregateOptions& o, std::size_t n, const std::string& where) {
  check_parameters(o, where);
  if (n == 0) throw base::ConfigurationError(where, "has no segment to aggregate", "give the search at least one segment");
  if (o.kind == AggregateKind::mean_minus_std && n < 2)
    throw base::ConfigurationError(where, "mean_minus_std has n = 1 segment (a standard deviation needs 2)", "add segments or use mean");
  const double tail = static_cast<double>(n) * (1 - o.alpha);
  if (reads_tail(o.kind) && tail + kRounding < 2)
    throw base::ConfigurationError(
        where + "/alpha",
        fmt::format("= {} with n = {} segments (n (1 - alpha) = {:.4g}, must be >= 2: the tail would be one segment)", o.alpha, n, tail),
        fmt::format("use at least {:.0f} segments or a lower alpha", std::ceil(2 / (1 - o.alpha) - kRounding)));
}

double sum(std::span<const double> values) {
  double total = 0, lost = 0;
  for (const double x : values) {
    const double next = total + x;
    lost += std::fabs(total) >= std::fabs(x) ? (total - next) + x : (x - next) + total;
    total = next;
  }
  return total + lost;
}

double mean(std::span<const double> values) {
  base::expects(!values.empty(), "at least one value");
  return sum(values) / static_cast<double>(values.size());
}

double standard_deviation(std::span<const double> values) {
  base::expects(values.size() >= 2, "at least two values");
  const double centre = mean(values);
  std::vector<double> squares;
  for (const double x : values) squares.push_back((x - centre) * (x - centre));
  return std::sqrt(sum(squares) / static_cast<double>(values.size() - 1));
}

double median(std::span<const double> values) {
  base::expects(!values.empty(), "at least one value");
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

double lower_tail_mean(std::span<const double> values, double alpha) {
  base::expects(!values.empty() && alpha >= 0 && alpha < 1, "a tail of something");
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double n = static_cast<double>(sorted.size());
  const double rank = std::ceil(alpha * n - kRounding);  // of the value at risk, losses ascending, from 1
  const auto worse = static_cast<std::size_t>(n - rank);
  const double whole = sum(std::span(sorted).first(worse));
  const double part = worse < sorted.size() ? (rank - alpha * n) * sorted[worse] : 0;
  return (part + whole) / ((1 - alpha) * n);
}

double certainty_equivalent(std::span<const double> values, double gamma) {
  base::expects(!values.empty() && gamma > 0, "gamma > 0");
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  // Small spread: expm1 around the mean keeps the digits. Large spread: the worst value leads and nothing overflows.
  const bool narrow = gamma * (*highest - *lowest) <= 1;
  const double centre = narrow ? mean(values) : *lowest;
  std::vector<double> terms;
  for (const double x : values) terms.push_back(narrow ? base::expm1(-gamma * (x - centre)) : base::exp(-gamma * (x - centre)));
  const double average = mean(terms);
  return centre - (narrow ? base::log1p(average) : base::log(average)) / gamma;
}

Aggregated aggregate(const AggregateOptions& o, std::span<const double> values) {
  const double undefined = std::numeric_limits<double>::quiet_NaN();
  if (values.empty() || (o.kind == AggregateKind::mean_minus_std && values.size() < 2)) return {AggregateStatus::too_few, undefined};
  if (!std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); }))
    return {AggregateStatus::non_finite, undefined};
  double value = undefined;
  switch (o.kind) {
    case AggregateKind::mean:
      value = mean(values);
      break;
    case AggregateKind::median:
      value = median(values);
      break;
    case AggregateKind::min:
      value = *std::min_element(values.begin(), values.end());
      break;
    case AggregateKind::mean_minus_std:
      value = mean(values) - o.lambda * standard_deviation(values);
      break;
    case AggregateKind::cvar:
      value = lower_tail_mean(values, o.alpha);
      break;
    case AggregateKind::mean_cvar:
      value = (1 - o.weight) * mean(values) + o.weight * lower_tail_mean(values, o.alpha);
      break;
    case AggregateKind::certainty_equivalent:
      value = certainty_equivalent(values, o.gamma);
      break;
  }
  return std::isfinite(value) ? Aggregated{AggregateStatus::ok, value} : Aggregated{AggregateStatus::non_finite, undefined};
}

}  // namespace asgen::optimizer
