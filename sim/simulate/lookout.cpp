#include "sim/simulate/lookout.hpp"

#include <algorithm>
#include <bit>

namespace asgen::simulate {

using base::Side;

namespace {

static_assert(tape::kTicksPerBlock == strategy::kNearLanes && tape::kBlocksAtOnce == strategy::kBoundLanes);

/// Decisions read at once: few, so that what lies behind is not computed in vain, but whole vectors.
constexpr std::size_t kFewest = strategy::kFewLanes, kFew = 8;
/// Runs that are read without asking bounds first.
constexpr std::size_t kShortRun = 8;

std::size_t block_end(std::size_t position) { return (position / tape::kTicksPerBlock + 1) * tape::kTicksPerBlock; }

/// Flags that make a block loud.
std::int32_t bits_of(const std::array<bool, 2>& quoting) {
  return (quoting[0] ? strategy::kNearBuy : 0) | (quoting[1] ? strategy::kNearSell : 0) | strategy::kMayBeSilent | strategy::kMayBeOdd;
}

}  // namespace

Lookout::Lookout(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes)
    : leg_(leg), reach_(reach), lanes_(lanes), stride_(reach.order.stride()), volatility_range_(leg.volatility_by_stride->of(stride_).range),
      // With a fixed kappa nobody reads this column, so any will do.
      kappa_range_((leg.inverse_kappa_by_stride == nullptr ? leg.volatility_by_stride : leg.inverse_kappa_by_stride)->of(stride_).range),
      mid_range_(stride_ == 1 ? leg.gates->mid_range() : reach.mid_range), prices_(static_cast<std::size_t>(lanes.levels())) {
  const bool fixed_kappa = leg.inverse_kappa_by_stride == nullptr;
  if (stride_ == 1) {
    const tape::Gates& gates = *leg.gates;
    all_ = {leg.tape->mid().data(), gates.inverse_mid().data(), leg.volatility.data(), (fixed_kappa ? leg.volatility : leg.inverse_kappa).data(),
            gates.highest_bid().data(), gates.lowest_ask().data()};
  } else {
    const std::vector<double>& volatility = leg.volatility_by_stride->of(stride_).value;
    const std::vector<double>& kappa = fixed_kappa ? volatility : leg.inverse_kappa_by_stride->of(stride_).value;
    all_ = {reach.mid.data(), reach.inverse_mid.data(), volatility.data(), kappa.data(), reach.highest_bid.data(), reach.lowest_ask.data()};
  }
}

std::size_t Lookout::first_eventful(const Stretch& stretch) {
  const std::size_t first = reach_.order.position(stretch.first), end = first + (stretch.end - stretch.first + stride_ - 1) / stride_;
  const std::size_t eventful = first_eventful(Run{first, end, bits_of(stretch.quoting)});
  if (eventful == end) return stretch.end;
  usual_ += (static_cast<double>(eventful - first) - usual_) / 8;
  return stretch.first + (eventful - first) * stride_;
}

std::size_t Lookout::first_eventful(const Run& run) {
  constexpr std::size_t kWindow = tape::kTicksPerBlock * tape::kBlocksAtOnce;
  if (run.end - run.first <= kShortRun) return look_closer(run, run.first, run.end - run.first);
  std::size_t at = run.first, at_once = kFew;
  if (usual_ < static_cast<double>(kFew)) {
    const std::size_t eventful = look_closer(run, at, kFew);
    if (eventful < run.end) return eventful;
    at += kFew;
  }
  bool quiet_so_far = usual_ > 4.0 * kWindow;
  while (at < run.end) {
    const std::size_t window = at / kWindow * kWindow, until = std::min(window + kWindow, run.end);
    if (quiet_so_far) {
      // Who has seen a whole window pass may see many.
      const std::size_t eighth = window / kWindow % tape::kBlocksAtOnce;
      const unsigned ahead = loud_windows(run, window / kWindow - eighth) >> eighth;
      if ((ahead & 1) == 0) {
        const std::size_t windows = ahead == 0 ? tape::kBlocksAtOnce - eighth : static_cast<std::size_t>(std::countr_zero(ahead));
        at = window + windows * kWindow;
        if (ahead == 0) continue;
      }
      const std::size_t loud_end = std::min((at / kWindow + 1) * kWindow, run.end);
      quiet_so_far = (coarse_bounds_.flags[at / kWindow % tape::kBlocksAtOnce] & run.bits) == strategy::kMayBeSilent;
      if (!quiet_so_far) continue;
      at = first_silent(at, loud_end);
      if (at < loud_end) return at;
      continue;
    }
    const unsigned loud = loud_blocks(run, window / tape::kTicksPerBlock);
    quiet_so_far = loud == 0;
    while (at < until) {
      const unsigned ahead = loud >> (at - window) / tape::kTicksPerBlock;
      if ((ahead & 1) == 0) {
        at = ahead == 0 ? until : block_end(at) + tape::kTicksPerBlock * static_cast<std::size_t>(std::countr_zero(ahead) - 1);
        continue;
      }
      if ((bounds_.flags[(at - window) / tape::kTicksPerBlock] & strategy::kMayBeOdd) == 0 && block_end(at) <= leg_.tape->ticks()) {
        const std::size_t eventful = look_near(run, at);
        if (eventful < run.end) return eventful;
        continue;
      }
      const std::size_t loud_until = block_end(at) + tape::kTicksPerBlock * static_cast<std::size_t>(std::countr_one(ahead) - 1);
      const std::size_t n = std::min(std::min(until, loud_until) - at, at_once);
      const std::size_t eventful = look_closer(run, at, n);
      if (eventful < run.end) return eventful;
      at += n;
      at_once = std::min(2 * at_once, strategy::kQuoteLanes);
    }
  }
  return run.end;
}

/// First decision without a signal from the one at `at` on, or `until`.
std::size_t Lookout::first_silent(std::size_t at, std::size_t until) const {
  for (; at < until; ++at) {
    const std::size_t block = at / tape::kTicksPerBlock;
    if (volatility_range_.low[block] > 0 && kappa_range_.low[block] > 0) {
      at = block_end(at) - 1;
    } else if (!(all_.volatility[at] > 0 && all_.inverse_kappa[at] > 0)) {
      return at;
    }
  }
  return until;
}

/// One bit per block from `first` on: set unless bounds alone show that none of its decisions can be eventful.
unsigned Lookout::loud_blocks(const Run& run, std::size_t first) {
  if (window_ != first) {
    lanes_.bounds({&mid_range_.low[first], &mid_range_.high[first], &volatility_range_.low[first], &volatility_range_.high[first], &kappa_range_.low[first],
                   &kappa_range_.high[first]},
                  {&reach_.buy_depth[first], &reach_.sell_depth[first]}, bounds_);
    window_ = first;
  }
  return strategy::QuoteLanes::flagged(bounds_, run.bits);
}

/// The same of windows, each of eight blocks.
unsigned Lookout::loud_windows(const Run& run, std::size_t first) {
  if (windows_ == first) return strategy::QuoteLanes::flagged(coarse_bounds_, run.bits);
  windows_ = first;
  lanes_.bounds({&mid_range_.coarse_low[first], &mid_range_.coarse_high[first], &volatility_range_.coarse_low[first],
                 &volatility_range_.coarse_high[first], &kappa_range_.coarse_low[first], &kappa_range_.coarse_high[first]},
                {&reach_.coarse_buy_depth[first], &reach_.coarse_sell_depth[first]}, coarse_bounds_);
  return strategy::QuoteLanes::flagged(coarse_bounds_, run.bits);
}

/// From `at` to the end of its block, where no decision is odd but for a lack of signal: the first eventful one. Else the run's end, and `at` where to go on.
std::size_t Lookout::look_near(const Run& run, std::size_t& at) {
  const std::size_t block = at / tape::kTicksPerBlock * tape::kTicksPerBlock, until = std::min(block + tape::kTicksPerBlock, run.end);
  lanes_.near(columns_from(block), bounds_.width[block / tape::kTicksPerBlock % tape::kBlocksAtOnce], &reach_.buy[block], &reach_.sell[block],
              near_);
  while (at < until && (near_[at - block] & run.bits) == 0) ++at;
  if (at >= until) return run.end;
  if ((near_[at - block] & strategy::kMayBeSilent) != 0) return at;
  // Nearly always this is it; then those before are what may be asked for, to trace orders back.
  const std::size_t first = at - std::min(kFewest - 1, at - run.first);
  const std::size_t eventful = look_closer(run, first, at + 1 - first);
  ++at;
  return eventful;
}

/// First eventful one of `n` decisions from the one at `at` on; the run's end when there is none.
std::size_t Lookout::look_closer(const Run& run, std::size_t at, std::size_t n) {
  read(at, n);
  for (const std::size_t until = at + n; at < until; ++at) {
    const std::size_t i = at - block_first_;
    const bool buy = ((run.bits & strategy::kNearBuy) != 0) & (block_.bid[i] >= reach_.buy[at]);
    const bool sell = ((run.bits & strategy::kNearSell) != 0) & (block_.ask[i] <= reach_.sell[at]);
    if (buy | sell | (block_.odd[i] != 0)) return at;
  }
  return run.end;
}

bool Lookout::has_signal(std::size_t tick) const {
  const bool kappa = leg_.inverse_kappa.empty() || leg_.inverse_kappa[tick] > 0;
  return kappa && leg_.volatility[tick] > 0 && leg_.tape->mid()[tick] > 0;
}

std::size_t Lookout::next_signal(std::size_t tick, std::size_t end) const {
  const std::vector<double>& volatility = leg_.volatility_by_stride->of(1).range.high;
  const std::vector<double>& kappa = leg_.inverse_kappa_by_stride == nullptr ? volatility : leg_.inverse_kappa_by_stride->of(1).range.high;
  const double* const now = leg_.volatility.data();
  while (tick < end && !(now[tick] > 0 && has_signal(tick))) {
    ++tick;
    // A market at rest has no volatility for as long as the estimate looks back.
    const auto is_silent = [&](std::size_t block) { return volatility[block] <= 0 || kappa[block] <= 0; };
    while (tick < end && tick % tape::kTicksPerBlock == 0 && is_silent(tick / tape::kTicksPerBlock)) tick += tape::kTicksPerBlock;
  }
  return std::min(tick, end);
}

Ladder Lookout::ladder(std::size_t tick, Side side) {
  const std::size_t at = reach_.order.position(tick);
  if (!has(at)) read_back(at);
  const strategy::QuoteLadder ladder = lanes_.ladder(columns_, block_, at - block_first_, side, prices_);
  return {ladder.lots, ladder.last, std::span(prices_).first(ladder.orders)};
}

strategy::SingleQuote Lookout::single(std::size_t tick, Side side) {
  const std::size_t at = reach_.order.position(tick);
  if (!has(at)) read_back(at);
  return lanes_.single(block_, at - block_first_, side);
}

std::size_t Lookout::same_since(std::size_t tick, Side side, std::size_t first_tick) {
  const auto& prices = side == Side::buy ? block_.bid : block_.ask;
  const auto& lots = side == Side::buy ? block_.buy_lots : block_.sell_lots;
  const std::size_t last = reach_.order.position(tick), first = last - (tick - first_tick) / stride_;
  if (!has(last)) read_back(last);
  const double price = prices[last - block_first_], size = lots[last - block_first_];
  const base::Lots paid = lanes_.single(block_, last - block_first_, side).lots;
  // Of two sizes the balances may leave the same.
  const auto same = [&](std::size_t i) { return prices[i] == price && (lots[i] == size || lanes_.single(block_, i, side).lots == paid); };
  std::size_t since = last;
  while (since > first) {
    if (!has(since - 1)) read_back(since - 1);
    if (!same(since - 1 - block_first_)) break;
    --since;
  }
  return tick - (last - since) * stride_;
}

/// Reads decisions up to the one at `last`: more when it continues what was read before.
void Lookout::read_back(std::size_t last) {
  const std::size_t n = std::min(last + 1 == block_first_ && block_size_ > 0 ? kFew : kFewest, last + 1);
  read(last + 1 - n, n);
}

/// Reads at least `n` decisions from the one at `first` on; at the tape's end some before it.
void Lookout::read(std::size_t first, std::size_t n) {
  // Whole vectors cost less than a rest, one decision at a time.
  block_size_ = std::min((n + kFewest - 1) / kFewest * kFewest, leg_.tape->ticks());
  block_first_ = std::min(first, leg_.tape->ticks() - block_size_);
  columns_ = columns_from(block_first_);
  lanes_.quote(columns_, block_size_, block_);
}

/// Columns of the decisions from a position on.
strategy::QuoteColumns Lookout::columns_from(std::size_t first) const {
  return {all_.mid + first, all_.inverse_mid + first, all_.volatility + first, all_.inverse_kappa + first, all_.highest_bid + first, all_.lowest_ask + first};
}

}  // namespace asgen::simulate
