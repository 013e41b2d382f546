#include "tests/reference/naive_book.hpp"

namespace asgen::test_reference {

using base::Side;

void NaiveBook::apply(const data::BookColumns& rows, std::size_t row) {
  if ((rows.flags[row] & data::kReset) != 0) {
    bids_.clear();
    asks_.clear();
  }
  auto& levels = rows.side[row] == 1 ? bids_ : asks_;
  if (rows.lots[row] == 0) {
    levels.erase(rows.price[row]);
  } else {
    levels[rows.price[row]] = rows.lots[row];
  }
}

std::optional<std::int64_t> NaiveBook::best(Side side) const {
  const auto& own = levels(side);
  if (own.empty()) return std::nullopt;
  return side == Side::buy ? own.rbegin()->first : own.begin()->first;
}

std::optional<std::int64_t> NaiveBook::displayed(Side side, std::int64_t price) const {
  const auto& own = levels(side);
  if (const auto found = own.find(price); found != own.end()) return found->second;
  if (depth_levels_ == 0 || own.size() < depth_levels_) return 0;
  const bool worse = side == Side::buy ? price < own.begin()->first : price > own.rbegin()->first;
  if (worse) return std::nullopt;
  return 0;
}

}  // namespace asgen::test_reference
