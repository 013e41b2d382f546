#include "sim/simulate/lookout.hpp"

#include <algorithm>

namespace asgen::simulate {

using base::Side;

namespace {

/// Decisions read at once: few when something happens often, so that what lies behind it is not computed in vain; a vector's worth.
constexpr std::size_t kFewest = 8;

}  // namespace

std::size_t Lookout::first_eventful(const Stretch& stretch) {
  block_size_ = 0;
  block_stride_ = stretch.stride;
  std::size_t at_once = kFewest;
  for (std::size_t tick = stretch.first; tick < stretch.end;) {
    const std::size_t block = tick / tape::kTicksPerBlock;
    const std::size_t until = std::min((block + 1) * tape::kTicksPerBlock, stretch.end);
    if (is_quiet(stretch, block)) {
      tick += (until - tick + stretch.stride - 1) / stretch.stride * stretch.stride;
      continue;
    }
    const std::size_t stop = std::min(until, tick + at_once * stretch.stride);
    const std::size_t eventful = look_closer(stretch, tick, stop);
    if (eventful < stop) return eventful;
    tick += (stop - tick + stretch.stride - 1) / stretch.stride * stretch.stride;
    at_once = std::min(2 * at_once, strategy::kQuoteLanes);
  }
  return stretch.end;
}

/// True when bounds alone show that no decision of the block can be eventful.
bool Lookout::is_quiet(const Stretch& stretch, std::size_t block) const {
  const tape::BlockRange& volatility = *leg_.volatility_range;
  const tape::BlockRange* kappa = leg_.inverse_kappa_range;
  const strategy::QuoteBounds bounds = lanes_.bounds({gates_.mid_low()[block], gates_.mid_high()[block], volatility.low[block],
                                                      volatility.high[block], kappa == nullptr ? 1 : kappa->low[block],
                                                      kappa == nullptr ? 1 : kappa->high[block]});
  if (bounds.odd) return false;
  return (!stretch.quoting[0] || bounds.buy_distance > reach_.buy_depth[block]) &&
         (!stretch.quoting[1] || bounds.sell_distance > reach_.sell_depth[block]);
}

/// First eventful decision in [tick, until), or `until`.
std::size_t Lookout::look_closer(const Stretch& stretch, std::size_t tick, std::size_t until) {
  const std::size_t n = (until - tick + stretch.stride - 1) / stretch.stride;
  read(tick, stretch.stride, n);
  for (std::size_t i = 0; i < n; ++i, tick += stretch.stride) {
    const bool buy = stretch.quoting[0] & (block_.bid[i] >= reach_.buy[tick]);
    const bool sell = stretch.quoting[1] & (block_.ask[i] <= reach_.sell[tick]);
    if (buy | sell | (block_.odd[i] != 0)) return tick;
  }
  return until;
}

Ladder Lookout::ladder(std::size_t tick, Side side, std::size_t first) {
  if (!has(tick)) {
    const std::size_t n = std::min(kFewest, (tick - first) / block_stride_ + 1);
    read(tick - (n - 1) * block_stride_, block_stride_, n);
  }
  const std::size_t i = entry(tick);
  lanes_.ladder(columns_, block_, i, side, prices_);
  return {base::Lots(side == Side::buy ? block_.buy_lots[i] : block_.sell_lots[i]), prices_};
}

void Lookout::read(std::size_t first, std::size_t stride, std::size_t n) {
  // Whole vectors cost less than a rest, one decision at a time.
  const std::size_t whole = (n + kFewest - 1) / kFewest * kFewest;
  if (stride == 1 && first + whole <= leg_.tape->ticks()) {
    columns_ = neighbours(first);
  } else {
    columns_ = gather(first, stride, n, whole);
  }
  lanes_.quote(columns_, whole, block_);
  block_first_ = first;
  block_stride_ = stride;
  block_size_ = n;
}

strategy::QuoteColumns Lookout::neighbours(std::size_t first) const {
  return {leg_.tape->mid().data() + first, gates_.inverse_mid().data() + first, leg_.volatility.data() + first,
          inverse_kappa().data() + first,  gates_.highest_bid().data() + first, gates_.lowest_ask().data() + first};
}

/// `whole` entries, of which those from `n` on are of no use.
strategy::QuoteColumns Lookout::gather(std::size_t first, std::size_t stride, std::size_t n, std::size_t whole) {
  for (std::size_t i = 0; i < whole; ++i) {
    const std::size_t tick = first + std::min(i, n - 1) * stride;
    mid_[i] = leg_.tape->mid()[tick];
    inverse_mid_[i] = gates_.inverse_mid()[tick];
    volatility_[i] = leg_.volatility[tick];
    inverse_kappa_[i] = inverse_kappa()[tick];
    highest_bid_[i] = gates_.highest_bid()[tick];
    lowest_ask_[i] = gates_.lowest_ask()[tick];
  }
  return {mid_.data(), inverse_mid_.data(), volatility_.data(), inverse_kappa_.data(), highest_bid_.data(), lowest_ask_.data()};
}

}  // namespace asgen::simulate
