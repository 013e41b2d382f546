#pragma once
// What the orders of a leg did at the venue.

#include <cstddef>

#include "sim/base/units.hpp"
#include "sim/market/matcher.hpp"

namespace asgen::simulate {

/// Sums over the orders that came to rest; times are unions, not sums, of the orders' lives.
struct QuoteTotals {
  double any_s = 0, buy_s = 0, sell_s = 0;  ///< with an own order, an own buy, an own sell at the venue [s]
  std::size_t orders = 0, filled_orders = 0;
  base::Lots submitted;

  void add(const QuoteTotals& other);
};

/// Totals of a finished leg that lasted from `from` to `to`.
QuoteTotals count_quotes(const market::Matcher& matcher, base::Nanos from, base::Nanos to);

}  // namespace asgen::simulate
