#pragma once
// Paired bootstrap: how sure is a comparison of two policies over the same days.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "optimizer/aggregate.hpp"

namespace asgen::optimizer {

/// A statistic of paired samples, such as a ratio of certainty equivalents.
using PairedStatistic = std::function<double(std::span<const double> candidate, std::span<const double> reference)>;

/// f(candidate) / f(reference); NaN when an aggregate is undefined or the reference is 0.
PairedStatistic ratio_of(const AggregateOptions& f);
/// f(candidate) - f(reference).
PairedStatistic difference_of(const AggregateOptions& f);

struct BootstrapOptions {
  std::size_t resamples = 9999;
  double confidence = 0.95;  ///< two-sided
  std::uint64_t seed = 0;
};

/// Estimate on the data, its standard error, and a percentile interval (type-7 quantiles) of the resamples.
struct BootstrapResult {
  double estimate = 0;
  double standard_error = 0;
  double lower = 0;
  double upper = 0;
  std::size_t undefined = 0;  ///< resamples whose statistic was not finite; they are left out
};

/// Resamples days with replacement, the same days for both. Draw b comes from stream (seed, bootstrap, b).
/// Needs equal sizes >= 2 (base::ConfigurationError otherwise). All fields NaN when the estimate is not finite.
BootstrapResult paired_bootstrap(std::span<const double> candidate, std::span<const double> reference, const PairedStatistic& statistic,
                                 const BootstrapOptions& options);

}  // namespace asgen::optimizer
