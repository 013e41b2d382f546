#include "sim/strategy/hanging_orders.hpp"

#include <algorithm>
#include <cmath>

namespace asgen::strategy {

using base::Nanos;
using base::Side;
using market::OrderId;

namespace {

bool is_at_venue(OrderId id, const AccountView& account) {
  return std::any_of(account.orders.begin(), account.orders.end(), [id](const LiveOrder& order) { return order.id == id; });
}

std::vector<OrderId> ids_of(Side side, const std::vector<LiveOrder>& orders) {
  std::vector<OrderId> ids;
  for (const LiveOrder& order : orders) {
    if (order.side == side) ids.push_back(order.id);
  }
  return ids;
}

}  // namespace

OrderId HangingOrderBook::Pair::left_over() const {
  if (buy_filled == sell_filled) return 0;
  return buy_filled ? sell : buy;
}

HangingOrderBook::HangingOrderBook(const Settings& settings, const Venue& venue, Nanos lifetime)
    : tracks_(settings.hanging_orders == HangingOrders::track),
      mends_(settings.mends),
      lifetime_(lifetime),
      round_trip_(venue.round_trip),
      cancel_share_(settings.parameters.hanging_orders_cancel_pct / 100),
      quantiser_(venue) {}

bool HangingOrderBook::contains(OrderId id) const { return std::find(hanging_.begin(), hanging_.end(), id) != hanging_.end(); }

bool HangingOrderBook::is_left_over(OrderId id) const {
  return std::any_of(pairs_.begin(), pairs_.end(), [id](const Pair& pair) { return pair.left_over() == id; });
}

bool HangingOrderBook::note_fill(const market::Fill& fill) {
  std::erase_if(renewals_, [&](const Renewal& renewal) { return renewal.id == fill.order; });
  if (std::erase(hanging_, fill.order) > 0) return true;
  for (Pair& pair : pairs_) {
    if (pair.buy == fill.order) pair.buy_filled = true;
    if (pair.sell == fill.order) pair.sell_filled = true;
  }
  return false;
}

bool HangingOrderBook::note_end(const EndReport& report) {
  if (report.reason == EndReason::pulled) pairs_.clear();  // a new recording may give the same ids to other orders
  std::erase_if(renewals_, [&](const Renewal& renewal) { return renewal.id == report.order; });
  return std::erase(hanging_, report.order) > 0;
}

bool HangingOrderBook::is_far(const LiveOrder& order, double mid) const {
  return std::fabs(quantiser_.price(order.price) - mid) / mid > cancel_share_;
}

void HangingOrderBook::run(const MarketView& market, double mid, const AccountView& account, Actions& actions) {
  std::erase_if(hanging_, [&](OrderId id) { return !is_at_venue(id, account); });
  send_renewals(account);
  for (const LiveOrder& order : account.orders) {
    if (order.cancelling || !contains(order.id)) continue;
    const bool far = is_far(order, mid);
    if (!far && market.now - order.created < lifetime_) continue;
    actions.cancels.push_back(order.id);
    if (round_trip_ == Nanos(0)) std::erase(hanging_, order.id);
    if (!far) renew(order);
  }
  actions.orders.insert(actions.orders.end(), sent_anew_.begin(), sent_anew_.end());
}

void HangingOrderBook::renew(const LiveOrder& order) {
  const market::OrderRequest request{order.side, order.price, mends_.renew_hanging_orders ? order.leaves : order.quantity};
  if (round_trip_ > Nanos(0)) {
    renewals_.push_back({order.id, request});
  } else if (mends_.renew_hanging_orders) {
    sent_anew_.push_back(request);
  }
}

/// Orders that were to make room and are gone have a successor now.
void HangingOrderBook::send_renewals(const AccountView& account) {
  std::erase_if(renewals_, [&](Renewal& renewal) {
    const auto old = std::find_if(account.orders.begin(), account.orders.end(), [&](const auto& order) { return order.id == renewal.id; });
    if (old == account.orders.end()) {
      sent_anew_.push_back(renewal.order);
      return true;
    }
    if (mends_.renew_hanging_orders) renewal.order.quantity = old->leaves;
    return false;
  });
}

void HangingOrderBook::adopt(std::vector<LiveOrder>& active) {
  if (!tracks_) return;
  std::erase_if(active, [&](const LiveOrder& order) {
    if (!is_left_over(order.id)) return false;
    hanging_.push_back(order.id);
    return true;
  });
  pairs_.clear();
  re_pair_ = true;
}

void HangingOrderBook::note_sent(std::span<const LiveOrder> stayed, std::span<const market::OrderRequest> orders,
                                 std::span<const OrderId> ids) {
  const std::size_t anew = sent_anew_.size();
  for (std::size_t i = 0; i < anew; ++i) {
    if (ids[i] != 0) hanging_.push_back(ids[i]);
  }
  if (ids.size() > anew || re_pair_) {
    std::vector<LiveOrder> all;
    if (mends_.pair_by_round) all.assign(stayed.begin(), stayed.end());
    for (std::size_t i = anew; i < ids.size(); ++i) {
      all.push_back({.id = ids[i], .side = orders[i].side, .price = orders[i].price, .quantity = {}, .leaves = {}, .created = {}});
    }
    pair_up(std::move(all));
  }
  sent_anew_.clear();
  re_pair_ = false;
}

/// The i-th buy and the i-th sell. Without the mend sells go to the i-th pair in the list, which may be an older one.
void HangingOrderBook::pair_up(std::vector<LiveOrder> orders) {
  if (mends_.pair_by_round) {
    pairs_.clear();
    std::stable_sort(orders.begin(), orders.end(), [](const LiveOrder& a, const LiveOrder& b) {
      if (a.side != b.side) return a.side == Side::buy;
      return a.side == Side::buy ? a.price > b.price : a.price < b.price;
    });
  }
  const std::vector<OrderId> buys = ids_of(Side::buy, orders), sells = ids_of(Side::sell, orders);
  const std::size_t count = std::min(buys.size(), sells.size());
  for (std::size_t i = 0; i < count; ++i) pairs_.push_back({.buy = buys[i]});
  for (std::size_t i = 0; i < count; ++i) pairs_[i].sell = sells[i];
}

void HangingOrderBook::lock(Funds& funds, Side side, base::Ticks price, base::Lots quantity) const {
  const double base = quantiser_.quantity(quantity);
  if (side == Side::buy) {
    funds.quote -= base * quantiser_.price(price);
  } else {
    funds.base -= base;
  }
}

Funds HangingOrderBook::free_funds(const AccountView& account) const {
  Funds funds{account.base, account.quote};
  if (!tracks_) return funds;
  for (const LiveOrder& order : account.orders) {
    if (contains(order.id) || (!order.cancelling && is_left_over(order.id))) lock(funds, order.side, order.price, order.leaves);
  }
  for (const market::OrderRequest& order : sent_anew_) lock(funds, order.side, order.price, order.quantity);
  return funds;
}

}  // namespace asgen::strategy
