#pragma once
// What stands in front of a resting order at its own price, looked up on the tape when something asks.

#include <cstddef>
#include <cstdint>

#include "sim/base/units.hpp"
#include "sim/market/options.hpp"
#include "sim/market/order.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::market {

/// A resting order as its queue knows it.
struct QueuedOrder {
  base::Side side = base::Side::buy;
  std::int32_t price = 0;
  std::uint32_t arrived_after = 0;  ///< events that the venue had seen
};

/// Its place.
struct QueuePlace {
  std::uint32_t seen = 0;     ///< events whose book changes `ahead` already knows
  std::uint32_t changed = 0;  ///< probabilistic: trades from this event on are not explained by a change yet
  bool joined = false;        ///< `ahead` was looked up; put off until something asks, as most orders never need it
  Ahead ahead = {};
  std::int64_t shown = 0;  ///< probabilistic: displayed at our price when last seen
};

class QueueFollower {
 public:
  QueueFollower(const tape::Tape& tape, const MarketOptions& options)
      : tape_(tape), queue_{options.queue, options.queue_n, tape.info().lot} {}

  /// Queue ahead on arrival.
  [[nodiscard]] Ahead at_arrival(const QueuedOrder& order) const;
  /// Lets the queue ahead see the displayed quantities after the events before `until`.
  void bring_up_to_date(const QueuedOrder& order, QueuePlace& place, std::size_t until) const;
  /// How many of `rest` lots, traded at our price by `event`, go past what is ahead; that becomes shorter. Not for `l3_fifo`.
  [[nodiscard]] std::int64_t pass(const QueuedOrder& order, QueuePlace& place, std::size_t event, base::Lots rest) const;

 private:
  void join(const QueuedOrder& order, QueuePlace& place) const;
  void follow_messages(const QueuedOrder& order, QueuePlace& place, std::size_t from, std::size_t until) const;
  void follow_rows(const QueuedOrder& order, QueuePlace& place, std::size_t from, std::size_t until) const;
  void see(const QueuedOrder& order, QueuePlace& place, std::int64_t shown, std::size_t from, std::size_t to) const;
  void see_change(QueuePlace& place, std::int64_t shown, std::size_t event, const tape::LevelHistory& level) const;

  tape::Tape tape_;
  QueueRule queue_;
};

}  // namespace asgen::market
