#include "sim/market/queue.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/math.hpp"

namespace asgen::market {
namespace {

/// x^n for x >= 0. Whole exponents by multiplication: exact where the result is, and what most users choose.
double power(double x, double n) {
  if (n != std::floor(n) || n > 16) return base::pow(x, n);
  double product = 1;
  for (int i = 0; i < static_cast<int>(n); ++i) product *= x;
  return product;
}

}  // namespace

double share_behind(const QueueRule& rule, double ahead, double back) {
  const auto f = [&](double lots) { return base::log1p(lots * rule.lot); };
  double share = 0;
  switch (rule.model) {
    case QueueModel::log_prob_1:
      share = f(back) / (f(back) + f(ahead));
      break;
    case QueueModel::log_prob_2:
      share = f(back) / f(back + ahead);
      break;
    case QueueModel::power_prob_1:
      share = power(back, rule.n) / (power(back, rule.n) + power(ahead, rule.n));
      break;
    case QueueModel::power_prob_2:
      share = power(back, rule.n) / power(back + ahead, rule.n);
      break;
    default:
      share = 1 - power(ahead / (ahead + back), rule.n);
  }
  return std::isfinite(share) ? share : 1;
}

double ahead_after_change(const QueueRule& rule, double ahead, double prev, double shown, double traded) {
  const double cancelled = prev - shown - traded;
  if (rule.model == QueueModel::risk_averse || cancelled < 0) return std::min(ahead, shown);
  const double back = std::max(prev - ahead, 0.0);
  const double behind = share_behind(rule, ahead, back);
  // What cannot have come from behind, because less stood there, came from ahead.
  const double moved = ahead - (1 - behind) * cancelled + std::min(back - behind * cancelled, 0.0);
  return std::clamp(moved, 0.0, shown);
}

std::int64_t lots_past(double ahead, double traded) {
  const double past = traded - ahead;
  return past > 0 ? static_cast<std::int64_t>(past + 0.5) : 0;
}

}  // namespace asgen::market
