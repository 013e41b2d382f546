#pragma once
// A book as two sorted maps: plain and exact, for import, inspection and tests. Simulations use the tape instead.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>

namespace asgen::data {

class BookState {
 public:
  using Bids = std::map<std::int64_t, std::int64_t, std::greater<>>;
  using Asks = std::map<std::int64_t, std::int64_t>;

  /// Sets the displayed amount of a level; 0 deletes it. False when a level is deleted that is not there.
  bool set(int side, std::int64_t price, std::int64_t amount) {
    return side > 0 ? set_level(bids_, price, amount) : set_level(asks_, price, amount);
  }
  void clear() {
    bids_.clear();
    asks_.clear();
  }

  [[nodiscard]] const Bids& bids() const { return bids_; }
  [[nodiscard]] const Asks& asks() const { return asks_; }
  [[nodiscard]] bool two_sided() const { return !bids_.empty() && !asks_.empty(); }
  /// Best ask minus best bid; only when two-sided.
  [[nodiscard]] std::int64_t spread() const { return asks_.begin()->first - bids_.begin()->first; }
  bool operator==(const BookState&) const = default;

 private:
  template <class Levels>
  static bool set_level(Levels& levels, std::int64_t price, std::int64_t amount) {
    if (amount == 0) return levels.erase(price) > 0;
    levels.insert_or_assign(price, amount);
    return true;
  }

  Bids bids_;
  Asks asks_;
};

}  // namespace asgen::data
