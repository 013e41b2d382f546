// Tape's questions about displayed depth.

#include <algorithm>

#include "sim/tape/draft.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::tape {
namespace {

using base::Side;

bool is_visible(const BookSide& book, Side side, std::int32_t price, std::size_t after_events) {
  const auto window = book.window.leaves();
  return window.empty() || after_events == 0 || window[after_events - 1] <= mirrored(side, price);
}

/// First entry at or after event `key`: as lower_bound, begun near where it lies when a level changes at a steady pace, because each step
/// of a search over the whole day is a miss in the cache.
template <class It>
It first_at_least(It first, It last, std::size_t key) {
  if (first == last || *first >= key) return first;
  if (*(last - 1) < key) return last;
  const auto n = static_cast<std::size_t>(last - first);
  const std::size_t span = *(last - 1) - *first;
  It at = first + static_cast<std::ptrdiff_t>((key - *first) * (n - 1) / span);
  std::ptrdiff_t step = 1;
  if (*at < key) {
    while (last - at > step && at[step] < key) at += step, step *= 2;
    return std::lower_bound(at, last - at > step ? at + step + 1 : last, key);
  }
  while (at - first > step && at[-step] >= key) at -= step, step *= 2;
  return std::lower_bound(at - first > step ? at - step : first, at + 1, key);
}

/// Displayed lots of a level after some events: its last entry before that state.
std::int64_t lots_after(const BookSide& book, std::size_t level, std::size_t after_events) {
  const auto begin = book.entry_event.begin();
  const auto first = begin + book.entry_begin[level];
  const auto last = begin + book.entry_begin[level + 1];
  const auto next = first_at_least(first, last, after_events);
  return next == first ? 0 : book.entry_lots[static_cast<std::size_t>(next - begin) - 1];
}

/// A limit that every level of a side is within.
constexpr std::int32_t worst_price(Side side) { return side == Side::buy ? -INT32_MAX : INT32_MAX; }

/// Calls visit(price, lots) for displayed levels, from the best to `limit` inclusive, until it returns false.
template <class Visit>
void walk(const Tape& tape, Side side, std::int32_t limit, std::size_t after_events, Visit visit) {
  const std::int32_t best = side == Side::buy ? tape.best_bid(after_events) : tape.best_ask(after_events);
  if (best == (side == Side::buy ? kNoBid : kNoAsk)) return;
  const BookSide& book = tape.columns().book(side);
  std::size_t level = book.prices.find(best);
  for (;;) {
    const std::int32_t price = book.prices.price(level);
    if (mirrored(side, price) < mirrored(side, limit) || !is_visible(book, side, price, after_events)) return;
    const std::int64_t lots = lots_after(book, level, after_events);
    if (lots > 0 && !visit(price, lots)) return;
    if (side == Side::buy ? level == 0 : level + 1 == book.prices.size()) return;
    level = side == Side::buy ? level - 1 : level + 1;
  }
}

}  // namespace

Depth Tape::displayed(Side book_side, std::int32_t price, std::size_t after_events) const {
  const BookSide& book = columns_->book(book_side);
  if (!is_visible(book, book_side, price, after_events)) return {0, false};
  const std::size_t level = book.prices.find(price);
  return {level == PriceIndex::kNone ? 0 : lots_after(book, level, after_events), true};
}

std::vector<BookLevel> Tape::levels_for(Side book_side, std::int32_t limit, std::int64_t lots, std::size_t after_events) const {
  std::vector<BookLevel> levels;
  walk(*this, book_side, limit, after_events, [&](std::int32_t price, std::int64_t shown) {
    levels.push_back({price, shown});
    lots -= shown;
    return lots > 0;
  });
  return levels;
}

std::int64_t Tape::displayed_through(Side book_side, std::int32_t limit, std::size_t after_events, std::int64_t enough) const {
  std::int64_t total = 0;
  walk(*this, book_side, limit, after_events, [&](std::int32_t, std::int64_t lots) {
    total += lots;
    return total < enough;
  });
  return std::min(total, enough);
}

std::optional<std::int32_t> Tape::price_reaching(Side book_side, std::int64_t lots, std::size_t after_events) const {
  std::optional<std::int32_t> reached;
  std::int64_t total = 0;
  walk(*this, book_side, worst_price(book_side), after_events, [&](std::int32_t price, std::int64_t shown) {
    total += shown;
    if (total >= lots) reached = price;
    return !reached;
  });
  return reached;
}

std::vector<BookLevel> Tape::book(Side book_side, std::size_t after_events, std::size_t max_levels) const {
  std::vector<BookLevel> levels;
  if (max_levels == 0) return levels;
  walk(*this, book_side, worst_price(book_side), after_events, [&](std::int32_t price, std::int64_t lots) {
    levels.push_back({price, lots});
    return levels.size() < max_levels;
  });
  return levels;
}

LevelHistory Tape::history(Side book_side, std::int32_t price) const {
  const BookSide& book = columns_->book(book_side);
  const std::size_t level = book.prices.find(price);
  if (level == PriceIndex::kNone) return {};
  const auto slice = [level](auto column, std::span<const std::uint32_t> begin) {
    return column.subspan(begin[level], begin[level + 1] - begin[level]);
  };
  return {slice(book.entry_event, book.entry_begin), slice(book.entry_lots, book.entry_begin), slice(book.trade_index, book.trade_begin)};
}

std::size_t Tape::first_visible(Side book_side, std::int32_t price, std::size_t from, std::size_t to) const {
  const MinTree& window = columns_->book(book_side).window;
  if (window.leaves().empty()) return std::min(from, to);
  return window.first_at_most(mirrored(book_side, price), from, to);
}

}  // namespace asgen::tape
