#pragma once
// An order-by-order (L3) book: which orders rest, since when, and what the levels add up to.

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "sim/data/book_state.hpp"

namespace asgen::data {

/// An order that rests.
struct RestingOrder {
  std::int64_t price = 0, amount = 0;
  std::int64_t since_ns = 0;  ///< when it joined its queue
  std::int8_t side = 0;       ///< +1 buy, -1 sell
};

class OrderBook {
 public:
  /// An order joins the end of its queue; one of the same id is replaced.
  void add(std::uint64_t id, const RestingOrder& order);
  /// Takes `amount` from an order, all of it at most; an order of nothing is gone. Returns what it was before; nothing when it is
  /// not known.
  std::optional<RestingOrder> reduce(std::uint64_t id, std::int64_t amount);
  std::optional<RestingOrder> remove(std::uint64_t id) { return reduce(id, INT64_MAX); }
  [[nodiscard]] const RestingOrder* find(std::uint64_t id) const;
  /// Displayed at a level.
  [[nodiscard]] std::int64_t shown(int side, std::int64_t price) const;
  [[nodiscard]] const BookState& levels() const { return levels_; }
  /// Forgets the orders at a level.
  void drop_level(int side, std::int64_t price);
  void clear();

 private:
  std::unordered_map<std::uint64_t, RestingOrder> orders_;
  BookState levels_;
};

}  // namespace asgen::data
