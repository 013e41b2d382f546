#include "tests/reference/naive_events.hpp"

#include <algorithm>
#include <cstdint>

namespace asgen::test_reference {
namespace {

/// When each row happened: at its local stamp, or at its exchange stamp, which is neither later than the local one nor earlier than
/// that of any row before it.
template <class Rows>
std::vector<std::int64_t> happened(const Rows& rows, tape::FeedLatency feed) {
  std::vector<std::int64_t> times = rows.local_ns;
  if (feed == tape::FeedLatency::none) return times;
  for (std::size_t i = 0; i < times.size(); ++i) {
    times[i] = std::min(rows.exchange_ns[i], rows.local_ns[i]);
    for (std::size_t j = i > 0 ? i - 1 : i; j < i; ++j) times[i] = std::max(times[i], times[j]);
  }
  return times;
}

}  // namespace

std::vector<NaiveEvent> events_of(const data::Day& day, const market::MarketOptions& options) {
  std::vector<NaiveEvent> events;
  const auto trade_times = happened(day.trades, options.feed);
  for (std::size_t i = 0; i < trade_times.size(); ++i) events.push_back({base::Nanos(trade_times[i]), true, false, i, 0, 0});
  const bool by_row = options.fill == market::FillRule::rival;
  const auto& book = day.book;
  std::int64_t message_time = INT64_MIN;
  for (std::size_t first = 0; first < book.size();) {
    std::size_t end = first;
    bool resets = false;
    for (; end < book.size() && book.local_ns[end] == book.local_ns[first]; ++end) resets |= (book.flags[end] & data::kReset) != 0;
    // A message happens when its first row does.
    const std::int64_t stamp =
        options.feed == tape::FeedLatency::none ? book.local_ns[first] : std::min(book.exchange_ns[first], book.local_ns[first]);
    message_time = std::max(message_time, stamp);
    if (!by_row) events.push_back({base::Nanos(message_time), false, resets, 0, first, end});
    for (std::size_t row = first; by_row && row < end; ++row) {
      if ((book.flags[row] & data::kReset) != 0) events.push_back({base::Nanos(message_time), false, true, 0, row, row});
      events.push_back({base::Nanos(message_time), false, false, 0, row, row + 1});
    }
    first = end;
  }
  std::stable_sort(events.begin(), events.end(), [](const NaiveEvent& a, const NaiveEvent& b) { return a.time < b.time; });
  return events;
}

}  // namespace asgen::test_reference
