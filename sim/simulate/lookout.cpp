#include "sim/simulate/lookout.hpp"

#include <algorithm>
#include <bit>

namespace asgen::simulate {

using base::Side;

namespace {

static_assert(tape::kTicksPerBlock == strategy::kNearLanes && tape::kBlocksAtOnce == strategy::kBoundLanes);

/// Decisions read at once: few when something happens often, so that what lies behind it is not computed in vain; a vector's worth.
constexpr std::size_t kFewest = 8;

std::size_t block_end(std::size_t tick) { return (tick / tape::kTicksPerBlock + 1) * tape::kTicksPerBlock; }

/// Flags that make a block loud.
std::int32_t bits_of(const Stretch& stretch) {
  return (stretch.quoting[0] ? strategy::kNearBuy : 0) | (stretch.quoting[1] ? strategy::kNearSell : 0) | strategy::kMayBeOdd;
}

unsigned loud(const Stretch& stretch, const strategy::QuoteBounds& bounds) {
  const std::int32_t bits = bits_of(stretch);
  unsigned loud = 0;
  for (std::size_t i = 0; i < tape::kBlocksAtOnce; ++i) loud |= static_cast<unsigned>((bounds.flags[i] & bits) != 0) << i;
  return loud;
}

/// Decisions from the one at `tick` on that lie before `until`.
std::size_t decisions(const Stretch& stretch, std::size_t tick, std::size_t until) {
  return (std::min(until, stretch.end) - tick + stretch.stride - 1) / stretch.stride;
}

/// First decision at or after `from`, given one before it.
std::size_t next_decision(const Stretch& stretch, std::size_t from, std::size_t before) {
  return before + (from - before + stretch.stride - 1) / stretch.stride * stretch.stride;
}

}  // namespace

std::size_t Lookout::first_eventful(const Stretch& stretch) {
  constexpr std::size_t kWindow = tape::kTicksPerBlock * tape::kBlocksAtOnce;
  std::size_t at_once = kFewest;
  bool quiet_so_far = false;
  for (std::size_t tick = stretch.first; tick < stretch.end;) {
    const std::size_t window = tick / kWindow * kWindow, until = std::min(window + kWindow, stretch.end);
    if (quiet_so_far) {
      // Who has seen a whole window pass may see many.
      const std::size_t eighth = window / kWindow % tape::kBlocksAtOnce;
      const unsigned ahead = loud_windows(stretch, window / kWindow - eighth) >> eighth;
      if ((ahead & 1) == 0) {
        const std::size_t windows = ahead == 0 ? tape::kBlocksAtOnce - eighth : static_cast<std::size_t>(std::countr_zero(ahead));
        tick = next_decision(stretch, std::min(window + windows * kWindow, stretch.end), tick);
        if (ahead == 0) continue;
      }
      quiet_so_far = false;
      continue;
    }
    const unsigned loud = loud_blocks(stretch, window / tape::kTicksPerBlock);
    quiet_so_far = loud == 0;
    while (tick < until) {
      const unsigned ahead = loud >> (tick - window) / tape::kTicksPerBlock;
      if ((ahead & 1) == 0) {
        tick = next_decision(stretch, ahead == 0 ? until : block_end(tick) + tape::kTicksPerBlock * (std::countr_zero(ahead) - 1), tick);
        continue;
      }
      if (stretch.stride == 1 && (bounds_.flags[(tick - window) / tape::kTicksPerBlock] & strategy::kMayBeOdd) == 0 && block_end(tick) <= leg_.tape->ticks()) {
        const std::size_t eventful = look_near(stretch, tick);
        if (eventful < stretch.end) return eventful;
        continue;
      }
      const std::size_t loud_until = block_end(tick) + tape::kTicksPerBlock * (std::countr_one(ahead) - 1);
      const std::size_t n = std::min(decisions(stretch, tick, loud_until), at_once);
      const std::size_t eventful = look_closer(stretch, tick, n);
      if (eventful < stretch.end) return eventful;
      tick += n * stretch.stride;
      at_once = std::min(2 * at_once, strategy::kQuoteLanes);
    }
  }
  return stretch.end;
}

/// One bit per block from `first` on: set unless bounds alone show that none of its decisions can be eventful.
unsigned Lookout::loud_blocks(const Stretch& stretch, std::size_t first) {
  if (window_ != first) {
    const tape::BlockRange &mid = gates_.mid_range(), &volatility = *leg_.volatility_range;
    const tape::BlockRange& kappa = leg_.inverse_kappa_range == nullptr ? volatility : *leg_.inverse_kappa_range;
    lanes_.bounds({&mid.low[first], &mid.high[first], &volatility.low[first], &volatility.high[first], &kappa.low[first], &kappa.high[first]},
                  {&reach_.buy_depth[first], &reach_.sell_depth[first]}, bounds_);
    window_ = first;
  }
  return loud(stretch, bounds_);
}

/// The same of windows, each of eight blocks.
unsigned Lookout::loud_windows(const Stretch& stretch, std::size_t first) const {
  const tape::BlockRange &mid = gates_.mid_range(), &volatility = *leg_.volatility_range;
  const tape::BlockRange& kappa = leg_.inverse_kappa_range == nullptr ? volatility : *leg_.inverse_kappa_range;
  strategy::QuoteBounds bounds;
  lanes_.bounds({&mid.coarse_low[first], &mid.coarse_high[first], &volatility.coarse_low[first], &volatility.coarse_high[first],
                 &kappa.coarse_low[first], &kappa.coarse_high[first]},
                {&reach_.coarse_buy_depth[first], &reach_.coarse_sell_depth[first]}, bounds);
  return loud(stretch, bounds);
}

/// From `tick` to the end of its block, where no decision is odd: the first eventful one. Else the stretch's end, and `tick` where to go on.
std::size_t Lookout::look_near(const Stretch& stretch, std::size_t& tick) {
  constexpr std::size_t kBefore = 3;  // decisions that are likely asked for next, to trace orders back
  const std::size_t block = tick / tape::kTicksPerBlock * tape::kTicksPerBlock, until = std::min(block + tape::kTicksPerBlock, stretch.end);
  lanes_.near(neighbours(block), bounds_.width[block / tape::kTicksPerBlock % tape::kBlocksAtOnce], &reach_.buy[block], &reach_.sell[block], near_);
  const std::int32_t bits = bits_of(stretch);
  while (tick < until && (near_[tick - block] & bits) == 0) ++tick;
  if (tick >= until) return stretch.end;
  const std::size_t first = tick - std::min(kBefore, tick - stretch.first), n = std::min(kFewest, stretch.end - first);
  const std::size_t eventful = look_closer(stretch, first, n);
  tick = first + n;
  return eventful;
}

/// First eventful one of `n` decisions from `tick` on; the stretch's end or more when there is none.
std::size_t Lookout::look_closer(const Stretch& stretch, std::size_t tick, std::size_t n) {
  read(tick, n);
  for (std::size_t i = 0; i < n; ++i, tick += stretch.stride) {
    const bool buy = stretch.quoting[0] & (block_.bid[i] >= reach_.buy[tick]);
    const bool sell = stretch.quoting[1] & (block_.ask[i] <= reach_.sell[tick]);
    if (buy | sell | (block_.odd[i] != 0)) return tick;
  }
  return stretch.end;
}

bool Lookout::has_signal(std::size_t tick) const {
  const bool kappa = leg_.inverse_kappa.empty() || leg_.inverse_kappa[tick] > 0;
  return kappa && leg_.volatility[tick] > 0 && leg_.tape->mid()[tick] > 0;
}

/// Whether all of a block's ticks lack a volatility or a kappa above 0.
bool Lookout::is_silent(std::size_t block) const {
  return leg_.volatility_range->high[block] <= 0 || (leg_.inverse_kappa_range != nullptr && leg_.inverse_kappa_range->high[block] <= 0);
}

std::size_t Lookout::next_signal(std::size_t tick, std::size_t end) const {
  while (tick < end && !has_signal(tick)) {
    ++tick;
    // A market at rest has no volatility for as long as the estimate looks back.
    while (tick < end && tick % tape::kTicksPerBlock == 0 && is_silent(tick / tape::kTicksPerBlock)) tick += tape::kTicksPerBlock;
  }
  return std::min(tick, end);
}

Ladder Lookout::ladder(std::size_t tick, Side side, std::size_t first) {
  if (!has(tick)) read_back(tick, first);
  const strategy::QuoteLadder ladder = lanes_.ladder(columns_, block_, entry(tick), side, prices_);
  return {ladder.lots, ladder.last, std::span(prices_).first(ladder.orders)};
}

std::size_t Lookout::same_since(std::size_t tick, Side side, std::size_t first) {
  const auto& prices = side == Side::buy ? block_.bid : block_.ask;
  const auto& lots = side == Side::buy ? block_.buy_lots : block_.sell_lots;
  if (!has(tick)) read_back(tick, first);
  const std::int32_t price = prices[entry(tick)], size = lots[entry(tick)];
  const base::Lots paid = lots_at(entry(tick), side);
  // Of two sizes the balances may leave the same.
  const auto same = [&](std::size_t i) { return prices[i] == price && (lots[i] == size || lots_at(i, side) == paid); };
  for (;;) {
    const std::size_t start = std::max(block_first_, first);
    std::size_t i = entry(tick);
    while (i > entry(start) && same(i - 1)) --i;
    const std::size_t since = block_first_ + i * stride_;
    if (i > entry(start) || start == first) return since;
    tick = since - stride_;
    read_back(tick, first);
    if (!same(entry(tick))) return since;
  }
}

/// Size of a single order; 0 when there is none.
base::Lots Lookout::lots_at(std::size_t i, Side side) {
  const strategy::QuoteLadder ladder = lanes_.ladder(columns_, block_, i, side, prices_);
  return ladder.orders == 0 ? base::Lots(0) : ladder.last;
}

/// Reads up to kFewest decisions that end with the one at `tick`, none before `first`.
void Lookout::read_back(std::size_t tick, std::size_t first) {
  const std::size_t n = std::min(kFewest, (tick - first) / stride_ + 1);
  read(tick - (n - 1) * stride_, n);
}

void Lookout::read(std::size_t first, std::size_t n) {
  // Whole vectors cost less than a rest, one decision at a time.
  const std::size_t whole = (n + kFewest - 1) / kFewest * kFewest;
  if (stride_ == 1 && first + whole <= leg_.tape->ticks()) {
    columns_ = neighbours(first);
  } else {
    columns_ = gather(first, n, whole);
  }
  lanes_.quote(columns_, whole, block_);
  block_first_ = first;
  block_size_ = n;
}

strategy::QuoteColumns Lookout::neighbours(std::size_t first) const {
  return {leg_.tape->mid().data() + first, gates_.inverse_mid().data() + first, leg_.volatility.data() + first,
          inverse_kappa().data() + first,  gates_.highest_bid().data() + first, gates_.lowest_ask().data() + first};
}

/// `whole` entries, of which those from `n` on are of no use.
strategy::QuoteColumns Lookout::gather(std::size_t first, std::size_t n, std::size_t whole) {
  for (std::size_t i = 0; i < whole; ++i) {
    const std::size_t tick = first + std::min(i, n - 1) * stride_;
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
