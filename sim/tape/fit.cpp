#include "sim/tape/fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"
#include "sim/tape/dogbox.hpp"
#include "sim/tape/least_squares.hpp"

namespace asgen::tape {
namespace {

constexpr double kTolerance = 1e-8;
constexpr int kMaxEvaluations = 200;
constexpr double kDifferenceStep = 0x1p-26;  // square root of 2^-52
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}
bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}
double norm(const std::array<double, 2>& v) { return std::sqrt(v[0] * v[0] + v[1] * v[1]); }
double greatest(const std::array<double, 2>& v) { return std::max(std::fabs(v[0]), std::fabs(v[1])); }
/// The largest move in +-radius that keeps a parameter >= 0, downward.
double lower_limit(double p, double radius) { return std::max(-p, -radius); }

/// Minimiser of a t^2 + b t over {0, t_max, the vertex if inside}; the first one wins ties.
double minimise_parabola(double a, double b, double t_max) {
  double best = 0;
  double value = 0;
  const auto consider = [&](double t) {
    const double at = t * (a * t + b);
    if (at < value) {
      best = t;
      value = at;
    }
  };
  consider(t_max);
  if (a != 0) {
    const double vertex = -0.5 * b / a;
    if (vertex > 0 && vertex < t_max) consider(vertex);
  }
  return best;
}

}  // namespace

/// Residuals and decays at p; false when one is not finite.
bool ExponentialFitter::evaluate(const Pair& p, std::vector<double>& residual, std::vector<double>& decay) const {
  double sum = 0;
  for (std::size_t i = 0; i < x_.size(); ++i) {
    decay[i] = base::exp(-p[1] * x_[i]);
    residual[i] = p[0] * decay[i] - y_[i];
    sum += residual[i] * 0.0;  // stays 0 unless a residual is not finite
  }
  return sum == 0;
}

/// Forward-difference Jacobian at p_ and the gradient.
void ExponentialFitter::linearise() {
  const double alpha = p_[0] + kDifferenceStep * std::max(1.0, std::fabs(p_[0]));
  const double kappa = p_[1] + kDifferenceStep * std::max(1.0, std::fabs(p_[1]));
  for (std::size_t i = 0; i < x_.size(); ++i) {
    column_[0][i] = ((alpha * decay_[i] - y_[i]) - residual_[i]) / (alpha - p_[0]);
    column_[1][i] = ((p_[0] * base::exp(-kappa * x_[i]) - y_[i]) - residual_[i]) / (kappa - p_[1]);
  }
  gradient_ = {dot(column_[0], residual_), dot(column_[1], residual_)};
}

/// Newton step over the free parameters.
void ExponentialFitter::build_model(const Free& free) {
  newton_ = {};
  if (free.is[0] && free.is[1]) {
    newton_ = solve_minimum_norm(column_[0], column_[1], residual_);
  } else if (free.is[0] || free.is[1]) {
    const std::size_t k = free.is[0] ? 0 : 1;
    newton_[k] = solve_minimum_norm(column_[k], {}, residual_)[0];
  }
}

double ExponentialFitter::predicted_gain(const Free& free, const Pair& move) const {
  double quadratic = 0;
  for (std::size_t i = 0; i < x_.size(); ++i) {
    const double v = column_[0][i] * move[0] + column_[1][i] * move[1];
    quadratic += v * v;
  }
  const double linear = (free.is[0] ? gradient_[0] * move[0] : 0) + (free.is[1] ? gradient_[1] * move[1] : 0);
  return -(0.5 * quadratic + linear);
}

