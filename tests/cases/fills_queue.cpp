// Cases of queues and latencies: queue_unit, l3_fifo, other_engine, latency_interp.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "tests/cases/fills_market.hpp"

namespace asgen::cases {
namespace {

using base::Lots;
using base::Nanos;
using base::Side;
using base::Ticks;
using market::Fill;

constexpr double kPrinted = 5e-7;  ///< fronts are printed with six decimals

void check_front(const json& step, double front, bool defect) {
  if (!step.contains("front")) return;
  const double expected = step.at("front");
  // Where the reference's front goes below 0, ours stops at 0.
  CHECK(std::fabs(front - (defect ? std::max(expected, 0.0) : expected)) <= kPrinted);
}

/// The bare arithmetic: for quantities that are no whole lots.
void run_arithmetic(const json& one, bool defect) {
  const market::QueueRule rule{queue_model(one.at("queue_model")), one.at("params").value("n", 1.0), one.at("lot")};
  double front = one.at("level_qty_at_accept"), traded = 0;
  const json& expected = one.at("expected");
  check_front(expected[0], front, defect);
  for (std::size_t i = 0; i < one.at("ops").size(); ++i) {
    const json& op = one.at("ops")[i];
    if (op[0] == "trade") {
      const double quantity = op[1];
      CHECK(market::lots_past(front, quantity) == expected[i + 1].value("filled", 0));
      front = std::max(front - quantity, 0.0);
      traded += quantity;
    } else {
      front = market::ahead_after_change(rule, front, op[1], op[2], traded);
      traded = 0;
    }
    const bool last = i + 1 == one.at("ops").size();
    if (!(defect && last)) check_front(expected[i + 1], front, defect);
  }
  if (defect) {
    REQUIRE(one.at("sane_expected_last_front") == "<= 0 (stay at front)");
    CHECK(front <= 0);
  }
}

/// The same operations on a tape, one every 10 ns from t = 100 on, met by a large order that arrives at 50.
void run_on_tape(const json& one) {
  const Side side = one.at("side") == "buy" ? Side::buy : Side::sell;
  const std::int64_t price = one.at("price");
  market::MarketOptions options;
  options.queue = queue_model(one.at("queue_model"));
  options.queue_n = one.at("params").value("n", 1.0);
  options.fill = market::FillRule::rival;
  options.exchange = market::Exchange::partial;
  CaseDay day;
  day.level(1, side, price, one.at("level_qty_at_accept"));
  std::int64_t t = 100;
  for (const json& op : one.at("ops")) {
    op[0] == "trade" ? day.trade(t, base::opposite(side), price, op[1]) : day.level(t, side, price, op[2]);
    t += 10;
  }
  const tape::Tape tape = day.compile(options);
  market::Matcher matcher(tape, options, 0);
  std::vector<Fill> fills;
  matcher.advance_to(Nanos(50), fills);
  const auto id = matcher.submit({side, Ticks(price), Lots(1'000'000)}, Nanos(50));
  check_front(one.at("expected")[0], matcher.ahead(id).lots, false);
  for (std::size_t i = 0; i < one.at("ops").size(); ++i) {
    fills.clear();
    matcher.advance_to(Nanos(102 + 10 * static_cast<std::int64_t>(i)), fills);
    const json& expected = one.at("expected")[i + 1];
    check_front(expected, matcher.ahead(id).lots, false);
    std::int64_t filled = 0;
    for (const Fill& fill : fills) filled += fill.quantity.count();
    CHECK(filled == expected.value("filled", 0));
  }
}

/// Text steps of l3_fifo and other_engine: every pattern that occurs there, and nothing else.
std::smatch match(const std::string& text, const char* pattern) {
  std::smatch found;
  std::regex_match(text, found, std::regex(pattern));
  return found;
}
std::int64_t whole(const std::string& text) { return std::llround(std::stod(text)); }

/// Lots that orders of `side` filled.
std::int64_t filled_of(const std::vector<Fill>& fills, Side side) {
  std::int64_t lots = 0;
  for (const Fill& fill : fills) lots += fill.side == side ? fill.quantity.count() : 0;
  return lots;
}

}  // namespace

void run_queue_unit(const json& one) {
  const bool defect = one.value("status", "") == "reference_defect";
  const auto is_whole = [](const json& value) { return value.is_string() || value.get<double>() == std::floor(value.get<double>()); };
  bool in_lots = true;
  for (const json& op : one.at("ops")) in_lots = in_lots && std::all_of(op.begin(), op.end(), is_whole);
  run_arithmetic(one, defect);
  if (in_lots && one.at("lot") == 1.0) run_on_tape(one);
}

/// Own orders are of one lot; the feed's steps and ours follow one another 10 ns apart.
void run_l3_fifo(const json& one) {
  market::MarketOptions options;
  options.queue = market::QueueModel::l3_fifo;
  options.fill = market::FillRule::rival;
  std::vector<std::string> steps = one.at("ops");
  const std::size_t expected_after = steps.size();
  for (const std::string step : one.at("then")) steps.push_back(step);
  CaseDay day;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto t = static_cast<std::int64_t>(10 * (i + 1));
    if (const auto m = match(steps[i], R"(feed add (buy|sell) #\d+ (\d+)x(\d+))"); !m.empty()) {
      day.level(t, m[1] == "buy" ? Side::buy : Side::sell, whole(m[2]), whole(m[3]));
    } else if (const auto b = match(steps[i], R"(best (ask|bid) (\d+)->(\d+))"); !b.empty()) {
      const Side side = b[1] == "bid" ? Side::buy : Side::sell;
      day.level(t, side, whole(b[2]), 0);
      day.level(t, side, whole(b[3]), 1);
    } else {
      REQUIRE_MESSAGE(!match(steps[i], R"(own (buy|sell) @(\d+))").empty(), "unknown step: " << steps[i]);
    }
  }
  const tape::Tape tape = day.compile(options);
  market::Matcher matcher(tape, options, 0);
  std::vector<Fill> fills;
  Side side = Side::buy;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Nanos t(static_cast<std::int64_t>(10 * (i + 1)) + 1);
    matcher.advance_to(t, fills);
    if (const auto m = match(steps[i], R"(own (buy|sell) @(\d+))"); !m.empty()) {
      side = m[1] == "buy" ? Side::buy : Side::sell;
      matcher.submit({side, Ticks(whole(m[2])), Lots(1)}, t);
    }
    if (i + 1 == expected_after) CHECK(filled_of(fills, side) == one.at("expected").at("own_filled"));
  }
  CHECK(filled_of(fills, side) == one.at("then_expected").at("own_filled"));
}

