#include "sim/data/picture.hpp"

#include <algorithm>

#include "sim/data/day.hpp"

namespace asgen::data {

namespace {

/// Both lists are sorted best first, so one walk finds what went, came or changed.
void compare_side(const std::vector<PictureLevel>& before, const std::vector<PictureLevel>& now, BookRow row, std::vector<BookRow>& out) {
  const auto better = [&](const PictureLevel& a, const PictureLevel& b) { return row.side > 0 ? a.price > b.price : a.price < b.price; };
  const auto say = [&](std::int64_t price, std::int64_t amount) {
    row.price = price;
    row.amount = amount;
    out.push_back(row);
  };
  auto old = before.begin();
  for (const PictureLevel& level : now) {
    for (; old != before.end() && better(*old, level); ++old) say(old->price, 0);
    const bool known = old != before.end() && old->price == level.price;
    if (!known || old->amount != level.amount) say(level.price, level.amount);
    if (known) ++old;
  }
  for (; old != before.end(); ++old) say(old->price, 0);
}

}  // namespace

void PictureDiff::advance(const Picture& now, const BookRow& row, std::vector<BookRow>& out) {
  if (!begun_) before_ = {};
  const std::size_t first = out.size();
  BookRow one = row;
  one.kind = RowKind::plain;
  one.flags = begun_ ? 0 : kSnapshot;
  one.side = 1;
  compare_side(before_.bids, now.bids, one, out);
  one.side = -1;
  compare_side(before_.asks, now.asks, one, out);
  if (!begun_ && out.size() > first) {
    out[first].flags |= kReset;
    begun_ = true;
  }
  before_ = now;
}

bool is_sorted(const Picture& picture) {
  const auto falls = [](const PictureLevel& a, const PictureLevel& b) { return a.price <= b.price; };
  const auto rises = [](const PictureLevel& a, const PictureLevel& b) { return a.price >= b.price; };
  return std::adjacent_find(picture.bids.begin(), picture.bids.end(), falls) == picture.bids.end() &&
         std::adjacent_find(picture.asks.begin(), picture.asks.end(), rises) == picture.asks.end();
}

}  // namespace asgen::data
