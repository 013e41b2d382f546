#include "sim/simulate/cycle_window.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace asgen::simulate {
namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

static_assert(std::endian::native == std::endian::little);

/// One bit of each mark.
std::uint64_t bits(const strategy::CycleMarks& marks, int bit) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < marks.size(); i += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, &marks[i], 8);
    result |= ((eight >> bit & 0x0101010101010101ULL) * 0x0102040810204080ULL >> 56) << i;
  }
  return result;
}

}  // namespace

CycleWindow::CycleWindow(const Leg& leg, const strategy::CycleLanes& lanes, const tape::Reach& reach)
    : leg_(leg), lanes_(lanes), reach_(reach), mids_(leg.gates->coarse_mids()) {
  prices_.bid.fill(0);
  prices_.ask.fill(0);
  prices_.odd.fill(1);
  marks_.fill(0);
  forget();
}

void CycleWindow::forget() {
  size_ = 0;
  fewer_ = kTicks / tape::kTicksPerBlock - 1;
  bounded_ = kNowhere;
}

void CycleWindow::read(std::size_t tick) {
  // Whole blocks; few where something has just happened, so that what lies behind the next event is not computed in vain.
  first_ = tick / tape::kTicksPerBlock * tape::kTicksPerBlock;
  size_ = std::min(kTicks - fewer_ * tape::kTicksPerBlock, leg_.tape->ticks() - first_);
  if (fewer_ > 0) --fewer_;
  price_blocks();
  mark();
}

void CycleWindow::price_blocks() {
  const std::span<const double> mid = mids_.mid(), inverse = mids_.inverse(), kappa = inverse_kappa();
  for (std::size_t at = 0; at < size_; at += tape::kTicksPerBlock) {
    const std::size_t tick = first_ + at, block = tick / tape::kTicksPerBlock, n = std::min(tape::kTicksPerBlock, size_ - at);
    look_at_bounds(block);
    if (bounds_.apart[block - bounded_] != 0) {
      lanes_.price_apart(&mid[tick], at, n, prices_);
    } else {
      lanes_.price({&mid[tick], &inverse[tick], &leg_.volatility[tick], &kappa[tick]}, at, n, prices_);
    }
  }
}

void CycleWindow::look_at_bounds(std::size_t block) {
  if (bounded_ != kNowhere && block >= bounded_ && block < bounded_ + tape::kBlocksAtOnce) return;
  bounded_ = block / tape::kBlocksAtOnce * tape::kBlocksAtOnce;
  const tape::BlockRange &mid = mids_.range(), &volatility = leg_.volatility_by_stride->of(1).range;
  const tape::BlockRange& kappa = leg_.inverse_kappa_by_stride == nullptr ? volatility : leg_.inverse_kappa_by_stride->of(1).range;
  lanes_.bounds({&mid.low[bounded_], &mid.high[bounded_], &volatility.low[bounded_], &volatility.high[bounded_], &kappa.low[bounded_], &kappa.high[bounded_]},
                bounds_);
}

void CycleWindow::mark() {
  strategy::CycleLanes::mark(prices_, &reach_.buy[first_], &reach_.sell[first_], size_, marks_);
  same_ = bits(marks_, 0) << 1;  // as the tick before
  odd_ = bits(marks_, 2) | (size_ < kTicks ? ~std::uint64_t{0} << size_ : 0);
  eventful_ = bits(marks_, 1) | odd_;
}

}  // namespace asgen::simulate
