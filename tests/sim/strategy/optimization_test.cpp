// Order optimisation and order override (hummingbot.md 5.3), by hand, on a small displayed book.
#include <doctest/doctest.h>

#include "sim/strategy/proposal.hpp"
#include "tests/reference/day_builder.hpp"
#include "tests/sim/strategy/maker_fixture.hpp"

using namespace asgen;
using namespace asgen::test_strategy;
using test_reference::ask;
using test_reference::bid;

namespace {

/// Bids 99.60 x 1, 99.50 x 2; asks 100.40 x 1, 100.50 x 2.
tape::Tape small_book() {
  return tape::Tape::compile(
      test_reference::DayBuilder().book(0, {bid(9960, 1000), bid(9950, 2000), ask(10040, 1000), ask(10050, 2000)}).day(), {});
}

strategy::Settings optimizing(strategy::Behaviour behaviour) {
  strategy::Settings settings = settings_with(behaviour);
  settings.order_optimization_enabled = true;
  settings.parameters.order_levels = 3;
  settings.parameters.level_distances = 50;
  settings.parameters.order_amount = 0.5;
  return settings;
}

/// A fixture that sees `tape` at its end. Quotes: 99.87 and 100.12 with steps of 0.06.
MakerFixture on_book(const strategy::Settings& settings, const tape::Tape& tape) {
  MakerFixture f(settings);
  f.market.book = strategy::BookView(tape, tape.events());
  return f;
}

std::vector<std::int64_t> prices(const strategy::Actions& actions, base::Side side) {
  std::vector<std::int64_t> list;
  for (const auto& order : actions.orders) {
    if (order.side == side) list.push_back(order.price.count());
  }
  return list;
}

using Prices = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("levels inside the book collapse onto one tick better than the best price") {
  const tape::Tape tape = small_book();
  MakerFixture f = on_book(optimizing(strategy::Behaviour::faithful), tape);
  const auto actions = f.tick(0);
  CHECK(prices(actions, base::Side::buy) == Prices{9961, 9961, 9961});
  CHECK(prices(actions, base::Side::sell) == Prices{10039, 10039, 10039});
}

TEST_CASE("faithful: the book is looked at behind the quantity of the own orders; sane: at the best price") {
  for (const bool sane : {false, true}) {
    strategy::Settings settings = optimizing(strategy::Behaviour::faithful);
    settings.mends.optimize_at_best = sane;
    const tape::Tape tape = small_book();
    strategy::MarketView market;
    market.book = strategy::BookView(tape, tape.events());
    const strategy::ProposalStages stages(settings, {.instrument = {0.01, 0.001, 0, 0, 0, 0}, .lot = 0.001});
    strategy::Proposal proposal;
    stages.levels({.reservation = 100, .spread = 0.2, .bid = 99.9, .ask = 100.1}, proposal);
    // 1500 lots are reached at the second level of the bids, 1000 at the first of the asks.
    REQUIRE(stages.optimize(market, {base::Lots(1500), base::Lots(1000)}, proposal) == strategy::Outcome::done);
    CHECK(proposal.buys[0].price == base::Ticks(sane ? 9961 : 9951));
    CHECK(proposal.sells[0].price == base::Ticks(10039));
  }
}

TEST_CASE("faithful: where less is displayed than the own order has, the tick dies with orders left as they are; sane: it goes on") {
  for (const bool sane : {false, true}) {
    strategy::Settings settings = optimizing(strategy::Behaviour::faithful);
    settings.mends.optimize_at_best = sane;
    const tape::Tape tape = small_book();
    MakerFixture f = on_book(settings, tape);
    f.tick(0);
    for (auto& order : f.orders) order.quantity = base::Lots(3001);
    f.market.kappa = 5;
    f.market.best_bid = base::Ticks(9900);  // the mid moves, so the orders would be replaced
    const auto actions = f.tick(5);
    CHECK(actions.orders.empty());
    CHECK(actions.cancels.size() == (sane ? 6 : 0));
    CHECK(f.next_wake(5) == 6);
  }
}

TEST_CASE("prices outside the book are left alone") {
  const tape::Tape tape = small_book();
  strategy::Settings settings = optimizing(strategy::Behaviour::faithful);
  settings.parameters.min_spread = 2;
  MakerFixture f = on_book(settings, tape);
  const auto actions = f.tick(0);
  CHECK(prices(actions, base::Side::buy)[0] == 9900);
  CHECK(prices(actions, base::Side::sell)[0] == 10100);
}

TEST_CASE("order_override places its orders around the mid, without shaping their sizes") {
  strategy::Settings settings = settings_with(strategy::Behaviour::faithful);
  settings.parameters.order_amount_shape_factor = 1;
  settings.parameters.order_levels = 3;
  settings.order_override = {{"a", base::Side::sell, 0.5, 2}, {"b", base::Side::buy, 0.25, 1.5}, {"c", base::Side::buy, 1, 1},
                             {"d", base::Side::buy, 100, 1}, {"e", base::Side::sell, 1, 0.0001}};
  MakerFixture f(settings);
  f.base = 15;
  const auto actions = f.tick(0);
  CHECK(prices(actions, base::Side::buy) == Prices{9975, 9900});  // d has no price, e no size
  CHECK(prices(actions, base::Side::sell) == Prices{10050});
  CHECK(actions.orders[0].quantity == base::Lots(1500));
}

TEST_CASE("order_override needs good prices all the same") {
  strategy::Settings settings = settings_with(strategy::Behaviour::faithful);
  settings.order_override = {{"a", base::Side::buy, 1, 1}};
  MakerFixture f(settings);
  f.market.kappa = 0;
  CHECK(f.tick(0).orders.empty());
}
