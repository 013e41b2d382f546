#include "sim/account/inventory_statistics.hpp"

#include <algorithm>
#include <cmath>

#include "sim/account/numeric.hpp"
#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"

namespace asgen::account {
namespace {

HalfLife undefined_half_life(Status status) { return {undefined(status), undefined(status), undefined(status)}; }

HalfLife half_life_of(double phi, double dt_s) {
  constexpr double kLn2 = 0.693147180559945309;
  if (phi >= 1) return {{phi}, undefined(Status::not_mean_reverting), undefined(Status::not_mean_reverting)};
  if (phi <= 0) return {{phi}, {0, Status::faster_than_sampling}, {0, Status::faster_than_sampling}};
  const double reversion = -dt_s / base::log(phi);
  return {{phi}, {kLn2 * reversion}, {reversion}};
}

}  // namespace

HalfLife InventoryDynamics::half_life(double dt_s) const {
  if (pairs_ < 2) return undefined_half_life(Status::too_few);
  const auto n = static_cast<Wide>(pairs_);
  const Wide variance = n * xx_ - static_cast<Wide>(x_) * x_;
  if (variance == 0) return undefined_half_life(Status::zero_variance);
  return half_life_of(static_cast<double>(n * xy_ - static_cast<Wide>(x_) * y_) / static_cast<double>(variance), dt_s);
}

HalfLife inventory_half_life(std::span<const double> inventory, double dt_s) {
  base::expects(dt_s > 0, "time passes between samples");
  if (!all_finite(inventory)) return undefined_half_life(Status::non_finite_input);
  if (inventory.size() < 3) return undefined_half_life(Status::too_few);
  const auto before = inventory.first(inventory.size() - 1), after = inventory.subspan(1);
  const double mean_before = plain_mean(before), mean_after = plain_mean(after);
  double squares = 0, products = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    squares += (before[i] - mean_before) * (before[i] - mean_before);
    products += (before[i] - mean_before) * (after[i] - mean_after);
  }
  const double spread = std::sqrt(squares / static_cast<double>(before.size()));
  if (spread <= 1e-12 * largest_magnitude(before)) return undefined_half_life(Status::zero_variance);
  return half_life_of(products / squares, dt_s);
}

Value return_over_map(double pnl, const Value& map, double mean_price) {
  if (map.status != Status::ok) return map;
  return ratio(pnl, map.value * mean_price, map.value == 0 ? Status::zero_map : Status::zero_denominator);
}

Turnover inventory_turnover(double bought, double sold, const Value& map) {
  if (map.status != Status::ok) return {map, map};
  return {ratio(bought + sold, map.value, Status::zero_map), ratio(std::min(bought, sold), map.value, Status::zero_map)};
}

Value fill_rate(double filled, double submitted) { return ratio(filled, submitted); }

}  // namespace asgen::account