/// The step within the box of the radius and the bounds: Newton's when it fits, else along Cauchy's and towards Newton's.
ExponentialFitter::Step ExponentialFitter::dogleg(const Free& free) const {
  Pair low{};
  Pair descent{};
  bool inside = true;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!free.is[i]) continue;
    low[i] = lower_limit(p_[i], radius_);
    descent[i] = -gradient_[i];
    inside = inside && newton_[i] >= low[i] && newton_[i] <= radius_;
  }
  if (inside) return {newton_, {}, false};
  const auto reach = [&](std::size_t i, double from, double direction) {
    if (!free.is[i] || direction == 0) return kInfinity;
    return std::max((low[i] - from) / direction, (radius_ - from) / direction);
  };
  double a = 0;
  for (std::size_t i = 0; i < x_.size(); ++i) {
    const double v = column_[0][i] * descent[0] + column_[1][i] * descent[1];
    a += v * v;
  }
  const double b = -(descent[0] * descent[0] + descent[1] * descent[1]);
  const double t = minimise_parabola(0.5 * a, b, std::min(reach(0, 0, descent[0]), reach(1, 0, descent[1])));
  const Pair cauchy{t * descent[0], t * descent[1]};
  const Pair towards{newton_[0] - cauchy[0], newton_[1] - cauchy[1]};
  const Pair steps{reach(0, cauchy[0], towards[0]), reach(1, cauchy[1], towards[1])};
  const double s = std::min(steps[0], steps[1]);
  Step step;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!free.is[i]) continue;
    step.move[i] = cauchy[i] + s * towards[i];
    if (steps[i] != s || towards[i] == 0) continue;
    step.bound_hit[i] = towards[i] < 0 && low[i] == -p_[i];
    step.radius_hit = step.radius_hit || towards[i] > 0 || low[i] == -radius_;
  }
  return step;
}

/// Tries steps in shrinking boxes until the cost falls; true when a tolerance says to stop here.
bool ExponentialFitter::shrink_until_better(const Free& free, Step& step, double& gain) {
  gain = -1;
  while (gain <= 0 && evaluations_ < kMaxEvaluations) {
    step = dogleg(free);
    const double predicted = predicted_gain(free, step.move);
    trial_ = {std::max(p_[0] + step.move[0], 0.0), std::max(p_[1] + step.move[1], 0.0)};
    ++evaluations_;
    if (!evaluate(trial_, trial_residual_, trial_decay_)) {
      radius_ = 0.25 * greatest(step.move);
      continue;
    }
    trial_cost_ = 0.5 * dot(trial_residual_, trial_residual_);
    gain = cost_ - trial_cost_;
    const double ratio = predicted > 0 ? gain / predicted : (predicted == 0 && gain == 0 ? 1.0 : 0.0);
    if (ratio < 0.25) {
      radius_ = 0.25 * greatest(step.move);
    } else if (ratio > 0.75 && step.radius_hit) {
      radius_ *= 2;
    }
    if (gain < kTolerance * cost_ && ratio > 0.25) return true;
    if (norm(step.move) < kTolerance * (kTolerance + norm(p_))) return true;
  }
  return false;
}

FitResult ExponentialFitter::fit(std::span<const double> x, std::span<const double> y, double alpha0, double kappa0) {
  base::expects(!x.empty() && x.size() == y.size(), "one amount per distance");
  x_ = x;
  y_ = y;
  p_ = {alpha0, kappa0};
  for (auto* column : {&residual_, &decay_, &trial_residual_, &trial_decay_, &column_[0], &column_[1]}) column->resize(x.size());
  evaluations_ = 1;
  const bool finite = all_finite(x) && all_finite(y) && all_finite(p_);
  if (!finite || !evaluate(p_, residual_, decay_)) return {alpha0, kappa0, FitStatus::not_finite};
  cost_ = 0.5 * dot(residual_, residual_);
  radius_ = greatest(p_) > 0 ? greatest(p_) : 1.0;
  std::array<bool, 2> on_bound{p_[0] == 0, p_[1] == 0};
  linearise();
  for (;;) {
    const Free free{{!(on_bound[0] && gradient_[0] > 0), !(on_bound[1] && gradient_[1] > 0)}};
    const Pair slope{free.is[0] ? gradient_[0] : 0, free.is[1] ? gradient_[1] : 0};
    if (greatest(slope) < kTolerance) break;
    if (evaluations_ >= kMaxEvaluations) return {alpha0, kappa0, FitStatus::out_of_evaluations};
    build_model(free);
    Step step;
    double gain = 0;
    const bool stop = shrink_until_better(free, step, gain);
    if (gain > 0) {
      for (std::size_t i = 0; i < 2; ++i) {
        if (free.is[i]) on_bound[i] = step.bound_hit[i];
        if (on_bound[i]) trial_[i] = 0;
      }
      p_ = trial_;
      residual_.swap(trial_residual_);
      decay_.swap(trial_decay_);
      cost_ = trial_cost_;
      if (stop) break;
      linearise();
    } else if (stop) {
      break;
    }
  }
  return {p_[0], p_[1], FitStatus::converged};
}

FitResult fit_exponential(std::span<const double> x, std::span<const double> y, double alpha0, double kappa0) {
  return ExponentialFitter().fit(x, y, alpha0, kappa0);
}

}  // namespace asgen::tape
