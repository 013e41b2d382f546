#include "sim/account/drawdown.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/account/numeric.hpp"

namespace asgen::account {
namespace {

std::vector<double> equity_of(std::span<const double> pnl) {
  std::vector<double> equity{0};
  for (const double change : pnl) equity.push_back(equity.back() + change);
  return equity;
}

}  // namespace

RelativeDrawdown relative_drawdown(std::span<const double> equity, double capital) {
  const auto both = [](Status status) { return RelativeDrawdown{undefined(status), undefined(status)}; };
  if (!all_finite(equity) || !std::isfinite(capital)) return both(Status::non_finite_input);
  if (capital <= 0) return both(Status::capital_not_positive);
  if (equity.empty()) return both(Status::too_few);
  double peak = capital, worst = 0, squares = 0;
  for (const double e : equity) {
    const double wealth = capital + e;
    peak = std::max(peak, wealth);
    const double fall = (peak - wealth) / peak;
    worst = std::max(worst, fall);
    squares += fall * fall;
  }
  return {{worst}, {100 * std::sqrt(squares / static_cast<double>(equity.size()))}};
}

Value max_drawdown_rel(std::span<const double> pnl, double capital) { return relative_drawdown(equity_of(pnl), capital).max; }

Value return_over_max_drawdown(std::span<const double> pnl) {
  const Value drawdown = max_drawdown_abs(pnl);
  if (drawdown.status != Status::ok) return drawdown;
  if (pnl.empty()) return undefined(Status::too_few);
  return ratio(compensated_sum(pnl), drawdown.value, Status::zero_drawdown);
}

Value calmar(std::span<const double> pnl, double capital, double periods_per_year) {
  const Value drawdown = max_drawdown_rel(pnl, capital);
  if (drawdown.status != Status::ok) return drawdown;
  if (pnl.empty()) return undefined(Status::too_few);
  return ratio(plain_mean(pnl) * periods_per_year / capital, drawdown.value, Status::zero_drawdown);
}

Value ulcer_index_pct(std::span<const double> pnl, double capital) {
  const Value result = relative_drawdown(equity_of(pnl), capital).ulcer_pct;
  return pnl.empty() && result.status == Status::ok ? undefined(Status::too_few) : result;
}

}  // namespace asgen::account
