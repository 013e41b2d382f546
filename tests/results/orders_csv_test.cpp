#include <doctest/doctest.h>

#include <string>

#include "results/orders_csv.hpp"
#include "sim/base/error.hpp"
#include "tests/reference/day_builder.hpp"

using namespace asgen;
using test_reference::after_reset;
using test_reference::ask;
using test_reference::bid;
using test_reference::DayBuilder;

namespace {

// The tape covers 1700000000 s to 1700000060 s, ticks of 0.01, lots of 0.001.
tape::Tape hand_tape() {
  return tape::Tape::compile(DayBuilder().book(1, {after_reset(bid(100, 10)), ask(102, 10)}).trade(5, -1, 100, 12).trade(6, 1, 103, 1).day(), {});
}

const std::string kHeader = "order_id,submit_ns,side,price,qty,cancel_submit_ns\n";

results::OrderList parse(const std::string& text) { return results::parse_orders_csv(text, "orders.csv", hand_tape()); }

/// The message that a text is refused with.
std::string refusal(const std::string& text) {
  try {
    parse(text);
  } catch (const base::DataError& error) {
    return error.what();
  }
  return "accepted";
}

bool says(const std::string& text, const std::string& expected) {
  const std::string message = refusal(text);
  CAPTURE(message);
  CHECK(message.find(expected) != std::string::npos);
  return message.find(expected) != std::string::npos;
}

}  // namespace

TEST_CASE("columns stand in any order, optional ones may lack, and answers are passed over") {
  const results::OrderList list = parse(
      "\xEF\xBB\xBFprice,qty,outcome,side,order_id,submit_ns\r\n"
      "1.02,0.003,filled,sell,x-1,1700000002000000000\r\n"
      "\r\n"
      "-0.5,5e-1,,buy,x-2,1700000003000000000");
  REQUIRE(list.orders.size() == 2);
  CHECK(list.ids == std::vector<std::string>{"x-1", "x-2"});
  CHECK(list.orders[0].request.side == base::Side::sell);
  CHECK(list.orders[0].request.price == base::Ticks(102));
  CHECK(list.orders[0].request.quantity == base::Lots(3));
  CHECK(list.orders[0].request.type == market::OrderType::post_only);
  CHECK(list.orders[0].submitted == DayBuilder::at(2));
  CHECK(list.orders[0].cancelled == base::Nanos::max());
  CHECK(list.orders[1].request.price == base::Ticks(-50));
  CHECK(list.orders[1].request.quantity == base::Lots(500));
}

TEST_CASE("types, triggers and groups are read") {
  const results::OrderList list = parse(
      "order_id,submit_ns,side,price,qty,cancel_submit_ns,type,stop,at_ns,group\n"
      "1,1700000002000000000,buy,,1,1700000009000000000,market,1.05,,exit\n"
      "2,1700000002000000000,buy,1,1,,gtc,,1700000030000000000,exit\n"
      "3,1700000002000000000,buy,1,1,,,,,\n");
  REQUIRE(list.orders.size() == 3);
  CHECK(list.orders[0].request.type == market::OrderType::market);
  CHECK(list.orders[0].request.trigger == market::Trigger::stop);
  CHECK(list.orders[0].request.stop == base::Ticks(105));
  CHECK(list.orders[0].request.group == 1);
  CHECK(list.orders[0].cancelled == DayBuilder::at(9));
  CHECK(list.orders[1].request.trigger == market::Trigger::time);
  CHECK(list.orders[1].request.at == DayBuilder::at(30));
  CHECK(list.orders[1].request.group == 1);
  CHECK(list.orders[2].request.trigger == market::Trigger::none);
  CHECK(list.orders[2].request.group == 0);
  const results::OrderList again = parse(results::orders_csv(list, hand_tape()));
  CHECK(again.ids == list.ids);
  CHECK(results::orders_csv(again, hand_tape()) == results::orders_csv(list, hand_tape()));
}

TEST_CASE("a bad header is refused by file, line and column") {
  CHECK(says("", "orders.csv:1: column 1 is called \"\""));
  CHECK(says("order_id,submit_ns,side,prize,qty\n", "orders.csv:1: column 4 is called \"prize\" (no such column is known); did you mean \"price\"?"));
  CHECK(says("order_id,submit_ns,side,price,qty,price\n", "orders.csv:1: column price is there twice"));
  CHECK(says("order_id,submit_ns,side,price\n", "orders.csv:1: has no column qty"));
  CHECK(says(kHeader, "orders.csv: holds no order"));
}

