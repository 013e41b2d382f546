#pragma once
// What is known about the order flow of the synthetic market: clustering, adverse impact, and estimates from trades.

#include <vector>

#include "sim/theory/estimate.hpp"

namespace asgen::theory {

/// Fano factor (variance over mean) of the counts of a stationary Hawkes process with an exponential kernel in windows of
/// `window_s`: F + (1 - F) (1 - exp(-theta w)) / (theta w), F = 1 / (1 - n)^2, theta = beta (1 - n) (Hawkes 1971). F for long windows.
double hawkes_fano(double branching, double decay, double window_s);

/// Mean move against a fill from its own step's orders, in units of eta, when every order moves the mid by eta at the end of its step
/// and `fills_per_step` = A exp(-k delta) dt orders a step reach the quote: x / (1 - exp(-x)) - x, which is 1 for short steps.
double step_impact(double fills_per_step);

/// Profit per second of a fixed half spread when every order moves the mid by `impact` its own way: 2 lambda (delta - eta).
double impact_profit(double arrival_rate, double decay, double half_spread, double impact);

/// Maximum likelihood estimates from the reaches of n market orders of both sides over a time: k = n / sum of reaches,
/// A = n / (2 T) per side.
struct IntensityEstimate {
  Estimate decay, arrival_rate;
};
IntensityEstimate estimate_intensity(const std::vector<double>& reaches, double seconds);

/// Moments of a normal variable x with mean 0 on x > delta: P(x > delta), E[x; x > delta], E[x^2; x > delta].
struct NormalTail {
  double weight = 0, first = 0, second = 0;
};
NormalTail normal_tail(double delta, double deviation);

}  // namespace asgen::theory
