#include "sim/theory/avellaneda_stoikov.hpp"

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::theory {

double base_half_spread(double risk_factor, double decay) {
  base::expects(risk_factor >= 0 && decay > 0, "gamma >= 0 and k > 0");
  return risk_factor > 0 ? base::log1p(risk_factor / decay) / risk_factor : 1 / decay;
}

AsQuotes as_quotes(const AsInput& in) {
  const double risk = in.risk_factor * in.volatility * in.volatility * in.time_left_s;
  AsQuotes quotes;
  quotes.reservation = in.mid - in.inventory * risk;
  quotes.spread = risk + 2 * base_half_spread(in.risk_factor, in.decay);
  quotes.bid = quotes.reservation - quotes.spread / 2;
  quotes.ask = quotes.reservation + quotes.spread / 2;
  return quotes;
}

SymmetricMoments symmetric_moments(const SymmetricInput& in) {
  const double delta = in.half_spread;
  const double variance_rate = in.volatility * in.volatility;
  const double rate = in.arrival_rate * base::exp(-in.decay * delta);
  const double n = static_cast<double>(in.steps);
  const double horizon = n * in.step_s;
  const double p = rate * in.step_s;
  SymmetricMoments m;
  m.fill_probability = p;
  m.mean_continuous = 2 * delta * rate * horizon;
  m.variance_continuous = 2 * delta * delta * rate * horizon + variance_rate * rate * horizon * horizon;
  m.inventory_variance_continuous = 2 * rate * horizon;
  m.mean_discrete = 2 * delta * p * n;
  m.variance_discrete = 2 * p * (1 - p) * (n * delta * delta + variance_rate * in.step_s * n * (n + 1) / 2);
  m.inventory_variance_discrete = 2 * n * p * (1 - p);
  return m;
}

RiskNeutralOptimum risk_neutral_optimum(double arrival_rate, double decay, double impact) {
  base::expects(arrival_rate > 0 && decay > 0, "A > 0 and k > 0");
  return {1 / decay + impact, 2 * arrival_rate / decay * base::exp(-1 - decay * impact)};
}

}  // namespace asgen::theory
