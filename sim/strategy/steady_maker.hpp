#pragma once
// What a simulation may ask a maker in order to leave out decisions that it can foresee.

#include <array>

#include "sim/strategy/quote_lanes.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// A maker whose decisions depend on balances and on the market of their tick alone.
class SteadyMaker {
 public:
  virtual ~SteadyMaker() = default;

  /// Settings of its cycle. Open sides are renewed at once whenever they are due: orders that stay wanted stay, the others are replaced.
  struct Pace {
    base::Nanos refresh;   ///< from one decision to the next, which is on the first tick at or after it
    base::Nanos delay;     ///< a side is closed for that long after the tick before the one that reports a complete fill there; its orders stay
    base::Nanos lifetime;  ///< orders that are that old are replaced
  };
  /// Where it stands in its cycle.
  struct Timers {
    base::Nanos decide_at;                  ///< the next decision is on the first tick at or after this, or when a report makes it due
    std::array<base::Nanos, 2> open_from;   ///< buys, sells
    base::Nanos oldest;                     ///< when the oldest order in force was sent; max: there is none
  };
  [[nodiscard]] virtual Pace pace() const = 0;
  [[nodiscard]] virtual Timers timers() const = 0;
  /// Its quotes at many decisions at once.
  [[nodiscard]] virtual QuoteLanes& lanes() = 0;
  /// Decisions were made for it, and reports heard.
  virtual void resume(const Timers& timers) = 0;
};

}  // namespace asgen::strategy
