#include "sim/simulate/quote_totals.hpp"

#include <algorithm>

namespace asgen::simulate {
namespace {

/// Union of intervals that come in order of their begins.
struct Union {
  base::Nanos covered, total;

  void add(base::Nanos begin, base::Nanos end) {
    begin = std::max(begin, covered);
    if (end <= begin) return;
    total += end - begin;
    covered = end;
  }
};

}  // namespace

void QuoteTotals::add(const QuoteTotals& other) {
  any_s += other.any_s;
  buy_s += other.buy_s;
  sell_s += other.sell_s;
  orders += other.orders;
  filled_orders += other.filled_orders;
  submitted += other.submitted;
}

QuoteTotals count_quotes(const market::Matcher& matcher, base::Nanos from, base::Nanos to) {
  // Orders arrive in order of their ids, so the unions need no sorting.
  Union any{from, {}}, buys{from, {}}, sells{from, {}};
  QuoteTotals result;
  for (market::OrderId id = 1; id <= matcher.orders(); ++id) {
    const market::Order& order = matcher.order(id);
    if (order.state == market::OrderState::refused || order.state == market::OrderState::pending) continue;
    const base::Nanos end = std::min(order.ended, to);
    any.add(order.arrives, end);
    (order.side == base::Side::buy ? buys : sells).add(order.arrives, end);
    ++result.orders;
    result.filled_orders += order.leaves < order.quantity ? 1 : 0;
    result.submitted += order.quantity;
  }
  result.any_s = base::seconds(any.total);
  result.buy_s = base::seconds(buys.total);
  result.sell_s = base::seconds(sells.total);
  return result;
}

}  // namespace asgen::simulate
