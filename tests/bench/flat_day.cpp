#include "tests/bench/flat_day.hpp"

#include <algorithm>

namespace asgen::bench {

FlatDay::FlatDay(const data::Day& day) : prices(day.book.price), gaps(day.gaps), depth_levels(static_cast<std::size_t>(day.info.depth_levels)) {
  std::ranges::sort(prices);
  prices.erase(std::ranges::unique(prices).begin(), prices.end());
  const data::BookColumns& book = day.book;
  rows.reserve(book.size());
  for (std::size_t i = 0; i < book.size(); ++i) {
    rows.push_back({place_of(book.side[i] > 0 ? 0 : 1, book.price[i]), book.side[i], static_cast<std::uint8_t>((book.flags[i] & data::kReset) != 0), book.lots[i]});
  }
  const data::TradeColumns& trades = day.trades;
  std::size_t trade = 0;
  const auto add_trades = [&](std::int64_t until) {
    for (; trade < trades.size() && trades.local_ns[trade] <= until; ++trade) {
      events.push_back({trades.local_ns[trade], 0, 0, trades.price[trade], trades.side[trade], trades.lots[trade]});
    }
  };
  for (std::size_t first = 0; first < book.size();) {
    std::size_t end = first;
    while (end < book.size() && book.local_ns[end] == book.local_ns[first]) ++end;
    add_trades(book.local_ns[first]);
    events.push_back({book.local_ns[first], static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end), 0, 0, 0});
    first = end;
  }
  add_trades(INT64_MAX);
}

std::int32_t FlatDay::place_of(std::size_t book_side, std::int32_t price) const {
  const auto found = std::ranges::lower_bound(prices, price);
  if (found == prices.end() || *found != price) return -1;
  return static_cast<std::int32_t>(book_side == 0 ? prices.end() - 1 - found : found - prices.begin());
}

}  // namespace asgen::bench
