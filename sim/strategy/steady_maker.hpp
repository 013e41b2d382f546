#pragma once
// What a simulation may ask a maker in order to leave out decisions that it can foresee.

#include <array>
#include <optional>

#include "sim/strategy/quote_lanes.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// A maker at rest: as long as it is told nothing and the balances stay, each decision depends on the market of its tick alone.
class SteadyMaker {
 public:
  virtual ~SteadyMaker() = default;

  /// How it goes on from now if it is told nothing.
  struct Rhythm {
    base::Nanos next;             ///< the next decision is on the first tick at or after this
    base::Nanos period;           ///< and later ones each on the first tick at or after this long after the one before
    base::Nanos until;            ///< up to this instant at most
    std::array<bool, 2> quoting;  ///< buys, sells: whether decisions renew that side; else its orders stay as they are
  };
  /// Nothing when its next ticks are no plain renewals of quotes.
  [[nodiscard]] virtual std::optional<Rhythm> rhythm(base::Nanos now) const = 0;
  /// Its quotes at many decisions at once.
  [[nodiscard]] virtual QuoteLanes& lanes() = 0;
  /// Its decisions up to and including `last_decision` were left out; `oldest` is when the oldest order in force was sent.
  virtual void resume(base::Nanos last_decision, base::Nanos oldest) = 0;
};

}  // namespace asgen::strategy
