// Section `formulas` of cases/hummingbot.json: one quoting decision each, computed by Hummingbot itself.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/strategy/proposal.hpp"

using namespace asgen;
using nlohmann::json;

namespace {

json load_formulas() {
  const char* folder = std::getenv("ASGEN_CASES");
  const std::string path = std::string(folder != nullptr ? folder : ASGEN_SOURCE_DIR "/tests/cases") + "/hummingbot.json";
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.good(), path << " is missing");
  return json::parse(file).at("formulas");
}

double number(const json& value) { return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>(); }

strategy::Settings settings_of(const json& in) {
  strategy::Settings settings;
  settings.behaviour = strategy::Behaviour::faithful;
  settings.mends = strategy::mends_of(settings.behaviour);
  settings.add_transaction_costs = in.at("add_transaction_costs");
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

strategy::Venue venue_of(const json& in) {
  strategy::Venue venue;
  venue.instrument.tick = venue.price_quantum = number(in.at("tick"));
  venue.instrument.lot = venue.lot = number(in.at("lot"));
  venue.instrument.maker_fee = number(in.at("fee"));
  return venue;
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

bool close(double value, const json& expected) { return std::fabs(value - number(expected)) <= 1e-12 * std::fabs(number(expected)); }

void check_case(const json& one) {
  const json& in = one.at("input");
  const json& expected = one.at("expected");
  const strategy::Settings settings = settings_of(in);
  const strategy::Venue venue = venue_of(in);
  const strategy::ProposalStages stages(settings, venue);
  const strategy::Quantiser& quantiser = stages.quantiser();
  const strategy::AccountView account{number(in.at("base_balance")), number(in.at("quote_balance")), {}};
  const double mid = quantiser.price(quantiser.price_down(number(in.at("best_bid"))) + quantiser.price_down(number(in.at("best_ask")))) / 2;
  CHECK(mid == number(expected.at("mid")));
  const strategy::Inventory inventory = strategy::measure_inventory(settings, venue, quantiser, account, mid);
  CHECK(close(inventory.total, expected.at("inventory_in_base")));
  CHECK(inventory.target == number(expected.at("target_base")));
  CHECK(close(inventory.share, expected.at("q")));

  strategy::QuoteInput input{mid, inventory.share, number(in.at("sigma")), number(in.at("kappa")), 0, 1};
  if (!in.at("time_left_ms").is_null()) input.session_left = number(in.at("time_left_ms")) / number(in.at("closing_time_ms"));
  const auto quotes = strategy::make_hummingbot_quotes(settings.parameters)->quote(input);
  REQUIRE(quotes.has_value());
  CHECK(close(quotes->reservation, expected.at("reservation_price")));
  CHECK(close(quotes->spread, expected.at("optimal_spread")));
  CHECK(close(quotes->bid, expected.at("optimal_bid")));
  CHECK(close(quotes->ask, expected.at("optimal_ask")));
  const bool quoting = expected.at("quoting");
  CHECK((quotes->bid > 0 && quotes->ask > 0) == quoting);
  if (!quoting) return;

  strategy::Proposal proposal;
  stages.levels(*quotes, proposal);
  check_proposal(quantiser, proposal, expected.at("base_proposal"));
  stages.shape(inventory.share, proposal);
  check_proposal(quantiser, proposal, expected.at("after_eta"));
  stages.transaction_costs(proposal);
  check_proposal(quantiser, proposal, expected.at("after_price_modifiers"));
  stages.budget(account, proposal);
  check_proposal(quantiser, proposal, expected.at("final"));
}

}  // namespace

TEST_CASE("every quoting decision of Hummingbot without order optimisation is met digit for digit") {
  int checked = 0;
  const json formulas = load_formulas();
  for (const json& one : formulas) {
    if (one.at("input").at("order_optimization_enabled").get<bool>()) continue;
    CAPTURE(one.at("name").get<std::string>());
    check_case(one);
    ++checked;
  }
  CHECK(checked == 16);
}
