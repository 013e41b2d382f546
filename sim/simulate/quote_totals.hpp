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
  bool complete = true;  ///< false: some orders were foreseen to come to nothing and left out; the counts are not known

  void add(const QuoteTotals& other);
};

/// Totals of a leg that is over and lasted to `to`.
QuoteTotals count_quotes(const market::Matcher& matcher, base::Nanos to);

}  // namespace asgen::simulate
