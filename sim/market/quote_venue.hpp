#pragma once
// The venue as a maker of post-only quotes meets it under the fill rule `shared` with constant latency: orders of two sides that
// rest, and what trades and books do to them. Does what Matcher does, with nothing that such orders never need; the caller keeps time.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/market/fill.hpp"
#include "sim/market/presence.hpp"
#include "sim/market/queue_follower.hpp"

namespace asgen::market {

/// An own order at the venue; without leaves it is over, and stays listed while its maker does not know.
struct Quote {
  OrderId id = 0;
  std::int32_t price = 0;  ///< quanta
  base::Lots quantity{}, leaves{};
  base::Nanos submitted{};
  std::uint32_t arrived_after = 0;
  QueuePlace place = {};

  [[nodiscard]] bool rests() const { return leaves.count() > 0; }
};

/// Best price first, then earliest.
using Quotes = std::vector<Quote>;

class QuoteVenue {
 public:
  QuoteVenue(const tape::Tape& tape, const MarketOptions& options);

  [[nodiscard]] const Quotes& quotes(base::Side side) const { return quotes_[base::index(side)]; }
  /// Other orders take the place of a side's at instant `t`; the old ones are left in `quotes`.
  void exchange(base::Side side, Quotes& quotes, base::Nanos t);
  /// A single order takes the place of a side's at instant `t`.
  void replace(base::Side side, const Quote& quote, base::Nanos t);
  /// Cancels the orders of a side that were sent at `sent` or before, at instant `t`.
  void expire(base::Side side, base::Nanos sent, base::Nanos t);
  /// Takes an order off the list, if it is there; it must be over.
  void forget(base::Side side, OrderId id);
  /// First event in [from, until) that touches a resting order, or `until`.
  [[nodiscard]] std::size_t first_touch(std::size_t from, std::size_t until) const;
  [[nodiscard]] std::size_t first_touch(base::Side side, std::size_t from, std::size_t until) const;
  /// What an event that touches orders does to them; appends the fills.
  void touch(std::size_t event, std::vector<Fill>& fills);
  /// Says when the order of a side at a price, if it is listed, was sent and after how many events it arrived.
  void set_joined(base::Side side, std::int32_t price, base::Nanos submitted, std::uint32_t arrived_after);
  /// Whether the best order of a side would take after `events` events.
  [[nodiscard]] bool would_take(base::Side side, std::size_t events) const;
  /// Refuses orders sent at `sent` that arrive at `t` after `events` events and would take. True when there are any.
  bool refuse(base::Side side, std::size_t events, base::Nanos sent, base::Nanos t);
  /// Time with resting orders: any, buys, sells.
  [[nodiscard]] const std::array<Presence, 3>& presence() const { return presence_; }
  void set_presence(const std::array<Presence, 3>& presence) { presence_ = presence; }

 private:
  [[nodiscard]] const Quote* best(base::Side side) const;
  void share_trade(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void share_cross(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void fill(base::Side side, Quote& own, const Fill& fill, std::vector<Fill>& fills);
  void count(base::Side side, base::Nanos t);

  const tape::Tape* tape_;
  std::array<std::span<const std::int32_t>, 2> hits_;  ///< Columns::buy_hits and sell_hits
  QueueFollower queue_;
  base::Nanos response_;
  std::array<Quotes, 2> quotes_;
  std::array<Presence, 3> presence_;
};

}  // namespace asgen::market
