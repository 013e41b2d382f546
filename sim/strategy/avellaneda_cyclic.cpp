// The Avellaneda maker as a cyclic one: without mends, between fills it only cancels quotes and sends new ones.

#include "sim/strategy/avellaneda.hpp"

namespace asgen::strategy {

CyclicMaker::Rhythm Avellaneda::rhythm() const {
  return {refresh_, delay_, lifetime_, settings_.should_wait_order_cancel_confirmation && venue_.round_trip > base::Nanos(0)};
}

void Avellaneda::go_on(const Position& position) {
  create_at_ = cancel_at_ = position.due;
  oldest_ = position.oldest;
}

/// Its quotes stay in force when later ones fail.
void Avellaneda::recall(const MarketView& market, const AccountView& account) {
  const double mid = decision_mid(market);
  static_cast<void>(price(market, measure_inventory(settings_, venue_, stages_.quantiser(), account, mid), mid));
}

Proposal* Avellaneda::look(const MarketView& market, const AccountView& account) {
  return propose(market, account) == Proposed::made ? &proposal_ : nullptr;
}

}  // namespace asgen::strategy
