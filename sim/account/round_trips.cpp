#include "sim/account/round_trips.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sim/account/numeric.hpp"

namespace asgen::account {

void RoundTrips::apply(const Execution& execution, base::Nanos time) {
  const int sign = base::sign(execution.side);
  const std::int64_t lots = execution.quantity.count();
  const bool reduces = position_ != 0 && (position_ > 0) != (sign > 0);
  const std::int64_t closing = reduces ? std::min(lots, std::abs(position_)) : 0;
  if (closing > 0) reduce(sign, closing, execution, time);
  if (lots > closing) open(sign, lots - closing, execution, time);
}

/// Amount times settlement price of some lots, signed as the inventory changes.
double RoundTrips::flow(int sign, std::int64_t lots, const Execution& execution) const {
  return sign * grid_.amount(base::Lots(lots)) * settlement_price(grid_.contract, grid_.price(execution.price));
}

void RoundTrips::settle(double spent, std::int64_t lots, const Execution& execution) {
  cash_ -= spent + execution.fee_ratio * grid_.value(execution.price, base::Lots(lots));
  turned_ += std::fabs(spent);
}

void RoundTrips::open(int sign, std::int64_t lots, const Execution& execution, base::Nanos time) {
  if (position_ == 0) opened_ = time;
  const double spent = flow(sign, lots, execution);
  position_ += sign * lots;
  cost_ += spent;
  settle(spent, lots, execution);
}

void RoundTrips::reduce(int sign, std::int64_t lots, const Execution& execution, base::Nanos time) {
  const double spent = flow(sign, lots, execution);
  const bool all = lots == std::abs(position_);
  const double cost = all ? cost_ : cost_ * (static_cast<double>(lots) / static_cast<double>(std::abs(position_)));
  gains_ -= spent + cost;
  cost_ -= cost;
  position_ += sign * lots;
  settle(spent, lots, execution);
  if (position_ != 0) return;
  ++closed_;
  won_ += cash_ > 1e-12 * turned_ ? 1 : 0;
  cost_ = cash_ = turned_ = 0;
  longest_ = std::max(longest_, time - opened_);
}

void RoundTrips::drop_open(base::Nanos time) {
  longest_ = longest_holding(time);
  position_ = 0;
  cost_ = cash_ = turned_ = 0;
}

Value RoundTrips::win_rate() const {
  return ratio(static_cast<double>(won_), static_cast<double>(closed_), Status::too_few);
}

base::Nanos RoundTrips::longest_holding(base::Nanos until) const {
  return position_ == 0 ? longest_ : std::max(longest_, until - opened_);
}

}  // namespace asgen::account
