#include "tests/reference/differential.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/market/matcher.hpp"
#include "tests/reference/naive_matcher.hpp"

namespace asgen::test_reference {
namespace {

using base::Nanos;
using base::Side;
using base::Ticks;
using market::Fill;
using market::OrderId;
using market::OrderState;

std::string text(const Fill& fill) {
  return fmt::format("order {} event {} t {} {} {} @ {} cause {}{}", fill.order, fill.event, fill.time.count(),
                     fill.side == Side::buy ? "buy" : "sell", fill.quantity.count(), fill.price.count(), static_cast<int>(fill.cause),
                     fill.completes ? " complete" : "");
}
std::string text(const market::Order& order, const market::Ahead& ahead) {
  return fmt::format("order {} state {} leaves {} ended {} ahead {}:{}", order.id, static_cast<int>(order.state), order.leaves.count(),
                     order.ended.count(), static_cast<int>(ahead.state), ahead.lots.count());
}

class Duel {
 public:
  Duel(const data::Day& day, const tape::Tape& tape, const market::MarketOptions& options, const ScheduleOptions& schedule,
       base::Stream& random)
      : tape_(tape),
        schedule_(schedule),
        random_(random),
        fast_(tape, options, schedule.first_event),
        naive_(day, schedule.clock, options, schedule.first_event) {}

  Comparison run() {
    const Nanos end = schedule_.end < Nanos::max() ? schedule_.end : tape_.event_ns(tape_.events() - 1) + base::nanos_from_seconds(3);
    Nanos now = tape_.event_ns(schedule_.first_event);
    while (now < end && result_.difference.empty()) {
      advance(now);
      act(now);
      now = next_visit(now);
    }
    if (result_.difference.empty()) advance(end);
    result_.orders = fast_.orders();
    return std::move(result_);
  }

 private:
  Nanos next_visit(Nanos now) {
    switch (random_.below(5)) {
      case 0:  // the next clock tick
        return Nanos((now.count() / schedule_.clock.count() + 1) * schedule_.clock.count());
      case 1: {  // the very instant of an event
        const std::size_t event = tape_.events_until(now) + random_.below(3);
        return event < tape_.events() ? std::max(tape_.event_ns(event), now) : now + Nanos(1);
      }
      default:
        return now + Nanos(static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(schedule_.longest_pause.count()))));
    }
  }

  void act(Nanos now) {
    const std::size_t requests = random_.below(5);
    for (std::size_t i = 0; i < requests; ++i) {
      const auto live = fast_.live();
      if (!live.empty() && (live.size() >= schedule_.most_live || random_.below(3) == 0)) {
        const OrderId id = live[random_.below(live.size())];
        fast_.cancel(id, now);
        naive_.cancel(id, now);
      } else {
        const auto request = some_request();
        fast_.submit(request, now);
        naive_.submit(request, now);
      }
    }
  }

  market::OrderRequest some_request() {
    const Side side = random_.below(2) == 0 ? Side::buy : Side::sell;
    const std::size_t after = fast_.events();
    std::int64_t best = side == Side::buy ? tape_.best_ask(after) : tape_.best_bid(after);
    if (best == tape::kNoAsk || best == tape::kNoBid) best = tape_.trades() > 0 ? tape_.trade_price()[0] : 0;
    const auto away = static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(schedule_.reach + 2))) - 1;
    const auto lots = 1 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(schedule_.greatest_quantity)));
    return {side, Ticks(best - base::sign(side) * away), base::Lots(lots)};
  }

  void advance(Nanos t) {
    std::vector<Fill> expected;
    const std::size_t known = result_.fills.size();
    fast_.advance_to(t, result_.fills);
    naive_.advance_to(t, expected);
    const std::size_t n = std::max(result_.fills.size() - known, expected.size());
    for (std::size_t i = 0; i < n; ++i) {
      const bool missing = known + i >= result_.fills.size();
      const bool extra = i >= expected.size();
      if (!missing && !extra && result_.fills[known + i] == expected[i]) continue;
      result_.difference = fmt::format("fill {}: matcher {}; judge {}", known + i, missing ? "none" : text(result_.fills[known + i]),
                                       extra ? "none" : text(expected[i]));
      return;
    }
    compare_orders();
  }

  // Orders that were over at the last look were compared then.
  void compare_orders() {
    std::erase_if(watched_, [&](OrderId id) {
      compare_order(id);
      return !market::is_live(fast_.order(id).state);
    });
    for (; seen_ < fast_.orders(); ++seen_) {
      const auto id = static_cast<OrderId>(seen_ + 1);
      compare_order(id);
      if (market::is_live(fast_.order(id).state)) watched_.push_back(id);
    }
    if (!std::ranges::equal(fast_.live(), naive_.live())) result_.difference = "the sets of live orders differ";
  }
  void compare_order(OrderId id) {
    const auto& fast = fast_.order(id);
    const auto& naive = naive_.order(id);
    const bool rests = fast.state == OrderState::resting || fast.state == OrderState::cancel_pending;
    const bool same = fast.state == naive.state && fast.leaves == naive.leaves && fast.ended == naive.ended &&
                      fast.cancel_arrives == naive.cancel_arrives && (!rests || fast_.ahead(id) == naive_.ahead(id));
    if (same || !result_.difference.empty()) return;
    result_.difference =
        fmt::format("at {}: matcher {}; judge {}", fast_.time().count(), text(fast, fast_.ahead(id)), text(naive, naive_.ahead(id)));
  }

  const tape::Tape& tape_;
  ScheduleOptions schedule_;
  base::Stream& random_;
  market::Matcher fast_;
  NaiveMatcher naive_;
  std::vector<OrderId> watched_;
  std::size_t seen_ = 0;
  Comparison result_;
};

}  // namespace

market::MarketOptions any_market_options(base::Stream& random, Nanos longest) {
  market::MarketOptions options;
  options.queue = static_cast<market::QueueModel>(random.below(3));
  options.fill = random.below(4) == 0 ? market::FillRule::paper : market::FillRule::shared;
  if (options.fill == market::FillRule::shared && random.below(2) == 0) {
    const auto latency = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(longest.count())));
    // Whole tenths of a second let requests arrive at the very instant of an event.
    constexpr std::int64_t kTenth = base::kNanosPerSecond / 10;
    options.entry_latency = Nanos(random.below(2) == 0 ? latency : latency / kTenth * kTenth);
  }
  return options;
}

Comparison compare(const data::Day& day, const tape::Tape& tape, const market::MarketOptions& options, const ScheduleOptions& schedule,
                   base::Stream& random) {
  return Duel(day, tape, options, schedule, random).run();
}

}  // namespace asgen::test_reference
