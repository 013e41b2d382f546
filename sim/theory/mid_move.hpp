#pragma once
// A normal move of the mid, as a quote sees it that the mid may pass.

#include <map>
#include <utility>

#include "sim/theory/order_flow.hpp"

namespace asgen::theory {

/// One kind of move, with the chance that a step's move is of that kind. Answers are remembered: on a price grid distances repeat.
class MidMove {
 public:
  MidMove(double chance, double deviation) : chance_(chance), deviation_(deviation) {}

  [[nodiscard]] double chance() const { return chance_; }
  [[nodiscard]] double variance() const { return deviation_ * deviation_; }
  /// P, E[x] and E[x^2] on x > delta.
  const NormalTail& beyond(double delta);
  /// E exp(-a x), and its part on x > delta.
  [[nodiscard]] double utility(double a) const;
  double utility_beyond(double delta, double a);

 private:
  double chance_, deviation_;
  std::map<double, NormalTail> tails_;
  std::map<std::pair<double, double>, double> utilities_;
};

}  // namespace asgen::theory
