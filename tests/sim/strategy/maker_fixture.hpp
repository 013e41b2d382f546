#pragma once
// Drives a maker tick by tick with a venue that accepts everything: orders live until cancelled or filled by hand.

#include <algorithm>
#include <memory>
#include <vector>

#include "sim/strategy/strategy.hpp"

namespace asgen::test_strategy {

class MakerFixture {
 public:
  /// @param round_trip time until a cancel is confirmed; the test then takes cancelled orders off the list with `confirm`
  explicit MakerFixture(const strategy::Settings& settings, base::Nanos round_trip = base::Nanos(0),
                        std::shared_ptr<const data::TimeZone> zone = nullptr) {
    venue_.round_trip = round_trip;
    venue_.zone = std::move(zone);
    venue_.instrument = {0.01, 0.001, 0, 0, 0, 0};
    venue_.price_quantum = 0.01;
    venue_.lot = 0.001;
    venue_.initial_base = base;
    maker_ = strategy::make_strategy(settings, venue_);
    market.best_bid = base::Ticks(9995);
    market.best_ask = base::Ticks(10005);
    market.two_sided = true;
    market.mid = 100;
    market.volatility = 0.05;
    market.alpha = 1;
    market.kappa = 10;
    market.time_left_s = 3600;
  }

  /// Runs the tick at `second`; returns what the maker did.
  strategy::Actions tick(int second) {
    market.now = at(second);
    strategy::Actions actions;
    maker_->on_tick(market, {base, quote, orders}, actions);
    for (strategy::LiveOrder& order : orders) {
      order.cancelling = order.cancelling || std::find(actions.cancels.begin(), actions.cancels.end(), order.id) != actions.cancels.end();
    }
    if (venue_.round_trip == base::Nanos(0) && !actions.cancels.empty()) {
      std::erase_if(orders, [&](const auto& order) {
        return std::find(actions.cancels.begin(), actions.cancels.end(), order.id) != actions.cancels.end();
      });
    }
    std::vector<market::OrderId> ids;
    for (const market::OrderRequest& request : actions.orders) {
      orders.push_back({++last_id_, request.side, request.price, request.quantity, request.quantity, market.now, false});
      ids.push_back(last_id_);
    }
    maker_->on_sent(ids);
    return actions;
  }
  /// The cancels that are under way are confirmed.
  void confirm() {
    std::erase_if(orders, [](const auto& order) { return order.cancelling; });
  }
  /// Fills the first order of `side` completely between `second` and the next tick.
  void fill(base::Side side, int second) {
    const auto order = std::find_if(orders.begin(), orders.end(), [side](const auto& o) { return o.side == side; });
    const market::Fill fill{order->id, at(second) + base::Nanos(1), 0, side, order->price, order->leaves, market::FillCause::queue, true};
    orders.erase(order);
    maker_->on_fill({fill, at(second)});
  }
  [[nodiscard]] int next_wake(int second) const {
    const auto ns = (maker_->next_wake(at(second)) - at(0)).count();
    return static_cast<int>((ns + base::kNanosPerSecond - 1) / base::kNanosPerSecond);
  }
  static base::Nanos at(int second) { return base::Nanos((1'700'000'000LL + second) * base::kNanosPerSecond); }

  strategy::Strategy& maker() { return *maker_; }

  double base = 10, quote = 1000;
  std::vector<strategy::LiveOrder> orders;
  strategy::MarketView market;

 private:
  strategy::Venue venue_;
  std::unique_ptr<strategy::Strategy> maker_;
  market::OrderId last_id_ = 0;
};

inline strategy::Settings settings_with(strategy::Behaviour behaviour) {
  strategy::Settings settings;
  settings.behaviour = behaviour;
  settings.mends = strategy::mends_of(behaviour);
  settings.parameters.order_refresh_time = 5;
  settings.parameters.filled_order_delay = 8;
  return settings;
}

}  // namespace asgen::test_strategy