TEST_CASE("a bad row is refused by file, line and column") {
  const std::string good = "0,1700000002000000000,buy,1.00,0.01,\n";
  CHECK(refusal(kHeader + good) == "accepted");
  const auto row = [&](const std::string& text) { return kHeader + good + text; };
  CHECK(says(row("1,1700000002000000000,buy,1.00,0.01\n"), "orders.csv:3: has 5 fields (its header has 6)"));
  CHECK(says(row("1,1700000002000000000,buy,1.00,0.01,,\n"), "orders.csv:3: has 7 fields"));
  CHECK(says(row(",1700000002000000000,buy,1.00,0.01,\n"), "orders.csv:3: order_id = \"\" (must not be empty)"));
  CHECK(says(row(good), "orders.csv:3: order_id = \"0\" (was given to an order before)"));
  CHECK(says(row("1,1.7e18,buy,1.00,0.01,\n"), "orders.csv:3: submit_ns = \"1.7e18\" (must be a whole number)"));
  CHECK(says(row("1,1700000002,buy,1.00,0.01,\n"), "orders.csv:3: submit_ns = \"1700000002\" (must lie in the days"));
  CHECK(says(row("1,1700000060000000001,buy,1.00,0.01,\n"), "must lie in the days"));
  CHECK(says(row("1,1700000002000000000,Buy,1.00,0.01,\n"), "orders.csv:3: side = \"Buy\" (must be buy or sell)"));
  CHECK(says(row("1,1700000002000000000,buy,1.005,0.01,\n"), "orders.csv:3: price = \"1.005\" (must be a multiple of the days' price quantum, 0.01)"));
  CHECK(says(row("1,1700000002000000000,buy,,0.01,\n"), "orders.csv:3: price = \"\""));
  CHECK(says(row("1,1700000002000000000,buy,90000000,0.01,\n"), "price = \"90000000\""));
  CHECK(says(row("1,1700000002000000000,buy,1.00,0.0005,\n"), "orders.csv:3: qty = \"0.0005\" (must be a positive multiple of the days' lot, 0.001)"));
  CHECK(says(row("1,1700000002000000000,buy,1.00,0,\n"), "qty = \"0\""));
  CHECK(says(row("1,1700000002000000000,buy,1.00,-1,\n"), "qty = \"-1\""));
  CHECK(says(row("1,1700000002000000000,buy,1.00,0.01,1700000001000000000\n"), "orders.csv:3: cancel_submit_ns = \"1700000001000000000\" (is before submit_ns)"));
  const std::string typed = "order_id,submit_ns,side,price,qty,type,stop,at_ns\n1,1700000002000000000,buy,1.00,0.01,";
  CHECK(says(typed + "limit,,\n", "orders.csv:2: type = \"limit\" (must be post_only"));
  CHECK(says(typed + "gtc,1.001,\n", "orders.csv:2: stop = \"1.001\""));
  CHECK(says(typed + "gtc,1.01,soon\n", "orders.csv:2: stop = \"1.01\" (an order has one trigger"));
  CHECK(says(typed + "gtc,,soon\n", "orders.csv:2: at_ns = \"soon\""));
}

TEST_CASE("what became of a list is written exactly") {
  const tape::Tape tape = hand_tape();
  const results::OrderList list = parse(
      "order_id,submit_ns,side,price,qty,cancel_submit_ns,type\n"
      "a,1700000002000000000,buy,1.00,0.005,1700000008000000000,\n"
      "b,1700000002000000000,sell,1.02,0.001,,\n"
      "c,1700000003000000000,buy,1.02,0.001,,post_only\n"
      "d,1700000003000000000,buy,,0.004,,market\n"
      "e,1700000059000000000,sell,1.50,0.25,,gtc\n");
  const market::Replay replay = market::replay(tape, list.orders, {});
  CHECK(results::fills_csv(list, replay, tape) ==
        "fill_ns,side,price,qty,order_id,cause,trigger_price,trigger_qty\n"
        "1700000003000000000,buy,1.02,0.004,d,taker,1.02,0\n"
        "1700000005000000000,buy,1.00,0.002,a,queue,1.00,0.012\n"
        "1700000006000000000,sell,1.02,0.001,b,trade_through,1.03,0.001\n");
  const std::string orders = results::replayed_orders_csv(list, replay, tape);
  CHECK(orders ==
        "order_id,submit_ns,side,price,qty,arrive_ns,queue_ahead_at_arrival,cancel_submit_ns,outcome,end_ns,type,stop,at_ns,group\n"
        "a,1700000002000000000,buy,1.00,0.005,1700000002000000000,0.01,1700000008000000000,canceled,1700000008000000000,post_only,,,\n"
        "b,1700000002000000000,sell,1.02,0.001,1700000002000000000,0.01,,filled,1700000006000000000,post_only,,,\n"
        "c,1700000003000000000,buy,1.02,0.001,1700000003000000000,,,expired,1700000003000000000,post_only,,,\n"
        "d,1700000003000000000,buy,,0.004,1700000003000000000,,,filled,1700000003000000000,market,,,\n"
        "e,1700000059000000000,sell,1.50,0.25,1700000059000000000,0,,open,0,gtc,,,\n");
  CHECK(results::orders_csv(parse(orders), tape) == results::orders_csv(list, tape));
}

TEST_CASE("a list of plain orders is answered without columns that say nothing") {
  const tape::Tape tape = hand_tape();
  const results::OrderList list = parse(kHeader + "a,1700000002000000000,buy,1.00,0.005,\n");
  const std::string orders = results::replayed_orders_csv(list, market::replay(tape, list.orders, {}), tape);
  CHECK(orders ==
        "order_id,submit_ns,side,price,qty,arrive_ns,queue_ahead_at_arrival,cancel_submit_ns,outcome,end_ns\n"
        "a,1700000002000000000,buy,1.00,0.005,1700000002000000000,0.01,,open,0\n");
}
