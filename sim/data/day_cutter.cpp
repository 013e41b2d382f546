#include "sim/data/day_cutter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/data/book_state.hpp"
#include "sim/data/decimal.hpp"

namespace asgen::data {

namespace {

/// Walks over the feed once, window by window.
class Cutter {
 public:
  Cutter(const RawFeed& feed, const CutOptions& options) : feed_(feed), options_(options) {}

  CutDay cut(const DayWindow& window) {
    CutDay result;
    Day& day = result.day;
    day.info = options_.common;
    day.info.day = window.day;
    day.info.open = std::max(base::Nanos(window.begin), options_.first);
    day.info.close = std::min(base::Nanos(window.end), options_.last);
    pass_until(window.begin);
    if (options_.first.count() < window.begin) result.carried = carry(day);
    copy_book(window.end, day);
    copy_trades(window.end, day);
    for (const Gap& gap : options_.gaps) {
      const Gap inside{std::max(gap.begin, day.info.open), std::min(gap.end, day.info.close)};
      if (inside.begin < inside.end) day.gaps.push_back(inside);
    }
    return result;
  }

 private:
  void apply(std::size_t i) {
    if ((feed_.book.flags[i] & kReset) != 0) state_.clear();
    state_.set(feed_.book.side[i], feed_.book.price[i], feed_.book.amount[i]);
    latest_exchange_ns_ = feed_.book.exchange_ns[i];
  }

  /// Applies what lies before the window to the book, and drops the trades there.
  void pass_until(std::int64_t begin) {
    for (; book_ < feed_.book.size() && feed_.book.local_ns[book_] < begin; ++book_) apply(book_);
    while (trade_ < feed_.trades.size() && feed_.trades.local_ns[trade_] < begin) ++trade_;
  }

  std::size_t carry(Day& day) {
    const auto add = [&](std::int8_t side, std::int64_t price, std::int64_t amount) {
      const int flags = day.book.size() == 0 ? kSnapshot | kReset : kSnapshot;
      push(day, {latest_exchange_ns_, day.info.open.count(), price, amount, side, static_cast<std::uint8_t>(flags)});
    };
    for (const auto& [price, amount] : state_.bids()) add(1, price, amount);
    for (const auto& [price, amount] : state_.asks()) add(-1, price, amount);
    return day.book.size();
  }

  void copy_book(std::int64_t end, Day& day) {
    for (; book_ < feed_.book.size() && feed_.book.local_ns[book_] < end; ++book_) {
      apply(book_);
      push(day, feed_.book.row(book_));
    }
  }

  void copy_trades(std::int64_t end, Day& day) {
    for (; trade_ < feed_.trades.size() && feed_.trades.local_ns[trade_] < end; ++trade_) {
      day.trades.exchange_ns.push_back(feed_.trades.exchange_ns[trade_]);
      day.trades.local_ns.push_back(feed_.trades.local_ns[trade_]);
      day.trades.side.push_back(feed_.trades.side[trade_]);
      day.trades.price.push_back(ticks(feed_.trades.price[trade_]));
      day.trades.lots.push_back(feed_.trades.amount[trade_] / options_.lot);
    }
  }

  void push(Day& day, const RawBook::Row& row) const {
    day.book.exchange_ns.push_back(row.exchange_ns);
    day.book.local_ns.push_back(row.local_ns);
    day.book.side.push_back(row.side);
    day.book.price.push_back(ticks(row.price));
    day.book.lots.push_back(row.amount / options_.lot);
    day.book.flags.push_back(row.flags);
  }

  [[nodiscard]] std::int32_t ticks(std::int64_t price) const {
    const std::int64_t count = price / options_.tick;
    if (count < INT32_MAX) return static_cast<std::int32_t>(count);
    throw base::DataError(fmt::format("{} {}", options_.common.exchange, options_.common.symbol),
                          fmt::format("has a price of {} ticks of {} (more than 32 bits hold)", count, options_.common.price_quantum),
                          "state a coarser price quantum with --tick");
  }

  const RawFeed& feed_;
  const CutOptions& options_;
  BookState state_;
  std::size_t book_ = 0, trade_ = 0;
  std::int64_t latest_exchange_ns_ = 0;
};

}  // namespace

std::vector<CutDay> cut_days(const RawFeed& feed, const std::vector<DayWindow>& windows, const CutOptions& options) {
  std::vector<CutDay> days;
  Cutter cutter(feed, options);
  for (const DayWindow& window : windows) {
    CutDay cut = cutter.cut(window);
    if (cut.day.book.size() > cut.carried || cut.day.trades.size() > 0) days.push_back(std::move(cut));
  }
  return days;
}

}  // namespace asgen::data
