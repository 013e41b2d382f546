// Upstream tests that are told in words: sequences of ticks, and the budget.
#include <doctest/doctest.h>

#include "sim/strategy/hanging_orders.hpp"
#include "tests/cases/hummingbot.hpp"
#include "tests/sim/strategy/maker_fixture.hpp"

namespace asgen::cases::hummingbot {
namespace {

using test_strategy::MakerFixture;

strategy::Settings faithful(double refresh_s) {
  strategy::Settings settings = test_strategy::settings_with(strategy::Behaviour::faithful);
  settings.parameters.order_refresh_time = refresh_s;
  return settings;
}

/// Refresh 30 s, tolerance -1: orders are cancelled at the refresh, none are made while any cancel is under way.
void waits_for_confirmation() {
  strategy::Settings settings = faithful(30);
  settings.parameters.order_refresh_tolerance_pct = -1;
  MakerFixture f(settings);
  REQUIRE(f.tick(0).orders.size() == 2);
  const strategy::LiveOrder foreign{.id = 999, .price = {}, .quantity = {}, .leaves = {}, .created = {}, .cancelling = true};
  f.orders.push_back(foreign);
  CHECK(f.tick(30).cancels.size() == 2);
  for (int second = 31; second <= 60; ++second) CHECK(f.tick(second).orders.empty());
  std::erase_if(f.orders, [](const auto& order) { return order.id == 999; });
  CHECK(f.tick(61).orders.size() == 2);
}

/// Refresh 80 s, delay 60 s: the sell fills after 10 s, the buy stays and hangs when a new pair is there.
void leaves_the_other_order_hanging() {
  strategy::Settings settings = faithful(80);
  settings.parameters.filled_order_delay = 60;
  settings.hanging_orders = strategy::HangingOrders::track;
  MakerFixture f(settings);
  REQUIRE(f.tick(0).orders.size() == 2);
  f.fill(base::Side::sell, 10);
  const strategy::LiveOrder buy = f.orders.at(0);
  for (int second = 11; second <= 80; ++second) {
    const auto actions = f.tick(second);
    CHECK(actions.cancels.empty());
    if (second < 70) CHECK(actions.orders.empty());
  }
  REQUIRE(f.orders.size() == 3);
  CHECK(f.orders[0].id == buy.id);
  CHECK(f.orders[0].price == buy.price);
  f.market.kappa = 5;  // the next refresh replaces the new pair, and the hanging order stays
  CHECK(f.tick(151).cancels.size() == 2);
  CHECK(f.orders.size() == 1);
  CHECK(f.orders[0].id == buy.id);
}

const ForUpstream kSequence("sequence", [](const json& one) {
  const std::string test = one.at("test");
  const auto is = [&](const char* name) { return test.ends_with(name); };
  if (is("::test_no_new_orders_created_until_previous_orders_cancellation_confirmed")) return waits_for_confirmation();
  if (is("::test_not_filled_order_changed_to_hanging_order_after_refresh_time")) return leaves_the_other_order_hanging();
  FAIL("no sequence is written for " << test);
});

const ForUpstream kBudget("budget", [](const json& one) {
  strategy::Settings settings = faithful(10);
  settings.hanging_orders = strategy::HangingOrders::track;
  strategy::Venue venue;
  venue.lot = venue.instrument.lot = 0.001;
  const strategy::Quantiser quantiser(venue);
  std::vector<strategy::LiveOrder> orders;
  double locked_base = 0, locked_quote = 0;
  for (const json& order : one.at("input").at("orders")) {
    const bool buy = order[0] == "buy";
    const double price = number(order[1]), amount = number(order[2]);
    (buy ? locked_quote : locked_base) += buy ? price * amount : amount;
    const base::Lots lots = quantiser.quantity_down(amount);
    const auto id = static_cast<market::OrderId>(orders.size() + 1);
    const base::Side side = buy ? base::Side::buy : base::Side::sell;
    orders.push_back({id, side, quantiser.price_down(price), lots, lots, base::Nanos(0), order.size() > 3});
  }
  const double available_base = 7, available_quote = 5000;
  const strategy::HangingOrderBook hanging(settings, venue, base::Nanos(1));
  const strategy::Funds funds = hanging.free_funds({available_base + locked_base, available_quote + locked_quote, orders});
  CHECK(one.at("expected").at("base") == "available + 2");
  CHECK(one.at("expected").at("quote") == "available + 1000");
  CHECK(funds.base == available_base + 2);
  CHECK(funds.quote == available_quote + 1000);
});

}  // namespace
}  // namespace asgen::cases::hummingbot
