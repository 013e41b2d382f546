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
  return fmt::format("order {} event {} t {} known {} {} {} @ {} cause {}{}", fill.order, fill.event, fill.time.count(), fill.known.count(),
                     fill.side == Side::buy ? "buy" : "sell", fill.quantity.count(), fill.price.count(), static_cast<int>(fill.cause),
                     fill.completes ? " complete" : "");
}
std::string text(const market::Order& order, const market::Ahead& ahead) {
  return fmt::format("order {} type {} state {} @ {} leaves {} of {} arrives {} ended {} known {} ahead {}:{}", order.id,
                     static_cast<int>(order.type), static_cast<int>(order.state), order.price.count(), order.leaves.count(),
                     order.quantity.count(), order.arrives.count(), order.ended.count(), order.end_known.count(),
                     static_cast<int>(ahead.state), ahead.lots);
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
        random_.below(3) == 0 ? modify(id, now) : cancel(id, now);
      } else {
        const auto request = some_request();
        fast_.submit(request, now);
        naive_.submit(request, now);
      }
    }
  }

  void cancel(OrderId id, Nanos now) {
    fast_.cancel(id, now);
    naive_.cancel(id, now);
  }
  void modify(OrderId id, Nanos now) {
    const market::Order& own = fast_.order(id);
    const Ticks price(own.price.count() + static_cast<std::int64_t>(random_.below(3)) - 1);
    const base::Lots leaves(1 + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(own.leaves.count() + 3))));
    fast_.modify(id, price, leaves, now);
    naive_.modify(id, price, leaves, now);
  }
  market::GroupId some_group() {
    if (random_.below(3) == 0 || group_ == 0) {
      group_ = fast_.new_group();
      naive_.new_group();
    }
    return group_;
  }

  market::OrderRequest some_request() {
    market::OrderRequest request = some_limit();
    if (random_.below(2) == 0) return request;
    request.type = static_cast<market::OrderType>(random_.below(5));
    if (random_.below(3) == 0) request.group = some_group();
    request.trigger = static_cast<market::Trigger>(random_.below(4) == 0 ? 1 + random_.below(2) : 0);
    request.stop = request.price + Ticks(static_cast<std::int64_t>(random_.below(5)) - 2);
    constexpr std::int64_t kTenth = base::kNanosPerSecond / 10;
    request.at = Nanos((fast_.time().count() / kTenth + static_cast<std::int64_t>(random_.below(30))) * kTenth);
    return request;
  }

  market::OrderRequest some_limit() {
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
      const OrderId first = missing ? expected[i].order : result_.fills[known + i].order;
      result_.difference = fmt::format("fill {}: matcher {}; judge {}", known + i, missing ? "none" : text(result_.fills[known + i]),
                                       extra ? "none" : text(expected[i]));
      result_.difference += fmt::format("\n  matcher {}\n  judge {}", text(fast_.order(first), fast_.ahead(first)),
                                        text(naive_.order(first), naive_.ahead(first)));
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
    const auto same_loss = [](const market::LostRequest& a, const auto& b) { return a.id == b.first && a.known == b.second; };
    if (!std::ranges::equal(fast_.lost(), naive_.lost(), same_loss)) result_.difference = "the lost requests differ";
  }
  void compare_order(OrderId id) {
    const auto& fast = fast_.order(id);
    const auto& naive = naive_.order(id);
    // The paper exchange has no queue.
    const bool queues = fast.state == OrderState::resting && fast_.options().fill != market::FillRule::paper;
    const bool same = fast == naive && (!queues || (fast_.ahead(id) == naive_.ahead(id) &&
                                                   fast_.ahead_at_arrival(id) == naive_.ahead_at_arrival(id)));
    if (same || !result_.difference.empty()) return;
    result_.difference =
        fmt::format("at {}: matcher {}; judge {}", fast_.time().count(), text(fast, fast_.ahead(id)), text(naive, naive_.ahead(id)));
  }

  const tape::Tape& tape_;
  ScheduleOptions schedule_;
  base::Stream& random_;
  market::Matcher fast_;
  NaiveMatcher naive_;
  market::GroupId group_ = 0;
  std::vector<OrderId> watched_;
  std::size_t seen_ = 0;
  Comparison result_;
};

}  // namespace

namespace {

/// Round trips every second or so, some of them lost.
std::shared_ptr<const market::MeasuredLatency> some_measurements(base::Stream& random, Nanos from, Nanos longest) {
  const auto some = [&] { return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(longest.count()))); };
  std::vector<market::LatencyRow> rows;
  std::int64_t request = from.count(), exchange = 0;
  const std::size_t count = 2 + random.below(30);
  while (rows.size() < count) {
    request += 1 + some() * 4;
    exchange = std::max(exchange, request + some());
    const bool lost = rows.size() > 1 && random.below(5) == 0;
    rows.push_back({Nanos(request), Nanos(lost ? 0 : exchange), Nanos(exchange + some())});
  }
  return std::make_shared<market::MeasuredLatency>(rows, Nanos(0), "random rows");
}

void choose_latency(base::Stream& random, Nanos from, Nanos longest, market::MarketOptions& options) {
  const auto some = [&] {
    const auto latency = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(longest.count())));
    // Whole tenths of a second let requests arrive at the very instant of an event.
    constexpr std::int64_t kTenth = base::kNanosPerSecond / 10;
    return Nanos(random.below(2) == 0 ? latency : latency / kTenth * kTenth);
  };
  options.latency.kind = static_cast<market::LatencyKind>(random.below(3));
  options.entry_latency = some();
  options.response_latency = some();
  options.latency.drawn = {Nanos(static_cast<std::int64_t>(random.below(50'000'000))), random.uniform(0, 1.5), random.below(1000)};
  options.latency.measured = some_measurements(random, from, longest);
}

}  // namespace

market::MarketOptions any_market_options(base::Stream& random, Nanos from, Nanos longest) {
  constexpr double kExponents[] = {1, 2, 3, 2.5, 0.7};
  market::MarketOptions options;
  options.queue = static_cast<market::QueueModel>(random.below(9));
  options.queue_n = kExponents[random.below(5)];
  constexpr market::FillRule kRules[] = {market::FillRule::shared, market::FillRule::shared, market::FillRule::rival, market::FillRule::rival,
                                         market::FillRule::paper};
  options.fill = kRules[random.below(5)];
  if (options.fill == market::FillRule::rival) options.exchange = static_cast<market::Exchange>(random.below(2));
  if (options.fill == market::FillRule::paper) return options;
  if (random.below(3) > 0) choose_latency(random, from, longest, options);
  options.feed = static_cast<tape::FeedLatency>(random.below(2));
  return options;
}

Comparison compare(const data::Day& day, const tape::Tape& tape, const market::MarketOptions& options, const ScheduleOptions& schedule,
                   base::Stream& random) {
  return Duel(day, tape, options, schedule, random).run();
}

}  // namespace asgen::test_reference
