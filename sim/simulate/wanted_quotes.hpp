#pragma once
// Which orders a side has after a run of decisions, and since when: those that every decision wanted keep their place in the queue.

#include <cstddef>
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

 private:
  /// Orders of one price and size whose beginnings are being traced back.
  struct Group {
    std::int32_t price;
    base::Lots lots;
    std::size_t copies;
  };
  /// An order of a group that an earlier decision did not want.
  struct Begun {
    std::size_t group, tick;
  };

  std::span<const WantedQuote> after_single(Lookout& lookout, base::Side side, const Decisions& decisions, const market::Quotes& before);
  void start(const Ladder& wanted);
  bool trace(const Ladder& earlier, std::size_t later_tick);
  void collect(std::size_t first, const market::Quotes& before);
  void by_age(std::int32_t price);

  std::vector<Group> groups_;
  std::vector<Begun> begun_;  // latest first
  std::vector<WantedQuote> quotes_;
};

}  // namespace asgen::simulate
