#pragma once
// One number from the scores of many segments. Larger is better for all aggregates; sums are compensated and taken
// in the order given, so the answer does not depend on who computed which segment.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace asgen::optimizer {

/// How segments are put together.
enum class AggregateKind : std::uint8_t { mean, median, min, mean_minus_std, cvar, mean_cvar, certainty_equivalent };

/// "mean", "median", "min", "mean_minus_std", "cvar", "mean_cvar", "certainty_equivalent".
std::string_view name(AggregateKind kind);
/// All kinds, in the order of the enum.
std::vector<AggregateKind> aggregate_kinds();

/// An aggregate with its parameters; those that the kind does not use are ignored.
struct AggregateOptions {
  AggregateKind kind = AggregateKind::mean_cvar;
  double lambda = 1;    ///< mean_minus_std: mean - lambda * standard deviation (ddof 1), >= 0
  double alpha = 0.75;  ///< cvar, mean_cvar: lower-tail mean of the worst share 1 - alpha, in [0, 1)
  double weight = 0.5;  ///< mean_cvar: (1 - w) mean + w lower-tail mean, in [0, 1]
  double gamma = 1;     ///< certainty_equivalent: -ln(mean(exp(-gamma x))) / gamma, > 0
};

enum class AggregateStatus : std::uint8_t { ok, too_few, non_finite };

/// Value of an aggregate; NaN unless the status is ok.
struct Aggregated {
  AggregateStatus status = AggregateStatus::ok;
  double value = 0;
};

/// Checks parameters and whether `n` segments are enough. Throws base::ConfigurationError (where + "/alpha" and so on)
/// for parameters out of range, n = 0, mean_minus_std with n < 2, or cvar kinds with n (1 - alpha) < 2.
void check_aggregate(const AggregateOptions& options, std::size_t n, const std::string& where = "/objective/aggregate");

/// The aggregate of `values`, one per segment. NaN or infinite input gives non_finite, too short input too_few.
Aggregated aggregate(const AggregateOptions& options, std::span<const double> values);

/// Sum with Neumaier's compensation, in the order given.
double sum(std::span<const double> values);
/// Mean of at least one value.
double mean(std::span<const double> values);
/// Sample standard deviation (ddof 1, two passes) of at least two values.
double standard_deviation(std::span<const double> values);
/// Middle value, or the mean of the two middle ones; at least one value.
double median(std::span<const double> values);
/// Mean of the worst share 1 - alpha = minus CVaR, the exact finite-n minimum of Rockafellar and Uryasev (2000).
double lower_tail_mean(std::span<const double> values, double alpha);
/// -ln(mean(exp(-gamma x))) / gamma, stable for any size of gamma x; gamma > 0.
double certainty_equivalent(std::span<const double> values, double gamma);

}  // namespace asgen::optimizer
