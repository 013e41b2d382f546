#pragma once
// The mid around every fill of a tape.

#include <array>
#include <span>
#include <vector>

#include "sim/account/markout.hpp"
#include "sim/base/units.hpp"
#include "sim/market/fill.hpp"
#include "sim/simulate/mid_changes.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::simulate {

/// Mids [half price quanta].
struct FillMark {
  double mid;                                    ///< just before the fill; NaN: the book had not two sides
  std::array<double, account::kHorizons> later;  ///< after each horizon; NaN beyond the end
};

/// Where fills are looked up; `to` ends the trading.
struct MarkedTape {
  const tape::Tape* tape = nullptr;
  const MidChanges* mids = nullptr;
  base::Nanos to;
};

/// Appends a mark for each fill.
void mark_fills(const MarkedTape& market, std::span<const market::Fill> fills, std::vector<FillMark>& marks);

}  // namespace asgen::simulate
