// Section formulas: one quoting decision each, from static inputs; and the upstream tests of the same stages.
#include <doctest/doctest.h>

#include "sim/strategy/avellaneda.hpp"
#include "sim/strategy/proposal.hpp"
#include "tests/cases/hummingbot.hpp"
#include "tests/reference/day_builder.hpp"

namespace asgen::cases::hummingbot {
namespace {

using strategy::Outcome;

strategy::Settings faithful() {
  strategy::Settings settings;
  settings.behaviour = strategy::Behaviour::faithful;
  settings.mends = strategy::mends_of(settings.behaviour);
  return settings;
}

strategy::Settings settings_of(const json& in) {
  strategy::Settings settings = faithful();
  settings.add_transaction_costs = in.at("add_transaction_costs");
  settings.order_optimization_enabled = in.at("order_optimization_enabled");
  strategy::Parameters& p = settings.parameters;
  p.risk_factor = number(in.at("gamma"));
  p.order_amount_shape_factor = number(in.at("eta"));
  p.min_spread = number(in.at("min_spread"));
  p.order_amount = number(in.at("order_amount"));
  p.order_levels = number(in.at("order_levels"));
  p.level_distances = number(in.at("level_distances"));
  p.inventory_target_base_pct = number(in.at("inventory_target_base_pct"));
  return settings;
}

strategy::Venue venue_of(double tick, double lot, double fee) {
  strategy::Venue venue;
  venue.instrument.tick = venue.price_quantum = tick;
  venue.instrument.lot = venue.lot = lot;
  venue.instrument.maker_fee = fee;
  return venue;
}

/// A tape whose book shows one level of 1000 units on each side.
tape::Tape one_level(base::Ticks bid, base::Ticks ask, const strategy::Venue& venue) {
  const auto lots = static_cast<std::int64_t>(std::llround(1000 / venue.lot));
  data::Day day = test_reference::DayBuilder()
                      .book(0, {test_reference::bid(static_cast<std::int32_t>(bid.count()), lots),
                                test_reference::ask(static_cast<std::int32_t>(ask.count()), lots)})
                      .day();
  day.info.price_quantum = venue.price_quantum;
  day.info.lot = venue.lot;
  return tape::Tape::compile(day, {});
}

strategy::MarketView view_of(const tape::Tape& tape) {
  strategy::MarketView market;
  market.two_sided = true;
  market.best_bid = base::Ticks(tape.best_bid(tape.events()));
  market.best_ask = base::Ticks(tape.best_ask(tape.events()));
  market.book = strategy::BookView(tape, tape.events());
  return market;
}

void check_orders(const strategy::Quantiser& quantiser, const std::vector<market::OrderRequest>& orders, const json& expected) {
  REQUIRE(orders.size() == expected.size());
  for (std::size_t i = 0; i < orders.size(); ++i) {
    CHECK(quantiser.price(orders[i].price) == number(expected[i][0]));
    CHECK(quantiser.quantity(orders[i].quantity) == number(expected[i][1]));
  }
}

void check_proposal(const strategy::Quantiser& quantiser, const strategy::Proposal& proposal, const json& expected) {
  check_orders(quantiser, proposal.buys, expected.at("buys"));
  check_orders(quantiser, proposal.sells, expected.at("sells"));
}

bool close(double value, const json& expected) { return is_near(value, number(expected), 1e-12); }

void check_prices(const strategy::QuotePrices& quotes, const json& expected) {
  CHECK(close(quotes.reservation, expected.at("reservation_price")));
  CHECK(close(quotes.spread, expected.at("optimal_spread")));
  CHECK(close(quotes.bid, expected.at("optimal_bid")));
  CHECK(close(quotes.ask, expected.at("optimal_ask")));
}

strategy::QuotePrices quotes_of(const json& in, const strategy::Settings& settings, double mid, double share) {
  const double kappa = number(in.at("kappa"));
  strategy::QuoteInput input{.mid = mid, .inventory = share, .volatility = number(in.at("sigma")), .kappa = kappa, .inverse_kappa = kappa > 0 ? 1 / kappa : 0};
  if (in.contains("time_left_fraction")) input.session_left = number(in.at("time_left_fraction"));
  if (in.contains("time_left_ms") && !in.at("time_left_ms").is_null()) {
    input.session_left = number(in.at("time_left_ms")) / number(in.at("closing_time_ms"));
  }
  const auto quotes = strategy::make_hummingbot_quotes(settings.parameters)->quote(input);
  REQUIRE(quotes.has_value());
  return *quotes;
}

void check_stages(const strategy::ProposalStages& stages, const strategy::QuotePrices& quotes, double share,
                  const strategy::MarketView& market, const strategy::AccountView& account, const json& expected) {
  const strategy::Quantiser& quantiser = stages.quantiser();
  strategy::Proposal proposal;
  stages.levels(quotes, proposal);
  check_proposal(quantiser, proposal, expected.at("base_proposal"));
  stages.shape(share, proposal);
  check_proposal(quantiser, proposal, expected.at("after_eta"));
  CHECK(stages.optimize(market, {}, proposal) == Outcome::done);
  stages.transaction_costs(proposal);
  check_proposal(quantiser, proposal, expected.at("after_price_modifiers"));
  stages.budget({account.base, account.quote}, proposal);
  check_proposal(quantiser, proposal, expected.at("final"));
}

const ForSection kFormulas("formulas", [](const json& one) {
  const json& in = one.at("input");
  const json& expected = one.at("expected");
  const strategy::Settings settings = settings_of(in);
  const strategy::Venue venue = venue_of(number(in.at("tick")), number(in.at("lot")), number(in.at("fee")));
  const strategy::ProposalStages stages(settings, venue);
  const strategy::Quantiser& quantiser = stages.quantiser();
  const strategy::AccountView account{number(in.at("base_balance")), number(in.at("quote_balance")), {}};
  const base::Ticks best_bid = quantiser.price_down(number(in.at("best_bid"))), best_ask = quantiser.price_down(number(in.at("best_ask")));
  const tape::Tape tape = one_level(best_bid, best_ask, venue);
  const strategy::MarketView market = view_of(tape);
  const double mid = quantiser.price(market.best_bid + market.best_ask) / 2;
  CHECK(mid == number(expected.at("mid")));
  const strategy::Inventory inventory = strategy::measure_inventory(settings, venue, quantiser, account, mid);
  CHECK(close(inventory.total, expected.at("inventory_in_base")));
  CHECK(inventory.target == number(expected.at("target_base")));
  CHECK(close(inventory.share, expected.at("q")));
  const strategy::QuotePrices quotes = quotes_of(in, settings, mid, inventory.share);
  check_prices(quotes, expected);
  const bool quoting = expected.at("quoting");
  CHECK((quotes.bid > 0 && quotes.ask > 0) == quoting);
  if (quoting) check_stages(stages, quotes, inventory.share, market, account, expected);
});

const ForUpstream kFormula("formula", [](const json& one) {
  const json& in = one.at("input");
  strategy::Settings settings = faithful();
  settings.parameters.risk_factor = number(in.at("gamma"));
  settings.parameters.min_spread = number(in.at("min_spread"));
  settings.parameters.inventory_target_base_pct = number(in.at("inventory_target_base_pct"));
  const strategy::Venue venue = venue_of(0.01, number(in.at("lot_quantum")), 0);
  const strategy::AccountView account{number(in.at("base_balance")), number(in.at("quote_balance")), {}};
  const double mid = number(in.at("mid"));
  const auto inventory = strategy::measure_inventory(settings, venue, strategy::Quantiser(venue), account, mid);
  const strategy::QuotePrices quotes = quotes_of(in, settings, mid, inventory.share);
  check_prices(quotes, one.at("actual_real_code"));
  const json& expected = one.at("expected");
  const int places = one.at("places");
  CHECK(agrees_to_places(quotes.reservation, number(expected.at("reservation_price")), places));
  CHECK(agrees_to_places(quotes.spread, number(expected.at("optimal_spread")), places));
  CHECK(agrees_to_places(quotes.bid, number(expected.at("optimal_bid")), places));
  CHECK(agrees_to_places(quotes.ask, number(expected.at("optimal_ask")), places));
});

// The expected numbers of this test are good to one decimal only; the file says to use what the code gave.
const ForUpstream kLevelSpreads("level_spreads", [](const json& one) {
  strategy::Settings settings = faithful();
  settings.parameters.level_distances = number(one.at("input").at("level_distances"));
  const strategy::ProposalStages stages(settings, venue_of(0.01, 0.001, 0));
  const double step = stages.level_step({.spread = number(one.at("input").at("optimal_spread"))});
  const json& actual = one.at("actual_real_code");
  REQUIRE(actual.size() == one.at("input").at("order_levels").get<std::size_t>());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    CHECK(is_near(static_cast<double>(i) * step, number(actual[i]), 1e-12));
  }
});

const ForUpstream kOverride("order_override", [](const json& one) {
  strategy::Settings settings = faithful();
  for (const auto& [name, order] : one.at("input").at("order_override").items()) {
    settings.order_override.push_back({name, order[0] == "buy" ? base::Side::buy : base::Side::sell, order[1], order[2]});
  }
  const strategy::ProposalStages stages(settings, venue_of(0.01, 0.001, 0));
  strategy::Proposal proposal;
  stages.overrides(number(one.at("input").at("mid")), proposal);
  check_proposal(stages.quantiser(), proposal, one.at("expected"));
});

// A rule in words: the book is one bid at half the proposed bid and one ask at one and a half of the proposed ask, the fee is 25 %.
const ForUpstream kPriceModifiers("price_modifiers", [](const json&) {
  strategy::Settings settings = faithful();
  settings.order_optimization_enabled = settings.add_transaction_costs = true;
  const strategy::Venue venue = venue_of(0.01, 0.001, 0.25);
  const strategy::ProposalStages stages(settings, venue);
  strategy::Proposal proposal;
  const strategy::QuotePrices quotes{.reservation = 100, .spread = 0.4, .bid = 99.8, .ask = 100.2};
  stages.levels(quotes, proposal);
  const tape::Tape tape = one_level(base::Ticks(4990), base::Ticks(15030), venue);
  REQUIRE(stages.optimize(view_of(tape), {}, proposal) == Outcome::done);
  stages.transaction_costs(proposal);
  REQUIRE(proposal.buys.size() == 1);
  REQUIRE(proposal.sells.size() == 1);
  CHECK(proposal.buys[0].price == base::Ticks(3743));    // 49.91 * 0.75 = 37.4325, one quantum aside before the fee, down
  CHECK(proposal.sells[0].price == base::Ticks(18786));  // 150.29 * 1.25 = 187.8625, down
});

const ForUpstream kTolerance("tolerance", [](const json& one) {
  const strategy::Quantiser quantiser(venue_of(0.01, 0.001, 0));
  const auto ticks = [&](const json& list) {
    std::vector<std::int64_t> prices;
    for (const json& price : list) prices.push_back(quantiser.price_down(number(price)).count());
    return prices;
  };
  for (const int tolerance : {0, 10}) {
    std::vector<std::int64_t> current = ticks(one.at("input").at("current")), proposed = ticks(one.at("input").at("proposal"));
    CHECK(strategy::prices_stay(current, proposed, tolerance) == one.at("expected").at("tolerance_pct_" + std::to_string(tolerance)));
  }
});

}  // namespace
}  // namespace asgen::cases::hummingbot
