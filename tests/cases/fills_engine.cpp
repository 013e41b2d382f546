// Cases of kind engine: orders against a small market under the rule `rival`. Where the reference's engine is defective, its exchange
// side still holds, and `sane_expected` replaces what its account made of it.
#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "tests/cases/fills_market.hpp"

namespace asgen::cases {
namespace {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;
using market::Fill;
using market::FillCause;
using market::Order;
using market::OrderState;
using market::OrderType;

Side side_of(const json& value) { return value == "buy" || value == "bid" ? Side::buy : Side::sell; }

OrderType type_of(const std::string& tif) {
  static const std::map<std::string, OrderType> kTypes = {
      {"GTX", OrderType::post_only}, {"GTC", OrderType::gtc}, {"IOC", OrderType::ioc}, {"FOK", OrderType::fok}};
  return kTypes.at(tif);
}

CaseDay write_day(const json& one) {
  CaseDay day;
  const json& book = one.at("initial_book_at_t1");
  for (const json& level : book.at("bids")) day.level(1, Side::buy, level[0], level[1]);
  for (const json& level : book.at("asks")) day.level(1, Side::sell, level[0], level[1]);
  for (const json& event : one.at("events")) {
    if (event.at("type") == "trade") {
      day.trade(event.at("t"), side_of(event.at("aggressor")), event.at("px"), event.at("qty"));
    } else {
      REQUIRE(event.at("type") == "depth");
      day.level(event.at("t"), side_of(event.at("side")), event.at("px"), event.at("qty"));
    }
  }
  return day;
}

/// One case, played to its end.
class EngineRun {
 public:
  explicit EngineRun(const json& one) : one_(one), options_(options_of(one)), tape_(write_day(one).compile(options_)), matcher_(tape_, options_, 0) {
    for (const json& action : one.at("actions")) {
      const Nanos now(action.at("t").get<std::int64_t>());
      matcher_.advance_to(now, fills_);
      if (action.at("op") == "submit") {
        ids_[action.at("id")] = matcher_.submit(
            {side_of(action.at("side")), Ticks(action.at("px")), Lots(action.at("qty")), type_of(action.at("tif"))}, now);
      } else {
        REQUIRE(action.at("op") == "cancel");
        matcher_.cancel(ids_.at(action.at("id")), now);
      }
    }
    matcher_.advance_to(Nanos(1000), fills_);
  }

  /// Checks one expected value by its name; an unknown name fails.
  void check(const std::string& key, const json& value) {
    CAPTURE(key);
    const Order& order = matcher_.order(ids_.at(1));
    if (key == "fills" || key == "exchange_fills") {
      check_fills(value);
    } else if (key == "position" || key == "local_position" || key == "exchange_position") {
      CHECK(position() == value.get<std::int64_t>());
    } else if (key == "balance" || key == "local_balance") {
      CHECK(balance() == value.get<std::int64_t>());
    } else if (key == "fee") {
      CHECK(std::fabs(fee() - value.get<double>()) < 1e-12);
    } else if (key == "n_trades") {
      CHECK(fills_.size() == value.get<std::size_t>());
    } else if (key == "accepted_at") {
      CHECK(order.arrives == Nanos(value.get<std::int64_t>()));
    } else if (key == "front_at_accept") {
      CHECK(matcher_.ahead_at_arrival(order.id) == market::Ahead{market::AheadState::known, value.get<double>()});
    } else if (key == "status") {
      REQUIRE(value == "expired");
      CHECK(order.state == (order.type == OrderType::post_only ? OrderState::refused : OrderState::expired));
    } else if (key == "exch_t") {
      CHECK(order.ended == Nanos(value.get<std::int64_t>()));
    } else if (key == "leaves") {
      CHECK(order.leaves == Lots(value.get<std::int64_t>()));
    } else if (key == "cancel") {
      REQUIRE(value == "rejected (arrives 110)");
      CHECK(order.cancel_arrives == Nanos(110));
      CHECK(order.state == OrderState::filled);
      CHECK(order.ended < order.cancel_arrives);
    } else {
      REQUIRE_MESSAGE(key == "no_error", "no check for " << key);
    }
  }

 private:
  static market::MarketOptions options_of(const json& one) {
    market::MarketOptions options;
    options.queue = queue_model(one.at("queue_model"));
    options.fill = market::FillRule::rival;
    options.exchange = one.at("exchange") == "partial" ? market::Exchange::partial : market::Exchange::no_partial;
    options.entry_latency = Nanos(one.at("latency").at("entry").get<std::int64_t>());
    options.response_latency = Nanos(one.at("latency").at("response").get<std::int64_t>());
    options.feed = tape::FeedLatency::recorded;
    REQUIRE(one.at("tick") == 1.0);
    REQUIRE(one.at("lot") == 1.0);
    return options;
  }

  void check_fills(const json& expected) {
    REQUIRE(fills_.size() == expected.size());
    for (std::size_t i = 0; i < fills_.size(); ++i) {
      const Fill& fill = fills_[i];
      const json& wanted = expected[i];
      if (wanted.is_array()) {
        CHECK(fill.price == Ticks(wanted[0]));
        CHECK(fill.quantity == Lots(wanted[1]));
        continue;
      }
      CHECK(fill.price == Ticks(wanted.at("px")));
      CHECK(fill.quantity == Lots(wanted.at("qty")));
      CHECK(fill.time == Nanos(wanted.at("exch_t").get<std::int64_t>()));
      if (wanted.contains("id")) CHECK(fill.order == ids_.at(wanted.at("id")));
      if (wanted.contains("local_t")) CHECK(fill.known == Nanos(wanted.at("local_t").get<std::int64_t>()));
      if (wanted.contains("maker")) CHECK((fill.cause != FillCause::taker) == wanted.at("maker").get<bool>());
    }
  }

  [[nodiscard]] std::int64_t position() const {
    std::int64_t total = 0;
    for (const Fill& fill : fills_) total += base::sign(fill.side) * fill.quantity.count();
    return total;
  }
  [[nodiscard]] std::int64_t balance() const {
    std::int64_t total = 0;
    for (const Fill& fill : fills_) total -= base::sign(fill.side) * fill.quantity.count() * fill.price.count();
    return total;
  }
  [[nodiscard]] double fee() const {
    REQUIRE(one_.at("fees").at("kind") == "value");
    double total = 0;
    for (const Fill& fill : fills_) {
      const double rate = one_.at("fees").at(fill.cause == FillCause::taker ? "taker" : "maker");
      total += rate * fill.price.as_double() * fill.quantity.as_double();
    }
    return total;
  }

  const json& one_;
  market::MarketOptions options_;
  tape::Tape tape_;
  market::Matcher matcher_;
  std::map<int, market::OrderId> ids_;
  std::vector<Fill> fills_;
};

}  // namespace

void run_engine(const json& one) {
  EngineRun run(one);
  const bool defect = one.at("status") == "reference_defect";
  for (const auto& [key, value] : one.at("expected").items()) {
    const bool of_its_account = key.starts_with("local_") || key == "n_trades_local" || key == "then" || key == "position";
    if (!(defect && of_its_account)) run.check(key, value);
  }
  if (!defect) return;
  for (const auto& [key, value] : one.at("sane_expected").items()) run.check(key, value);
}

}  // namespace asgen::cases
