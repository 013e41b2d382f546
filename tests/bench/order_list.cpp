#include "tests/bench/order_list.hpp"

#include <algorithm>
#include <cmath>

namespace asgen::bench {

OrderList order_list(const simulate::DayResult& result, const tape::Tape& tape, base::Nanos entry_latency) {
  OrderList list;
  for (const simulate::OrderEvent& event : result.order_events) {
    if (event.kind == simulate::OrderEventKind::created) {
      const auto price = static_cast<std::int32_t>(std::llround(event.price / tape.info().price_quantum));
      list.requests.push_back({(event.time + entry_latency).count(), static_cast<std::uint32_t>(list.orders.size()), false});
      list.orders.push_back({event.side, price, std::llround(event.quantity / tape.info().lot)});
    } else if (event.kind == simulate::OrderEventKind::cancelled) {
      list.requests.push_back({event.time.count(), event.order - 1, true});
    }
  }
  std::ranges::stable_sort(list.requests, [](const FlatRequest& a, const FlatRequest& b) {
    return a.arrives != b.arrives ? a.arrives < b.arrives : a.cancels && !b.cancels;
  });
  return list;
}

}  // namespace asgen::bench
