#pragma once
// The events of a day in their one order, by sorting: what the judge plays.

#include <cstddef>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"
#include "sim/market/options.hpp"

namespace asgen::test_reference {

struct NaiveEvent {
  base::Nanos time;
  bool is_trade = false;
  bool resets = false;                  ///< empties the book first
  std::size_t trade = 0;                ///< of a trade
  std::size_t first_row = 0, end_row = 0;  ///< of a batch
};

/// All events of the day under these options.
std::vector<NaiveEvent> events_of(const data::Day& day, const market::MarketOptions& options);

}  // namespace asgen::test_reference
