#include <algorithm>
#include <array>

#include "sim/tape/side_replay.hpp"
#include "sim/tape/stages.hpp"

namespace asgen::tape {
namespace {

using base::Side;

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

/// Columns per event hold their value until the next batch.
void hold_columns(Draft& draft, std::size_t until, const std::array<std::int32_t, 4>& state) {
  draft.best_bid.resize(until, state[0]);
  draft.best_ask.resize(until, state[1]);
  if (draft.info.depth_levels == 0 || draft.info.grain == BookGrain::row) return;
  draft.bids.window.resize(until, state[2]);
  draft.asks.window.resize(until, state[3]);
}

/// Both sides, message by message: a book is judged by what a message leaves.
class MessageReplay {
 public:
  MessageReplay(const data::BookColumns& book, SideReplay& bids, SideReplay& asks) : book_(book), bids_(bids), asks_(asks) {}

  std::array<std::int32_t, 4> apply(const Batch& batch) {
    for (std::size_t row = batch.first_row; row < batch.end_row; ++row) {
      if (book_.flags[row] & data::kReset) {
        bids_.clear();
        asks_.clear();
      }
      (book_.side[row] > 0 ? bids_ : asks_).set(book_.price[row], book_.lots[row]);
    }
    bids_.end_batch(batch.event, KeptEntries::changes);
    asks_.end_batch(batch.event, KeptEntries::changes);
    return {bids_.best(), asks_.best(), bids_.window(), asks_.window()};
  }

 private:
  const data::BookColumns& book_;
  SideReplay& bids_;
  SideReplay& asks_;
};

/// Both sides, row by row, with the best prices of backtest.md 2.8.4: a level that the opposite side has gone past stays in the
/// book but is not best again until it is set again.
class RowReplay {
 public:
  RowReplay(const data::BookColumns& book, SideReplay& bids, SideReplay& asks) : book_(book), bids_(bids), asks_(asks) {}

  std::array<std::int32_t, 4> apply(const Batch& batch) {
    if (batch.first_row == batch.end_row) {
      bids_.clear();
      asks_.clear();
      bid_ = kNoBid;
      ask_ = kNoAsk;
    } else {
      set(batch.first_row);
    }
    bids_.end_batch(batch.event, KeptEntries::all);
    asks_.end_batch(batch.event, KeptEntries::all);
    return {bid_, ask_, kAllVisible, kAllVisible};
  }

 private:
  void set(std::size_t row) {
    const std::int32_t price = book_.price[row];
    const bool gone = book_.lots[row] == 0;
    if (book_.side[row] > 0) {
      bids_.set(price, book_.lots[row]);
      if (gone && price == bid_) bid_ = bids_.next_worse(price);
      if (!gone && price > bid_) bid_ = price;
      if (!gone && bid_ == price && bid_ >= ask_) ask_ = asks_.next_worse(bid_);
    } else {
      asks_.set(price, book_.lots[row]);
      if (gone && price == ask_) ask_ = asks_.next_worse(price);
      if (!gone && price < ask_) ask_ = price;
      if (!gone && ask_ == price && ask_ <= bid_) bid_ = bids_.next_worse(ask_);
    }
  }

  const data::BookColumns& book_;
  SideReplay& bids_;
  SideReplay& asks_;
  std::int32_t bid_ = kNoBid, ask_ = kNoAsk;
};

template <class Replay>
void replay(const data::Day& day, const std::vector<Batch>& batches, Draft& draft, SideReplay& bids, SideReplay& asks) {
  Replay book(day.book, bids, asks);
  std::array<std::int32_t, 4> state{kNoBid, kNoAsk, kAllVisible, kAllVisible};
  for (const Batch& batch : batches) {
    hold_columns(draft, batch.event, state);
    state = book.apply(batch);
  }
  hold_columns(draft, draft.event_ns.size(), state);
}

}  // namespace

void replay_book(const data::Day& day, const std::vector<Batch>& batches, Draft& draft) {
  SideReplay bids(Side::buy, distinct_prices(day, Side::buy), draft.info.depth_levels);
  SideReplay asks(Side::sell, distinct_prices(day, Side::sell), draft.info.depth_levels);
  if (draft.info.grain == BookGrain::row) {
    replay<RowReplay>(day, batches, draft, bids, asks);
  } else {
    replay<MessageReplay>(day, batches, draft, bids, asks);
  }
  bids.finish(draft.bids);
  asks.finish(draft.asks);
  list_trades(Side::buy, draft.bids, draft);
  list_trades(Side::sell, draft.asks, draft);
}

}  // namespace asgen::tape
