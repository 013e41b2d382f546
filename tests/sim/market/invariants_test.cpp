// What README.md promises of every list of fills, by fill rule, checked against the tape and not against the judge.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/market/matcher.hpp"
#include "tests/reference/differential.hpp"
#include "tests/reference/random_day.hpp"

using namespace asgen;
using base::Nanos;
using base::Side;
using market::Ahead;
using market::AheadState;
using market::Exchange;
using market::Fill;
using market::FillCause;
using market::FillRule;
using market::OrderId;
using market::OrderState;

namespace {

/// A day with random orders of all kinds on it, looked at before and after every event.
class Session {
 public:
  Session(const tape::Tape& tape, const market::MarketOptions& options, base::Stream& random)
      : tape_(tape), random_(random), matcher_(tape, options, 0) {}

  void play() {
    for (std::size_t event = 0; event < tape_.events(); ++event) {
      const Nanos time = tape_.event_ns(event);
      if (time - Nanos(1) >= matcher_.time()) step(time - Nanos(1));
      const auto before = aheads_;
      const std::size_t known = fills_.size();
      step(time);
      for (std::size_t i = known; i < fills_.size(); ++i) check_reach(fills_[i], before);
      if (random_.below(3) == 0) act();
    }
    step(tape_.event_ns(tape_.events() - 1) + base::nanos_from_seconds(9));
  }

  void check() const {
    check_orders();
    if (matcher_.options().fill == FillRule::shared) check_volume();
    for (const Fill& fill : fills_) {
      for (const tape::TapeGap& gap : tape_.gaps()) CHECK(!(gap.begin < fill.time && fill.time < gap.end));
    }
  }
  [[nodiscard]] std::size_t fills() const { return fills_.size(); }
  [[nodiscard]] std::size_t reaches() const { return reaches_; }

 private:
  void step(Nanos time) {
    if (time < matcher_.time()) return;
    matcher_.advance_to(time, fills_);
    if (matcher_.options().fill == FillRule::paper) return;  // it has no queue
    for (const OrderId id : matcher_.live()) {
      if (matcher_.order(id).state != OrderState::resting || modified_.contains(id)) {
        aheads_.erase(id);
        continue;
      }
      const Ahead now = matcher_.ahead(id);
      CHECK(now.lots >= 0);
      if (const auto last = aheads_.find(id); last != aheads_.end() && last->second.state == AheadState::known) {
        CHECK(now.state == AheadState::known);
        CHECK(now.lots <= last->second.lots);
      }
      aheads_[id] = now;
    }
  }

  void act() {
    const Nanos now = matcher_.time();
    const auto live = matcher_.live();
    if (!live.empty() && (live.size() > 9 || random_.below(3) == 0)) {
      const OrderId id = live[random_.below(live.size())];
      if (random_.below(2) == 0) {
        modified_.insert({id, true});
        matcher_.modify(id, matcher_.order(id).price, base::Lots(1 + static_cast<std::int64_t>(random_.below(12))), now);
      } else {
        matcher_.cancel(id, now);
      }
      return;
    }
    if (group_ == 0 || random_.below(3) == 0) group_ = matcher_.new_group();
    const Side side = random_.below(2) == 0 ? Side::buy : Side::sell;
    const std::int32_t best = side == Side::buy ? tape_.best_ask(matcher_.events()) : tape_.best_bid(matcher_.events());
    if (best == tape::kNoAsk || best == tape::kNoBid) return;
    market::OrderRequest request;
    request.side = side;
    request.price = base::Ticks(best - base::sign(side) * (static_cast<std::int64_t>(random_.below(6)) - 1));
    request.quantity = base::Lots(1 + static_cast<std::int64_t>(random_.below(12)));
    if (random_.below(3) == 0) request.type = static_cast<market::OrderType>(random_.below(5));
    if (random_.below(6) == 0) request.trigger = market::Trigger::stop;
    request.stop = request.price;
    if (random_.below(3) == 0) request.group = group_;
    matcher_.submit(request, now);
  }

