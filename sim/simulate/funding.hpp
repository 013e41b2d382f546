#pragma once
// Funding of perpetual contracts: paid at 00:00, 08:00 and 16:00 UTC.

#include <cmath>
#include <limits>

#include "sim/base/units.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::simulate {

inline constexpr base::Nanos kFundingPeriod{8 * 3600 * base::kNanosPerSecond};

/// First funding instant after `t` (t >= 0): a position opened at the instant itself pays at the next one.
constexpr base::Nanos next_funding_time(base::Nanos t) {
  return base::Nanos((t.count() / kFundingPeriod.count() + 1) * kFundingPeriod.count());
}

/// Last finite mid among the first `ticks` ticks; NaN when there is none.
inline double last_mid(const tape::Tape& tape, std::size_t ticks) {
  for (std::size_t k = ticks; k > 0; --k) {
    if (!std::isnan(tape.mid()[k - 1])) return tape.mid()[k - 1];
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace asgen::simulate
