#pragma once
// Exact sums that 63 bits may not hold.

#include <cstdint>

namespace asgen::account {

__extension__ using Wide = __int128;

/// Nearest number of type `Real`; most sums do fit 63 bits, which converts in one instruction.
template <class Real>
Real nearest(Wide value) {
  const auto low = static_cast<std::int64_t>(value);
  return low == value ? static_cast<Real>(low) : static_cast<Real>(value);
}

}  // namespace asgen::account
