#include "sim/data/raw_feed.hpp"

#include <algorithm>
#include <numeric>

#include "sim/data/day.hpp"

namespace asgen::data {

namespace {

std::size_t count_unsorted(const std::vector<std::int64_t>& stamps) {
  std::size_t count = 0;
  std::int64_t latest = INT64_MIN;
  for (const std::int64_t stamp : stamps) {
    count += stamp < latest ? 1U : 0U;
    latest = std::max(latest, stamp);
  }
  return count;
}

std::vector<std::size_t> stable_order(const std::vector<std::int64_t>& stamps) {
  std::vector<std::size_t> order(stamps.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return stamps[a] < stamps[b]; });
  return order;
}

template <class T>
void reorder(std::vector<T>& column, const std::vector<std::size_t>& order) {
  std::vector<T> sorted;
  sorted.reserve(column.size());
  for (const std::size_t i : order) sorted.push_back(column[i]);
  column = std::move(sorted);
}

template <class... Columns>
std::size_t sort_columns(const std::vector<std::int64_t>& stamps, Columns&... columns) {
  const std::size_t unsorted = count_unsorted(stamps);
  if (unsorted == 0) return 0;
  const auto order = stable_order(stamps);
  (reorder(columns, order), ...);
  return unsorted;
}

}  // namespace

void RawBook::push(const Row& r) {
  exchange_ns.push_back(r.exchange_ns);
  local_ns.push_back(r.local_ns);
  price.push_back(r.price);
  amount.push_back(r.amount);
  side.push_back(r.side);
  flags.push_back(r.flags);
}

std::size_t sort_by_time(RawBook& b) {
  return sort_columns(b.local_ns, b.exchange_ns, b.price, b.amount, b.side, b.flags, b.local_ns);
}

std::size_t sort_by_time(RawTrades& t) { return sort_columns(t.local_ns, t.exchange_ns, t.price, t.amount, t.side, t.local_ns); }

std::size_t mark_resets(RawBook& book) {
  std::size_t snapshots = 0;
  bool before = false;
  for (auto& flags : book.flags) {
    const bool now = (flags & kSnapshot) != 0;
    if (now && !before) {
      flags |= kReset;
      ++snapshots;
    }
    before = now;
  }
  return snapshots;
}

RawBook book_from_quotes(const RawBook& quotes) {
  struct Best {
    std::int64_t price = 0, amount = 0;
  };
  Best best[2];
  RawBook book;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    const auto row = quotes.row(i);
    Best& old = best[row.side > 0];
    if (row.price == old.price && row.amount == old.amount) continue;
    if (old.amount > 0 && (row.amount == 0 || row.price != old.price)) {
      book.push({row.exchange_ns, row.local_ns, old.price, 0, row.side, 0});
    }
    // The two rows of the first quote line open the book.
    const int opening = i < 2 ? (book.size() == 0 ? kSnapshot | kReset : kSnapshot) : 0;
    if (row.amount > 0) book.push({row.exchange_ns, row.local_ns, row.price, row.amount, row.side, static_cast<std::uint8_t>(opening)});
    old = {row.price, row.amount};
  }
  return book;
}

std::int64_t common_quantum(const std::vector<std::int64_t>& values, std::int64_t so_far) {
  for (const std::int64_t value : values) {
    if (so_far == 0 || value % so_far != 0) so_far = std::gcd(so_far, value);
  }
  return so_far;
}

}  // namespace asgen::data
