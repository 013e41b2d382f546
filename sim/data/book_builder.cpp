#include "sim/data/book_builder.hpp"

#include "sim/data/day.hpp"

namespace asgen::data {

namespace {
std::size_t index_of(int side) { return side > 0 ? 1U : 0U; }
}  // namespace

void BookBuilder::apply(const BookRow& row, std::vector<BookRow>& out) {
  if (row.kind == RowKind::best) return set_best(row, out);
  if (row.kind == RowKind::clear) return clear(row, out);
  BookRow changed = row;
  if (emptied_[0] || emptied_[1]) {
    const bool nothing_left = (emptied_[1] || state_.bids().empty()) && (emptied_[0] || state_.asks().empty());
    if (nothing_left) {
      changed.flags |= kReset;
      emptied_ = {};
    }
    settle(out);
  }
  const bool snapshot = (row.flags & kSnapshot) != 0;
  if (snapshot && (!begun_ || (row.kind == RowKind::level && !in_snapshot_))) changed.flags |= kReset;
  in_snapshot_ = snapshot;
  set(changed, out);
}

void BookBuilder::set(BookRow row, std::vector<BookRow>& out) {
  if (!begun_) opening_ns_ = row.local_ns;
  begun_ = true;
  if ((row.flags & kReset) != 0) {
    state_.clear();
    ++resets_;
  }
  unknown_deletes_ += state_.set(row.side, row.price, row.amount) ? 0U : 1U;
  out.push_back(row);
}

/// The old best is deleted when its price changes, the new one set; a side that did not change gives no row.
void BookBuilder::set_best(const BookRow& row, std::vector<BookRow>& out) {
  const Quote now{row.price, row.amount};
  Quote& before = best_[index_of(row.side)];
  if (now == before) return;
  BookRow changed = row;
  changed.flags = 0;
  if (before.amount > 0 && (now.amount == 0 || now.price != before.price)) {
    changed.price = before.price;
    changed.amount = 0;
    set(changed, out);
  }
  if (now.amount > 0) {
    changed.price = now.price;
    changed.amount = now.amount;
    if (!begun_) {
      changed.flags = kSnapshot | kReset;
    } else if (row.local_ns == opening_ns_ && before.amount == 0) {
      changed.flags = kSnapshot;
    }
    set(changed, out);
  }
  before = now;
}

/// Deletes the levels of a side from the best to `limit` (0: all).
void BookBuilder::delete_side(const BookRow& stamps, int side, std::int64_t limit, std::vector<BookRow>& out) {
  std::vector<std::int64_t> prices;
  const auto collect = [&](const auto& levels) {
    for (const auto& [price, amount] : levels) {
      if (limit > 0 && (side > 0 ? price < limit : price > limit)) break;
      prices.push_back(price);
    }
  };
  side > 0 ? collect(state_.bids()) : collect(state_.asks());
  for (const std::int64_t price : prices) {
    BookRow gone = stamps;
    gone.side = static_cast<std::int8_t>(side);
    gone.price = price;
    gone.amount = 0;
    gone.flags = 0;
    set(gone, out);
  }
}

/// A side of which nothing would be left waits for the next row: when both are emptied before it, they make one reset.
void BookBuilder::clear(const BookRow& row, std::vector<BookRow>& out) {
  in_snapshot_ = false;
  const bool bids = row.side > 0;
  const bool empty = bids ? state_.bids().empty() : state_.asks().empty();
  const bool whole = row.price == 0 || empty || (bids ? state_.bids().rbegin()->first >= row.price : state_.asks().rbegin()->first <= row.price);
  if (!whole) return delete_side(row, row.side, row.price, out);
  emptied_[index_of(row.side)] = true;
  clear_row_ = row;
}

void BookBuilder::settle(std::vector<BookRow>& out) {
  if (emptied_[1]) delete_side(clear_row_, 1, 0, out);
  if (emptied_[0]) delete_side(clear_row_, -1, 0, out);
  emptied_ = {};
}

}  // namespace asgen::data
