// Orders that take displayed size when they become active.

#include <algorithm>
#include <limits>

#include "sim/market/matcher.hpp"
#include "sim/market/price_order.hpp"

namespace asgen::market {

using base::Lots;
using base::Side;
using base::Ticks;

namespace {

constexpr std::int32_t kAnyBuy = std::numeric_limits<std::int32_t>::max() - 1;
constexpr std::int32_t kAnySell = std::numeric_limits<std::int32_t>::min() + 2;
/// How deep a market order of the rule `rival` looks, from the best price on.
constexpr std::int64_t kRivalMarketTicks = 100;

}  // namespace

/// Takes what the order may take at once; leaves it live when something is left.
void Matcher::take(Order& own, std::vector<Fill>& fills) {
  if (own.type != OrderType::market && !would_cross(own)) return;
  if (options_.fill == FillRule::rival && options_.exchange == Exchange::no_partial) {
    take_whole(own, fills);
  } else {
    take_levels(own, fills);
  }
}

/// Any size at the best price.
void Matcher::take_whole(Order& own, std::vector<Fill>& fills) {
  const std::int32_t best = own.side == Side::buy ? tape_.best_ask(events_) : tape_.best_bid(events_);
  if (best == tape::kNoAsk || best == tape::kNoBid) return;
  add_fill(own, {.time = now_, .event = events_ - 1, .price = Ticks(best), .quantity = own.leaves, .cause = FillCause::taker}, fills);
}

/// The worst price that a taker may pay.
std::int32_t Matcher::taker_limit(const Order& order) const {
  if (order.type != OrderType::market) return tape_price(order.price);
  if (options_.fill != FillRule::rival) return order.side == Side::buy ? kAnyBuy : kAnySell;
  const std::int64_t best = order.side == Side::buy ? tape_.best_ask(events_) : tape_.best_bid(events_);
  const std::int64_t last = best + base::sign(order.side) * (kRivalMarketTicks - 1);
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(last, kAnySell, kAnyBuy));
}

/// Level by level from the best price, past what own orders have already taken of this state of the book.
void Matcher::take_levels(Order& own, std::vector<Fill>& fills) {
  const bool rival = options_.fill == FillRule::rival;
  Taken& taken = taken_[own.side == Side::buy ? 0 : 1];
  if (taken.after_events != events_ || rival) taken = {events_, 0};
  const std::int64_t wanted = own.leaves.count();
  const std::int32_t limit = taker_limit(own);
  std::vector<tape::BookLevel> levels = tape_.levels_for(base::opposite(own.side), limit, taken.lots + wanted, events_);
  std::int64_t skip = taken.lots;
  std::int64_t there = 0;
  for (tape::BookLevel& level : levels) {
    const std::int64_t gone = std::min(skip, level.lots);
    skip -= gone;
    level.lots -= gone;
    there += level.lots;
  }
  if (own.type == OrderType::fok && there < wanted) return;
  const auto fill = [&](std::int32_t price, std::int64_t lots) {
    taken.lots += lots;
    add_fill(own, {.time = now_, .event = events_ - 1, .price = Ticks(price), .quantity = Lots(lots), .cause = FillCause::taker}, fills);
  };
  // There a GTC order trades what is left at its limit, displayed or not, and at the limit itself only once.
  const bool beyond = rival && own.type == OrderType::gtc;
  for (const tape::BookLevel& level : levels) {
    if (beyond && level.price == limit) break;
    const std::int64_t lots = std::min(own.leaves.count(), level.lots);
    if (lots > 0) fill(level.price, lots);
  }
  if (beyond && own.leaves.count() > 0) fill(limit, own.leaves.count());
}

}  // namespace asgen::market
