#include "sim/simulate/cycle_quotes.hpp"

#include <algorithm>

namespace asgen::simulate {

CycleQuotes::CycleQuotes(const Leg& leg, const strategy::CycleLanes& lanes, std::size_t refresh)
    : leg_(leg), lanes_(lanes), mid_(leg.gates->coarse_mids().mid()), inverse_mid_(leg.gates->coarse_mids().inverse()), refresh_(refresh), prices_(lanes.levels()) {
  forget();
}

void CycleQuotes::read(std::size_t tick) {
  const std::size_t end = mid_.size();
  size_ = 0;
  for (std::size_t k = tick; k < end && size_ < at_once_; k += size_ % 2 == 1 ? refresh_ : 1) ticks_[size_++] = k;
  // Whole vectors cost less than a rest, one decision at a time.
  const std::size_t whole = size_ == 1 ? 1 : (size_ + kFewest - 1) / kFewest * kFewest;
  lanes_.quote(refresh_ == 1 && tick + whole <= end ? neighbours(tick) : gather(whole), whole, block_);
  next_ = 0;
  // Neighbours are read through a CycleWindow when there are many to read.
  if (refresh_ > 1) at_once_ = std::min(2 * at_once_, strategy::kQuoteLanes);
}

strategy::CycleColumns CycleQuotes::neighbours(std::size_t tick) const {
  return {mid_.data() + tick, inverse_mid_.data() + tick, leg_.volatility.data() + tick, inverse_kappa().data() + tick};
}

strategy::CycleColumns CycleQuotes::gather(std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t tick = ticks_[std::min(i, size_ - 1)];
    gathered_[0][i] = mid_[tick];
    gathered_[1][i] = inverse_mid_[tick];
    gathered_[2][i] = leg_.volatility[tick];
    gathered_[3][i] = inverse_kappa()[tick];
  }
  return {gathered_[0].data(), gathered_[1].data(), gathered_[2].data(), gathered_[3].data()};
}

const std::vector<std::int32_t>& CycleQuotes::ladder(std::size_t entry, base::Side side) {
  prices_[0] = side == base::Side::buy ? block_.bid[entry] : block_.ask[entry];
  for (std::size_t level = 1; level < prices_.size(); ++level) prices_[level] = lanes_.price(block_, entry, side, level);
  return prices_;
}

}  // namespace asgen::simulate
