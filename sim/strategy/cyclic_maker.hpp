#pragma once
// What a simulation may ask a maker that keeps Hummingbot's cycle in order to make its decisions for it.

#include "sim/strategy/cycle_lanes.hpp"
#include "sim/strategy/proposal.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// A maker whose decisions depend on balances and on the market of their tick alone. When its timer is due it looks: orders whose prices
/// it would choose again stay for another period, else all are cancelled; where nothing stands, and the timer was due before the tick,
/// it sends both sides. A complete fill sets the timer anew.
class CyclicMaker {
 public:
  virtual ~CyclicMaker() = default;

  /// Settings of its cycle.
  struct Rhythm {
    base::Nanos refresh;   ///< from an order's sending, or its being kept, to the next decision
    base::Nanos delay;     ///< from the tick before the one that reports a complete fill to the next decision
    base::Nanos lifetime;  ///< orders that are that old are cancelled
    bool waits;            ///< a tick that cancels sends nothing
  };
  /// Where it stands in its cycle.
  struct Position {
    base::Nanos due;     ///< the next decision is on the first tick at or after this
    base::Nanos oldest;  ///< when the oldest order in force was sent; max: there is none
  };
  [[nodiscard]] virtual Rhythm rhythm() const = 0;
  [[nodiscard]] virtual Position position() const = 0;
  /// Its quotes at many decisions at once.
  [[nodiscard]] virtual CycleLanes& cycle_lanes() = 0;
  /// Decisions were made for it, and reports heard.
  virtual void go_on(const Position& position) = 0;
  /// What the last decision that was made for it saw.
  virtual void recall(const MarketView& market, const AccountView& account) = 0;
  /// What it would like to send, where the lanes do not know; nullptr: it neither cancels nor sends. Good until the next call.
  virtual Proposal* look(const MarketView& market, const AccountView& account) = 0;
};

}  // namespace asgen::strategy
