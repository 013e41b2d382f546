#include "tests/reference/naive_book.hpp"

namespace asgen::test_reference {

using base::Side;

void NaiveBook::reset() {
  bids_.clear();
  asks_.clear();
  bid_.reset();
  ask_.reset();
}

void NaiveBook::apply(const data::BookColumns& rows, std::size_t row) {
  if ((rows.flags[row] & data::kReset) != 0) reset();
  auto& levels = rows.side[row] == 1 ? bids_ : asks_;
  if (rows.lots[row] == 0) {
    levels.erase(rows.price[row]);
  } else {
    levels[rows.price[row]] = rows.lots[row];
  }
  if (rule_ == BestRule::last_row_wins) move_best(rows.side[row] == 1 ? Side::buy : Side::sell, rows.price[row], rows.lots[row]);
}

/// The best displayed price strictly on the far side of `price`: lower for bids, higher for asks.
std::optional<std::int64_t> NaiveBook::next_beyond(Side side, std::int64_t price) const {
  const auto& own = all(side);
  if (side == Side::sell) {
    const auto above = own.upper_bound(price);
    return above == own.end() ? std::nullopt : std::optional(above->first);
  }
  const auto at = own.lower_bound(price);
  return at == own.begin() ? std::nullopt : std::optional(std::prev(at)->first);
}

void NaiveBook::move_best(Side side, std::int64_t price, std::int64_t lots) {
  auto& own = side == Side::buy ? bid_ : ask_;
  auto& opposite = side == Side::buy ? ask_ : bid_;
  if (lots == 0) {
    if (own == price) own = next_beyond(side, price);
    return;
  }
  if (own && (side == Side::buy ? price <= *own : price >= *own)) return;
  own = price;
  if (opposite && (side == Side::buy ? price >= *opposite : price <= *opposite)) opposite = next_beyond(base::opposite(side), price);
}

std::optional<std::int64_t> NaiveBook::best(Side side) const {
  if (rule_ == BestRule::last_row_wins) return side == Side::buy ? bid_ : ask_;
  const auto& own = all(side);
  if (own.empty()) return std::nullopt;
  return side == Side::buy ? own.rbegin()->first : own.begin()->first;
}

std::optional<std::int64_t> NaiveBook::displayed(Side side, std::int64_t price) const {
  const auto& own = all(side);
  if (const auto found = own.find(price); found != own.end()) return found->second;
  if (rule_ == BestRule::last_row_wins || depth_levels_ == 0 || own.size() < depth_levels_) return 0;
  const bool worse = side == Side::buy ? price < own.begin()->first : price > own.rbegin()->first;
  if (worse) return std::nullopt;
  return 0;
}

std::map<std::int64_t, std::int64_t> NaiveBook::levels(Side side) const {
  auto levels = all(side);
  const auto first = best(side);
  if (!first) return {};
  std::erase_if(levels, [&](const auto& level) { return side == Side::buy ? level.first > *first : level.first < *first; });
  return levels;
}

}  // namespace asgen::test_reference
