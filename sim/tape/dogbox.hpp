#pragma once
// The fit of fit.hpp as an object that keeps its workspace, for tens of thousands of fits in a row.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/tape/fit.hpp"

namespace asgen::tape {

class ExponentialFitter {
 public:
  /// As `fit_exponential`.
  FitResult fit(std::span<const double> x, std::span<const double> y, double alpha0, double kappa0);

 private:
  using Pair = std::array<double, 2>;
  struct Free {
    std::array<bool, 2> is;  ///< parameters not held at their bound
  };
  struct Step {
    Pair move{};
    std::array<bool, 2> bound_hit{};
    bool radius_hit = false;
  };

  bool evaluate(const Pair& p, std::vector<double>& residual, std::vector<double>& decay) const;
  void linearise();
  void build_model(const Free& free);
  [[nodiscard]] Step dogleg(const Free& free) const;
  [[nodiscard]] double predicted_gain(const Free& free, const Pair& move) const;
  [[nodiscard]] bool shrink_until_better(const Free& free, Step& step, double& gain);

  std::span<const double> x_, y_;
  Pair p_{}, trial_{};
  std::vector<double> residual_, decay_, trial_residual_, trial_decay_;  ///< decay = exp(-kappa x)
  std::vector<double> column_[2];                                        ///< Jacobian
  Pair gradient_{}, newton_{};
  double cost_ = 0, trial_cost_ = 0;
  double radius_ = 1;
  int evaluations_ = 0;
};

}  // namespace asgen::tape
