#pragma once
// Which orders a side has after a run of decisions, and since when: those that every decision wanted keep their place in the queue.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/market/quote_venue.hpp"
#include "sim/simulate/lookout.hpp"

namespace asgen::simulate {

/// Decisions of a maker: ticks first, first + stride, ..., last.
struct Decisions {
  std::size_t first = 0, last = 0, stride = 1;
};

/// An order that stands after them.
struct WantedQuote {
  std::int32_t price;
  base::Lots lots;
  std::size_t sent;           ///< tick
  const market::Quote* kept;  ///< from before the first decision, or nullptr
};

class WantedQuotes {
 public:
  /// @param before the side's orders before the first decision, best first, then oldest
  /// @return what stands after the last one, best first, then oldest; good until the next call. An order stays while each decision
  ///         wants one of its price and size; of equal orders the oldest stay.
  std::span<const WantedQuote> after(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before);
  /// What the last decision wants, if its prices all differ and none of `before` has the price and size of one; else nothing. Each of these
  /// orders began with one of the decisions, whichever: `beginnings` tells.
  std::optional<Ladder> all_new(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before);
  /// Since when decisions have wanted the orders of a ladder that `all_new` gave, best first; good until the next call.
  std::span<const WantedQuote> beginnings(Lookout& lookout, base::Side side, const Decisions& decisions) { return after(lookout, side, decisions, {}); }

 private:
  /// Orders of one price and size whose beginnings are being traced back.
  struct Group {
    std::int32_t price;
    base::Lots lots;
    std::size_t copies;
    std::size_t begun = kNone;  ///< earliest of its entries in begun_
  };
  /// An order of a group that an earlier decision did not want, and the next later one of its group.
  struct Begun {
    std::size_t tick, later;
  };
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::span<const WantedQuote> after_single(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before);
  void start(base::Side side, const Ladder& wanted);
  /// Whether a price is better than another on the side at hand.
  [[nodiscard]] bool is_better(std::int32_t price, std::int32_t other) const { return is_buy_ ? price > other : price < other; }
  bool trace(const Ladder& earlier, std::size_t later_tick);
  void collect(std::size_t first, const market::Quotes& before);
  void by_age(std::int32_t price);

  bool is_buy_ = false;
  std::vector<Group> groups_;
  std::vector<Begun> begun_;
  std::vector<WantedQuote> quotes_;
};

}  // namespace asgen::simulate
