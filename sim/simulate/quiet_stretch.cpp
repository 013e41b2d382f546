#include "sim/simulate/quiet_stretch.hpp"

#include <algorithm>

namespace asgen::simulate {
namespace {

using strategy::kQuoteLanes;

/// Columns of decisions that are not neighbours, gathered so that lanes can run over them.
struct Gathered {
  std::array<double, kQuoteLanes> mid, inverse_mid, volatility, inverse_kappa;
  std::array<std::int32_t, kQuoteLanes> highest_bid, lowest_ask;
};

class Search {
 public:
  Search(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes, const StretchPlan& plan)
      : leg_(leg), gates_(*leg.gates), reach_(reach), lanes_(lanes), plan_(plan) {}

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
    lanes_.quote(plan_.stride == 1 ? neighbours(tick) : gather(tick, n), n, block_);
    for (std::size_t i = 0; i < n; ++i, tick += plan_.stride) {
      const bool buy = plan_.quoting[0] && block_.bid[i] >= reach_.buy[tick];
      const bool sell = plan_.quoting[1] && block_.ask[i] <= reach_.sell[tick];
      if (buy || sell || block_.odd[i] != 0) return tick;
    }
    return until;
  }

  [[nodiscard]] strategy::QuoteColumns neighbours(std::size_t tick) const {
    return {leg_.tape->mid().data() + tick,        gates_.inverse_mid().data() + tick, leg_.volatility.data() + tick,
            inverse_kappa().data() + tick,         gates_.highest_bid().data() + tick, gates_.lowest_ask().data() + tick};
  }

  strategy::QuoteColumns gather(std::size_t tick, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i, tick += plan_.stride) {
      gathered_.mid[i] = leg_.tape->mid()[tick];
      gathered_.inverse_mid[i] = gates_.inverse_mid()[tick];
      gathered_.volatility[i] = leg_.volatility[tick];
      gathered_.inverse_kappa[i] = inverse_kappa()[tick];
      gathered_.highest_bid[i] = gates_.highest_bid()[tick];
      gathered_.lowest_ask[i] = gates_.lowest_ask()[tick];
    }
    return {gathered_.mid.data(),           gathered_.inverse_mid.data(), gathered_.volatility.data(),
            gathered_.inverse_kappa.data(), gathered_.highest_bid.data(), gathered_.lowest_ask.data()};
  }

  /// With a fixed kappa the lanes do not read this column, so any will do.
  [[nodiscard]] std::span<const double> inverse_kappa() const { return leg_.inverse_kappa.empty() ? leg_.volatility : leg_.inverse_kappa; }

  const Leg& leg_;
  const tape::Gates& gates_;
  const tape::Reach& reach_;
  const strategy::QuoteLanes& lanes_;
  const StretchPlan& plan_;
  strategy::QuoteBlock block_;
  Gathered gathered_;
};

}  // namespace

std::size_t first_eventful_decision(const Leg& leg, const tape::Reach& reach, const strategy::QuoteLanes& lanes, const StretchPlan& plan) {
  return Search(leg, reach, lanes, plan).run();
}

}  // namespace asgen::simulate
