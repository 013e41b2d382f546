#pragma once
// What a sample says about a number, and how well it knows it.

#include <vector>

namespace asgen::theory {

/// An estimate and its standard error.
struct Estimate {
  double value = 0;
  double standard_error = 0;
};

/// Mean of independent values; standard error s / sqrt(n). Precondition: at least 2 values.
Estimate mean_of(const std::vector<double>& values);

/// Standard deviation (n - 1); standard error sqrt((m4 - m2^2) / n) / (2 s), so heavy tails widen it. Precondition: at least 2 values.
Estimate deviation_of(const std::vector<double>& values);

/// -ln mean exp(-g x) / g; standard error by the delta method. Precondition: at least 2 values, g > 0.
Estimate certainty_equivalent_of(const std::vector<double>& values, double risk_factor);

/// Variance of counts over their mean; standard error F sqrt(2 / (n - 1)), that of a normal sample. Precondition: at least 2 values.
Estimate fano_of(const std::vector<double>& counts);

}  // namespace asgen::theory
