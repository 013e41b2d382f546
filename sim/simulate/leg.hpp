#pragma once
// The part of a segment that lies on one tape: which ticks are traded, what the strategy may see there.

#include <cstddef>
#include <span>

#include "sim/base/units.hpp"
#include "sim/simulate/segment.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::simulate {

/// Views into a SegmentMarket, which must outlive it.
struct Leg {
  const tape::Tape* tape = nullptr;
  const account::MarkIndex* marks = nullptr;
  const MidChanges* mids = nullptr;
  base::Nanos from, to;                              ///< segment clipped to the tape
  base::Nanos session_end;                           ///< time left counts down to this
  std::size_t first_tick = 0;                        ///< first tick at or after `from`
  std::size_t ready_tick = 0;                        ///< first tick at which the needed buffers are full, >= first_tick
  std::size_t end_tick = 0;                          ///< first tick at or after `to`: no decision any more
  std::size_t last_tick = 0;                         ///< last tick at or before `to`: the final mark
  std::span<const double> volatility, alpha, kappa;  ///< per tick; empty when not needed
  std::span<const double> inverse_kappa;             ///< see tape::Indicators::Intensity
  const tape::StrideColumns* volatility_by_stride = nullptr;
  const tape::StrideColumns* inverse_kappa_by_stride = nullptr;
  const ClosingBook* closing = nullptr;              ///< the book at `to`; nullptr: not prepared
  const tape::TickSet* locked = nullptr;             ///< ticks with a locked or crossed book
  const tape::TickSet* zero_kappa = nullptr;         ///< ticks at which kappa is 0; nullptr when it is not needed
  const tape::Gates* gates = nullptr;                ///< nullptr: none were prepared
  std::size_t kappa_ready_tick = 0;                  ///< first tick with a full intensity buffer
};

/// Tape `index` of the segment's list as a leg. Throws ConfigurationError when the segment has no tick on it.
Leg make_leg(const SegmentMarket& market, std::size_t index, const strategy::IndicatorNeeds& needs);

/// Whole clock periods that a duration takes: from a tick to the first one at or after its end.
inline std::size_t ticks_in(base::Nanos duration, base::Nanos clock) {
  return static_cast<std::size_t>((duration.count() + clock.count() - 1) / clock.count());
}

/// First mid of the leg; NaN when the book never has two sides.
double first_mid(const Leg& leg);

/// Seconds of locked or crossed book within the leg, by clock ticks.
double locked_seconds(const Leg& leg);

/// Ticks with a full intensity buffer, and those of them at which kappa is 0.
struct KappaCount {
  std::size_t ready = 0, zero = 0;
};
KappaCount count_kappa(const Leg& leg);

}  // namespace asgen::simulate