/// Run as risk_averse with partial fills; one expected number per step after our order.
void run_other_engine(const json& one) {
  const std::vector<std::string> steps = one.at("steps");
  CaseDay day;
  std::int64_t price = 0, quantity = 0;
  std::size_t own_step = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto t = static_cast<std::int64_t>(10 * (i + 1));
    auto m = match(steps[i], R"((?:level )?bid ([\d.]+) (?:= |x)(\d+))");
    if (!m.empty()) {
      price = whole(m[1]);
      day.level(t, Side::buy, price, whole(m[2]));
    } else if (m = match(steps[i], R"(own buy (\d+) @([\d.]+))"); !m.empty()) {
      REQUIRE(whole(m[2]) == price);
      quantity = whole(m[1]);
      own_step = i;
    } else if (m = match(steps[i], R"(sell trade (\d+))"); !m.empty()) {
      day.trade(t, Side::sell, price, whole(m[1]));
    } else {
      m = match(steps[i], R"(level -> (\d+) without trade)");
      REQUIRE_MESSAGE(!m.empty(), "unknown step: " << steps[i]);
      day.level(t, Side::buy, price, whole(m[1]));
    }
  }
  const market::MarketOptions options;
  const tape::Tape tape = day.compile(options);
  market::Matcher matcher(tape, options, 0);
  std::vector<Fill> fills;
  std::vector<std::int64_t> by_step;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Nanos t(static_cast<std::int64_t>(10 * (i + 1)) + 1);
    fills.clear();
    matcher.advance_to(t, fills);
    if (i > own_step) by_step.push_back(filled_of(fills, Side::buy));
    if (i == own_step) matcher.submit({Side::buy, Ticks(price), Lots(quantity)}, t);
  }
  CHECK(by_step == one.at("expected_fills").get<std::vector<std::int64_t>>());
}

void run_latency(const json& one) {
  std::vector<market::LatencyRow> rows;
  for (const json& row : one.at("rows_req_exch_resp")) rows.push_back({Nanos(row[0]), Nanos(row[1]), Nanos(row[2])});
  const market::MeasuredLatency latency(rows, Nanos(one.value("latency_offset", 0)), "case");
  for (const auto& [at, expected] : one.at("entry").items()) {
    CAPTURE(at);
    const auto travel = latency.request(Nanos(std::stoll(at)));
    CHECK(travel == market::RequestTravel{Nanos(expected.get<std::int64_t>()), market::RequestTravel::Fate::arrives});
  }
  for (const auto& [at, expected] : one.at("response").items()) {
    CAPTURE(at);
    CHECK(latency.response(Nanos(std::stoll(at))) == Nanos(expected.get<std::int64_t>()));
  }
}

}  // namespace asgen::cases
