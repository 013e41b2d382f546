#include "sim/simulate/quote_totals.hpp"

namespace asgen::simulate {

void QuoteTotals::add(const QuoteTotals& other) {
  any_s += other.any_s;
  buy_s += other.buy_s;
  sell_s += other.sell_s;
  orders += other.orders;
  filled_orders += other.filled_orders;
  submitted += other.submitted;
  complete = complete && other.complete;
}

QuoteTotals count_quotes(const market::Matcher& matcher, base::Nanos to) {
  const market::Matcher::Tally tally = matcher.tally(to);
  return {base::seconds(tally.any), base::seconds(tally.buy), base::seconds(tally.sell), tally.orders, tally.filled_orders, tally.submitted, tally.complete};
}

}  // namespace asgen::simulate