  /// A queue fill takes what goes past the quantity ahead; only where the event has its instant to itself is that known from outside.
  void check_reach(const Fill& fill, const std::map<OrderId, Ahead>& before) {
    const market::MarketOptions& options = matcher_.options();
    const bool sole = (fill.event == 0 || tape_.event_ns(fill.event - 1) < fill.time) &&
                      (fill.event + 1 == tape_.events() || tape_.event_ns(fill.event + 1) > fill.time);
    const auto ahead = before.find(fill.order);
    if (fill.cause != FillCause::queue || !sole || ahead == before.end() || ahead->second.state != AheadState::known) return;
    if (modified_.contains(fill.order)) return;
    const double past = trigger_of(tape_, fill).quantity.as_double() - ahead->second.lots;
    CHECK(past >= 0.5);
    const bool whole = options.fill == FillRule::rival && options.exchange == Exchange::no_partial;
    if (whole) CHECK(fill.completes);
    if (!whole) CHECK(fill.quantity.as_double() <= std::floor(past + 0.5));
    ++reaches_;
  }

  void check_orders() const {
    std::map<OrderId, std::int64_t> filled;
    std::map<market::GroupId, OrderId> winner;
    std::size_t last_event = 0;
    for (const Fill& fill : fills_) {
      const market::Order& order = matcher_.order(fill.order);
      CHECK(fill.quantity.count() > 0);
      CHECK(fill.event >= last_event);
      CHECK((fill.cause == FillCause::taker ? fill.time >= order.arrives : fill.time > order.arrives));
      CHECK(fill.time <= order.ended);
      CHECK(fill.known >= fill.time);
      filled[fill.order] += fill.quantity.count();
      if (order.group != 0) CHECK(winner.try_emplace(order.group, fill.order).first->second == fill.order);
      last_event = fill.event;
    }
    for (std::size_t i = 1; i <= matcher_.orders(); ++i) {
      const market::Order& order = matcher_.order(static_cast<OrderId>(i));
      CHECK(order.leaves.count() >= 0);
      CHECK((order.quantity - order.leaves).count() == filled[order.id]);
      CHECK((order.state == OrderState::filled) == (order.leaves.count() == 0));
    }
  }

  void check_volume() const {
    std::map<std::pair<std::size_t, Side>, std::int64_t> of_print, of_book, worst;
    for (const Fill& fill : fills_) {
      const std::pair at{fill.event, fill.side};
      const bool from_book = fill.cause == FillCause::book_cross || fill.cause == FillCause::taker;
      (from_book ? of_book : of_print)[at] += fill.quantity.count();
      if (!from_book) continue;
      const auto limit = worst.try_emplace(at, fill.price.count()).first;
      limit->second = fill.side == Side::buy ? std::max(limit->second, fill.price.count()) : std::min(limit->second, fill.price.count());
    }
    for (const auto& [at, lots] : of_print) CHECK(lots <= tape_.trade_lots()[tape_.trade_of(at.first)]);
    for (const auto& [at, lots] : of_book) {
      CHECK(lots <= tape_.displayed_through(base::opposite(at.second), static_cast<std::int32_t>(worst[at]), at.first + 1));
    }
  }

  const tape::Tape& tape_;
  base::Stream& random_;
  market::Matcher matcher_;
  market::GroupId group_ = 0;
  std::vector<Fill> fills_;
  std::map<OrderId, Ahead> aheads_;
  std::map<OrderId, bool> modified_;  // may have lost their place
  std::size_t reaches_ = 0;
};

}  // namespace

TEST_CASE("every fill rule keeps what README.md promises of it") {
  std::map<FillRule, std::size_t> fills, reaches;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    base::Stream random({.seed = seed, .purpose = base::Purpose::test, .index = 7});
    const data::Day day = test_reference::any_random_day(random);
    const market::MarketOptions options = test_reference::any_market_options(random, day.info.open, base::nanos_from_seconds(0.6));
    const tape::Tape tape = tape::Tape::compile(day, market::tape_options(options, base::nanos_from_seconds(0.5)));
    Session session(tape, options, random);
    session.play();
    session.check();
    fills[options.fill] += session.fills();
    reaches[options.fill] += session.reaches();
  }
  for (const FillRule rule : {FillRule::shared, FillRule::rival, FillRule::paper}) CHECK(fills[rule] > 500);
  for (const FillRule rule : {FillRule::shared, FillRule::rival}) CHECK(reaches[rule] > 20);
}
