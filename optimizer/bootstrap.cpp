#include "optimizer/bootstrap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"

namespace asgen::optimizer {
namespace {

/// Type-7 quantile of sorted values.
double quantile(const std::vector<double>& sorted, double p) {
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(position);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (position - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

void check(std::size_t candidate, std::size_t reference, const BootstrapOptions& o) {
  if (candidate != reference || candidate < 2)
    throw base::ConfigurationError("paired bootstrap", fmt::format("has {} and {} days (must be equal and >= 2)", candidate, reference),
                                   "compare over the same days");
  if (o.resamples < 2)
    throw base::ConfigurationError("paired bootstrap", fmt::format("resamples = {} (must be >= 2)", o.resamples), "use 9999");
  if (!(o.confidence > 0 && o.confidence < 1))
    throw base::ConfigurationError("paired bootstrap", fmt::format("confidence = {} (must be in (0, 1))", o.confidence), "use 0.95");
}

}  // namespace

PairedStatistic ratio_of(const AggregateOptions& f) {
  return [f](std::span<const double> candidate, std::span<const double> reference) {
    const double below = aggregate(f, reference).value;
    return below == 0 ? std::numeric_limits<double>::quiet_NaN() : aggregate(f, candidate).value / below;
  };
}

PairedStatistic difference_of(const AggregateOptions& f) {
  return [f](std::span<const double> candidate, std::span<const double> reference) {
    return aggregate(f, candidate).value - aggregate(f, reference).value;
  };
}

BootstrapResult paired_bootstrap(std::span<const double> candidate, std::span<const double> reference, const PairedStatistic& statistic,
                                 const BootstrapOptions& options) {
  check(candidate.size(), reference.size(), options);
  const std::size_t n = candidate.size();
  std::vector<double> a(n), b(n), draws;
  draws.reserve(options.resamples);
  for (std::size_t r = 0; r < options.resamples; ++r) {
    base::Stream stream({options.seed, base::Purpose::bootstrap, r});
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t day = stream.below(n);
      a[i] = candidate[day];
      b[i] = reference[day];
    }
    if (const double value = statistic(a, b); std::isfinite(value)) draws.push_back(value);
  }
  const double undefined = std::numeric_limits<double>::quiet_NaN();
  const double estimate = statistic(candidate, reference);
  const std::size_t dropped = options.resamples - draws.size();
  if (!std::isfinite(estimate) || draws.size() < 2) return {undefined, undefined, undefined, undefined, dropped};
  const double error = standard_deviation(draws);
  std::sort(draws.begin(), draws.end());
  const double tail = (1 - options.confidence) / 2;
  return {estimate, error, quantile(draws, tail), quantile(draws, 1 - tail), dropped};
}

}  // namespace asgen::optimizer
