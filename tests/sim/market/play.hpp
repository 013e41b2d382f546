#pragma once
// A hand-made day, its tape and a matcher on it, in seconds after the open.

#include <doctest/doctest.h>

#include <vector>

#include "sim/market/matcher.hpp"
#include "tests/reference/day_builder.hpp"

namespace asgen::market_test {

using base::Lots;
using base::Side;
using base::Ticks;
using market::FillCause;
using market::FillRule;
using market::OrderId;
using market::OrderState;
using market::QueueModel;
using test_reference::after_reset;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

class Play {
 public:
  explicit Play(const DayBuilder& day, const market::MarketOptions& options = {})
      : tape_(tape::Tape::compile(day.day(), market::tape_options(options, base::nanos_from_seconds(1)))), matcher_(tape_, options, 0) {}

  OrderId buy(double second, std::int64_t price, std::int64_t lots) { return send(second, {Side::buy, Ticks(price), Lots(lots)}); }
  OrderId sell(double second, std::int64_t price, std::int64_t lots) { return send(second, {Side::sell, Ticks(price), Lots(lots)}); }
  OrderId send(double second, const market::OrderRequest& request) {
    until(second);
    return matcher_.submit(request, DayBuilder::at(second));
  }
  void cancel(double second, OrderId id) {
    until(second);
    matcher_.cancel(id, DayBuilder::at(second));
  }
  void until(double second) { matcher_.advance_to(DayBuilder::at(second), fills); }
  /// Lots filled of an order so far.
  [[nodiscard]] std::int64_t filled(OrderId id) const { return (order(id).quantity - order(id).leaves).count(); }
  [[nodiscard]] const market::Order& order(OrderId id) const { return matcher_.order(id); }
  [[nodiscard]] OrderState state(OrderId id) const { return order(id).state; }
  [[nodiscard]] market::Matcher& matcher() { return matcher_; }

  std::vector<market::Fill> fills;

 private:
  tape::Tape tape_;
  market::Matcher matcher_;
};

/// A book around 100/102 with 10 lots at each best, shown one second after the open.
inline DayBuilder quiet_day(int depth_levels = 0) {
  return DayBuilder(depth_levels).book(1, {after_reset(bid(100, 10)), bid(99, 20), ask(102, 10), ask(103, 20)});
}

}  // namespace asgen::market_test
