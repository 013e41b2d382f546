#include "sim/theory/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::theory {
namespace {

double count(const std::vector<double>& values) {
  base::expects(values.size() >= 2, "an estimate with an error needs two values");
  return static_cast<double>(values.size());
}

double average(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x;
  return sum / static_cast<double>(values.size());
}

/// Mean of (x - centre)^power over n.
double central_moment(const std::vector<double>& values, double centre, int power) {
  double sum = 0;
  for (const double x : values) {
    const double square = (x - centre) * (x - centre);
    sum += power == 4 ? square * square : square;
  }
  return sum / static_cast<double>(values.size());
}

}  // namespace

Estimate mean_of(const std::vector<double>& values) {
  const double n = count(values);
  const double mean = average(values);
  return {mean, std::sqrt(central_moment(values, mean, 2) / (n - 1))};
}

Estimate deviation_of(const std::vector<double>& values) {
  const double n = count(values);
  const double mean = average(values);
  const double variance = central_moment(values, mean, 2), fourth = central_moment(values, mean, 4);
  const double deviation = std::sqrt(variance * n / (n - 1));
  if (deviation == 0) return {0, 0};
  return {deviation, std::sqrt(std::max(0.0, fourth - variance * variance) / n) / (2 * deviation)};
}

Estimate certainty_equivalent_of(const std::vector<double>& values, double risk_factor) {
  base::expects(risk_factor > 0, "a certainty equivalent needs risk aversion");
  const double least = *std::min_element(values.begin(), values.end());  // the largest term becomes 1: nothing overflows
  std::vector<double> utility;
  utility.reserve(values.size());
  for (const double x : values) utility.push_back(base::exp(-risk_factor * (x - least)));
  const Estimate mean = mean_of(utility);
  return {least - base::log(mean.value) / risk_factor, mean.standard_error / (mean.value * risk_factor)};
}

Estimate fano_of(const std::vector<double>& counts) {
  const double deviation = deviation_of(counts).value, n = count(counts);
  const double fano = deviation * deviation / average(counts);
  return {fano, fano * std::sqrt(2 / (n - 1))};
}

}  // namespace asgen::theory
