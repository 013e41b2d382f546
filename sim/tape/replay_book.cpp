#include <algorithm>
#include <array>

#include "sim/tape/level_set.hpp"
#include "sim/tape/stages.hpp"

namespace asgen::tape {
namespace {

using base::Side;

/// One displayed quantity that a batch left changed.
struct Change {
  std::uint32_t level, event;
  std::int64_t lots;
};

std::vector<std::int32_t> distinct_prices(const data::Day& day, Side side) {
  std::vector<std::int32_t> prices;
  const int book_sign = base::sign(side);
  for (std::size_t i = 0; i < day.book.size(); ++i) {
    if (day.book.side[i] == book_sign) prices.push_back(day.book.price[i]);
  }
  for (std::size_t i = 0; i < day.trades.size(); ++i) {
    if (day.trades.side[i] == -book_sign) prices.push_back(day.trades.price[i]);
  }
  std::sort(prices.begin(), prices.end());
  prices.erase(std::unique(prices.begin(), prices.end()), prices.end());
  prices.shrink_to_fit();
  return prices;
}

/// The book of one side while the day is replayed.
class SideReplay {
 public:
  SideReplay(Side side, std::vector<std::int32_t> prices, std::int64_t depth_levels)
      : side_(side),
        depth_levels_(static_cast<std::size_t>(depth_levels)),
        prices_(std::move(prices)),
        starts_(build_price_starts(prices_, price_shift(prices_))),
        index_(prices_, starts_, price_shift(prices_)),
        shown_(prices_.size()),
        lots_(prices_.size()),
        recorded_(prices_.size()) {}

  SideReplay(const SideReplay&) = delete;  // index_ looks into prices_
  SideReplay& operator=(const SideReplay&) = delete;

  void set(std::int32_t price, std::int64_t lots) { set_level(index_.find(price), lots); }
  void clear() {
    while (shown_.size() > 0) set_level(shown_.first(), 0);
  }
  void end_batch(std::uint32_t event) {
    for (const std::uint32_t level : touched_) {
      if (lots_[level] == recorded_[level]) continue;
      recorded_[level] = lots_[level];
      changes_.push_back({level, event, lots_[level]});
    }
    touched_.clear();
  }

  [[nodiscard]] std::int32_t best() const {
    if (shown_.size() == 0) return side_ == Side::buy ? kNoBid : kNoAsk;
    return prices_[side_ == Side::buy ? shown_.last() : shown_.first()];
  }
  /// Worst visible price, mirrored.
  [[nodiscard]] std::int32_t window() const {
    if (shown_.size() < depth_levels_ || shown_.size() == 0) return kAllVisible;
    return mirrored(side_, prices_[side_ == Side::buy ? shown_.first() : shown_.last()]);
  }
  /// Moves prices and timelines into the draft.
  void finish(SideDraft& draft) {
    draft.entry_begin.assign(prices_.size() + 1, 0);
    for (const Change& change : changes_) ++draft.entry_begin[change.level + 1];
    for (std::size_t i = 1; i < draft.entry_begin.size(); ++i) draft.entry_begin[i] += draft.entry_begin[i - 1];
    draft.entry_event.resize(changes_.size());
    draft.entry_lots.resize(changes_.size());
    std::vector<std::uint32_t> next(draft.entry_begin);
    for (const Change& change : changes_) {
      const std::uint32_t at = next[change.level]++;
      draft.entry_event[at] = change.event;
      draft.entry_lots[at] = change.lots;
    }
    draft.prices = prices_;
  }

 private:
  void set_level(std::size_t level, std::int64_t lots) {
    lots_[level] = lots;
    lots > 0 ? shown_.insert(level) : shown_.erase(level);
    touched_.push_back(static_cast<std::uint32_t>(level));
  }

  Side side_;
  std::size_t depth_levels_;
  std::vector<std::int32_t> prices_;
  std::vector<std::uint32_t> starts_;
  PriceIndex index_;
  LevelSet shown_;
  std::vector<std::int64_t> lots_, recorded_;
  std::vector<std::uint32_t> touched_;
  std::vector<Change> changes_;
};

void list_trades(Side side, SideDraft& book, const Draft& draft) {
  const auto starts = build_price_starts(book.prices, price_shift(book.prices));
  const PriceIndex index(book.prices, starts, price_shift(book.prices));
  std::vector<std::uint32_t> level(draft.trade_price.size());
  book.trade_begin.assign(book.prices.size() + 1, 0);
  for (std::size_t i = 0; i < level.size(); ++i) {
    if (draft.trade_side[i] != -base::sign(side)) continue;
    level[i] = static_cast<std::uint32_t>(index.find(draft.trade_price[i]));
    ++book.trade_begin[level[i] + 1];
  }
  for (std::size_t i = 1; i < book.trade_begin.size(); ++i) book.trade_begin[i] += book.trade_begin[i - 1];
  book.trade_index.resize(book.trade_begin.back());
  std::vector<std::uint32_t> next(book.trade_begin);
  for (std::size_t i = 0; i < level.size(); ++i) {
    if (draft.trade_side[i] == -base::sign(side)) book.trade_index[next[level[i]]++] = static_cast<std::uint32_t>(i);
  }
}

void apply(const data::BookColumns& book, const Batch& batch, SideReplay& bids, SideReplay& asks) {
  for (std::size_t row = batch.first_row; row < batch.end_row; ++row) {
    if (book.flags[row] & data::kReset) {
      bids.clear();
      asks.clear();
    }
    (book.side[row] > 0 ? bids : asks).set(book.price[row], book.lots[row]);
  }
  bids.end_batch(batch.event);
  asks.end_batch(batch.event);
}

/// Columns per event hold their value until the next batch.
void hold_columns(Draft& draft, std::size_t until, const std::array<std::int32_t, 4>& state) {
  draft.best_bid.resize(until, state[0]);
  draft.best_ask.resize(until, state[1]);
  if (draft.info.depth_levels == 0) return;
  draft.bids.window.resize(until, state[2]);
  draft.asks.window.resize(until, state[3]);
}

}  // namespace

void replay_book(const data::Day& day, const std::vector<Batch>& batches, Draft& draft) {
  SideReplay bids(Side::buy, distinct_prices(day, Side::buy), draft.info.depth_levels);
  SideReplay asks(Side::sell, distinct_prices(day, Side::sell), draft.info.depth_levels);
  std::array<std::int32_t, 4> state{kNoBid, kNoAsk, kAllVisible, kAllVisible};
  for (const Batch& batch : batches) {
    hold_columns(draft, batch.event, state);
    apply(day.book, batch, bids, asks);
    state = {bids.best(), asks.best(), bids.window(), asks.window()};
  }
  hold_columns(draft, draft.event_ns.size(), state);
  bids.finish(draft.bids);
  asks.finish(draft.asks);
  list_trades(Side::buy, draft.bids, draft);
  list_trades(Side::sell, draft.asks, draft);
}

}  // namespace asgen::tape
