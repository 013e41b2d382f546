#include "sim/data/order_book.hpp"

#include <algorithm>

#include "sim/data/decimal.hpp"

namespace asgen::data {

void OrderBook::add(std::uint64_t id, const RestingOrder& order) {
  remove(id);
  orders_[id] = order;
  levels_.set(order.side, order.price, saturated_sum(shown(order.side, order.price), order.amount));
}

std::optional<RestingOrder> OrderBook::reduce(std::uint64_t id, std::int64_t amount) {
  const auto found = orders_.find(id);
  if (found == orders_.end()) return std::nullopt;
  const RestingOrder before = found->second;
  const std::int64_t taken = std::min(amount, before.amount);
  levels_.set(before.side, before.price, std::max<std::int64_t>(0, shown(before.side, before.price) - taken));
  found->second.amount -= taken;
  if (found->second.amount == 0) orders_.erase(found);
  return before;
}

const RestingOrder* OrderBook::find(std::uint64_t id) const {
  const auto found = orders_.find(id);
  return found == orders_.end() ? nullptr : &found->second;
}

std::int64_t OrderBook::shown(int side, std::int64_t price) const {
  const auto amount_of = [&](const auto& levels) {
    const auto level = levels.find(price);
    return level == levels.end() ? 0 : level->second;
  };
  return side > 0 ? amount_of(levels_.bids()) : amount_of(levels_.asks());
}

void OrderBook::drop_level(int side, std::int64_t price) {
  std::erase_if(orders_, [&](const auto& entry) { return entry.second.side == side && entry.second.price == price; });
  levels_.set(side, price, 0);
}

void OrderBook::clear() {
  orders_.clear();
  levels_.clear();
}

}  // namespace asgen::data
