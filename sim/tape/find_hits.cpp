#include "sim/tape/stages.hpp"

namespace asgen::tape {

void find_hits(Draft& draft) {
  const std::size_t n = draft.event_ns.size();
  draft.buy_hits.assign(n, kNoHit);
  draft.sell_hits.assign(n, kNoHit);
  std::int32_t bid = kNoBid;
  std::int32_t ask = kNoAsk;
  std::size_t trade = 0;
  for (std::size_t e = 0; e < n; ++e) {
    if (trade < draft.trade_event.size() && draft.trade_event[trade] == e) {
      if (draft.trade_side[trade] < 0) draft.buy_hits[e] = draft.trade_price[trade];
      if (draft.trade_side[trade] > 0) draft.sell_hits[e] = -draft.trade_price[trade];
      ++trade;
      continue;
    }
    // Only an improvement of the opposite best fills resting orders; a best that stands or retreats touches nobody.
    if (draft.best_ask[e] < ask) draft.buy_hits[e] = draft.best_ask[e];
    if (draft.best_bid[e] > bid) draft.sell_hits[e] = -draft.best_bid[e];
    ask = draft.best_ask[e];
    bid = draft.best_bid[e];
  }
  draft.negated_trade_price.reserve(draft.trade_price.size());
  for (const std::int32_t price : draft.trade_price) draft.negated_trade_price.push_back(-price);
}

}  // namespace asgen::tape
