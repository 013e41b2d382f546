#include "sim/tape/stages.hpp"

namespace asgen::tape {

void find_hits(Draft& draft) {
  const std::size_t n = draft.event_ns.size();
  draft.buy_hits.assign(n, kNoHit);
  draft.sell_hits.assign(n, kNoHit);
  std::int32_t bid = kNoBid;
  std::int32_t ask = kNoAsk;
  for (std::size_t e = 0; e < n; ++e) {
    if (const std::int32_t trade = draft.event_trade[e]; trade >= 0) {
      const auto i = static_cast<std::size_t>(trade);
      if (draft.trade_side[i] < 0) draft.buy_hits[e] = draft.trade_price[i];
      if (draft.trade_side[i] > 0) draft.sell_hits[e] = -draft.trade_price[i];
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
