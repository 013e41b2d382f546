#include "sim/simulate/quiet_stretch.hpp"

#include <algorithm>

#include "sim/simulate/quote_reader.hpp"

namespace asgen::simulate {
namespace {

class Search {
 public:
  Search(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes, const StretchPlan& plan)
      : leg_(leg), gates_(*leg.gates), reach_(reach), lanes_(lanes), plan_(plan), reader_(leg, lanes) {}

  std::size_t run() {
    for (std::size_t tick = plan_.first; tick < plan_.end;) {
      const std::size_t block = tick / tape::kTicksPerBlock;
      const std::size_t until = std::min((block + 1) * tape::kTicksPerBlock, plan_.end);
      if (!is_quiet(block)) {
        const std::size_t eventful = look_closer(tick, until);
        if (eventful < until) return eventful;
      }
      tick += (until - tick + plan_.stride - 1) / plan_.stride * plan_.stride;
    }
    return plan_.end;
  }

 private:
  /// True when bounds alone show that no decision of the block can be eventful.
  [[nodiscard]] bool is_quiet(std::size_t block) const {
    const tape::BlockRange& volatility = *leg_.volatility_range;
    const tape::BlockRange* kappa = leg_.inverse_kappa_range;
    const strategy::QuoteBounds bounds = lanes_.bounds({gates_.mid_low()[block], gates_.mid_high()[block], volatility.low[block],
                                                        volatility.high[block], kappa == nullptr ? 1 : kappa->low[block],
                                                        kappa == nullptr ? 1 : kappa->high[block]});
    if (bounds.odd) return false;
    return (!plan_.quoting[0] || bounds.buy_distance > reach_.buy_depth[block]) &&
           (!plan_.quoting[1] || bounds.sell_distance > reach_.sell_depth[block]);
  }

  /// First eventful decision in [tick, until), or `until`.
  std::size_t look_closer(std::size_t tick, std::size_t until) {
    const std::size_t n = (until - tick + plan_.stride - 1) / plan_.stride;
    const strategy::QuoteBlock& quotes = reader_.read(tick, plan_.stride, n);
    for (std::size_t i = 0; i < n; ++i, tick += plan_.stride) {
      const bool buy = plan_.quoting[0] && quotes.bid[i] >= reach_.buy[tick];
      const bool sell = plan_.quoting[1] && quotes.ask[i] <= reach_.sell[tick];
      if (buy || sell || quotes.odd[i] != 0) return tick;
    }
    return until;
  }

  const Leg& leg_;
  const tape::Gates& gates_;
  const tape::Reach& reach_;
  const strategy::QuoteLanes& lanes_;
  const StretchPlan& plan_;
  QuoteReader reader_;
};

}  // namespace

std::size_t first_eventful_decision(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes, const StretchPlan& plan) {
  return Search(leg, reach, lanes, plan).run();
}

}  // namespace asgen::simulate
