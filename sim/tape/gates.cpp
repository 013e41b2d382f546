#include "sim/tape/gates.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/tape/order_grid.hpp"

namespace asgen::tape {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A tick at which a maker does something else than quote both sides of a sound book.
bool is_special(const Tape& tape, std::size_t tick) {
  return (tape.tick_flags()[tick] & (kTwoSided | kCrossed | kInGap)) != kTwoSided;
}

}  // namespace

Gates::Gates(const Tape& tape, const GateOptions& options) : options_(options) {
  base::expects(options.entry_latency >= base::Nanos(0) && options.entry_latency < tape.info().clock, "a request arrives before the next tick");
  if (options.tick > 0) step_ = std::max<std::int64_t>(1, std::llround(options.tick / tape.info().price_quantum));
  see_ticks(tape);
  mid_range_ = block_ranges(tape.mid());
  for (const int stride : options.strides) reaches_.push_back(make_reach(tape, stride));
  if (options.coarse_mids) coarse_mids_ = CoarseMids(tape, step_);
}

void Gates::see_ticks(const Tape& tape) {
  const std::size_t n = tape.ticks();
  arrival_.resize(n);
  inverse_mid_.resize(n);
  for (auto* column : {&highest_bid_, &lowest_ask_, &refuse_buy_, &refuse_sell_}) column->resize(n);
  std::size_t event = 0;
  for (std::size_t k = 0; k < n; ++k) {
    event = tape.events_until(tape.tick_ns(k) + options_.entry_latency, event);
    arrival_[k] = static_cast<std::uint32_t>(event);
    inverse_mid_[k] = 1 / tape.mid()[k];
    refuse_buy_[k] = tape.best_ask(event);
    refuse_sell_[k] = tape.best_bid(event);
    if (is_special(tape, k)) continue;
    const std::size_t seen = tape.tick_events()[k];
    highest_bid_[k] = static_cast<std::int32_t>(on_grid_up(tape.best_ask(seen), step_) - step_);
    lowest_ask_[k] = static_cast<std::int32_t>(on_grid_down(tape.best_bid(seen), step_) + step_);
  }
  buy_.assign(n, INT32_MIN);
  sell_.assign(n, INT32_MAX);
  const auto buys = tape.columns().buy_hits.leaves(), sells = tape.columns().sell_hits.leaves();
  for (std::size_t k = 0; k + 1 < n; ++k) {
    if (is_special(tape, k)) continue;
    std::int32_t lowest = INT32_MAX, highest = INT32_MIN + 1;
    for (std::size_t e = arrival_[k]; e < arrival_[k + 1]; ++e) {
      lowest = std::min(lowest, buys[e]);
      highest = std::max(highest, -sells[e]);
    }
    buy_[k] = lowest;
    sell_[k] = highest;
  }
  // A gap that begins inside a tick's window pulls its orders.
  for (const TapeGap& gap : tape.gaps()) {
    for (std::size_t k = gap.first_tick < 2 ? 0 : gap.first_tick - 2; k < std::min<std::size_t>(gap.end_tick + 1, n); ++k) {
      buy_[k] = INT32_MIN;
      sell_[k] = INT32_MAX;
    }
  }
}

Reach Gates::make_reach(const Tape& tape, int stride) const {
  const std::size_t n = tape.ticks(), step = static_cast<std::size_t>(stride);
  std::vector<std::int32_t> lowest(n, INT32_MIN), highest(n, INT32_MAX);
  for (std::size_t k = 0; k + step < n; ++k) {
    const auto first = static_cast<std::ptrdiff_t>(k), last = static_cast<std::ptrdiff_t>(k + step);
    lowest[k] = std::min(refuse_buy_[k], *std::min_element(buy_.begin() + first, buy_.begin() + last));
    highest[k] = std::max(refuse_sell_[k], *std::max_element(sell_.begin() + first, sell_.begin() + last));
  }
  Reach reach;
  reach.order = PhaseOrder(n, step);
  const auto arrange = [&reach](const auto& column) { return reach.order.arrange(std::span(column)); };
  reach.buy = arrange(lowest);
  reach.sell = arrange(highest);
  if (stride > 1) {
    reach.mid = arrange(tape.mid());
    reach.inverse_mid = arrange(inverse_mid_);
    reach.highest_bid = arrange(highest_bid_);
    reach.lowest_ask = arrange(lowest_ask_);
    reach.mid_range = block_ranges(reach.mid);
  }
  add_depths(tape, reach);
  return reach;
}

/// What the bounds of quotes are compared with.
void Gates::add_depths(const Tape& tape, Reach& reach) {
  const std::span<const double> mid = reach.mid.empty() ? tape.mid() : std::span<const double>(reach.mid);
  for (std::size_t begin = 0; begin < mid.size(); begin += kTicksPerBlock) {
    double buy = -kInfinity, sell = -kInfinity;
    for (std::size_t k = begin; k < std::min(begin + kTicksPerBlock, mid.size()); ++k) {
      const bool special = reach.buy[k] == INT32_MIN || reach.sell[k] == INT32_MAX;
      buy = std::max(buy, special ? kInfinity : mid[k] - tape.price(reach.buy[k]));
      sell = std::max(sell, special ? kInfinity : tape.price(reach.sell[k]) - mid[k]);
    }
    reach.buy_depth.push_back(buy);
    reach.sell_depth.push_back(sell);
  }
  fill_up(reach.buy_depth, kInfinity);
  fill_up(reach.sell_depth, kInfinity);
  reach.coarse_buy_depth = coarse_maxima(reach.buy_depth, kInfinity);
  reach.coarse_sell_depth = coarse_maxima(reach.sell_depth, kInfinity);
}

const Reach* Gates::reach(std::size_t stride) const {
  const auto found = std::find_if(reaches_.begin(), reaches_.end(), [&](const Reach& r) { return r.order.stride() == stride; });
  return found == reaches_.end() ? nullptr : &*found;
}

}  // namespace asgen::tape
