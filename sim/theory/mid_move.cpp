#include "sim/theory/mid_move.hpp"

#include "sim/base/math.hpp"

namespace asgen::theory {

const NormalTail& MidMove::beyond(double delta) {
  const auto [known, fresh] = tails_.try_emplace(delta);
  if (fresh) known->second = normal_tail(delta, deviation_);
  return known->second;
}

double MidMove::utility(double a) const { return base::exp(a * a * variance() / 2); }

double MidMove::utility_beyond(double delta, double a) {
  const auto [known, fresh] = utilities_.try_emplace({delta, a});
  // exp(-a x) tilts the density into that of a mean of -a s^2.
  if (fresh) known->second = utility(a) * normal_tail(delta + a * variance(), deviation_).weight;
  return known->second;
}

}  // namespace asgen::theory
