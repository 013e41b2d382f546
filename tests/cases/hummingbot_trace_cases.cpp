// Section traces: whole runs of Hummingbot's strategy on its paper exchange, replayed by simulate() event for event.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>

#include "configs/json/strategy_json.hpp"
#include "sim/simulate/simulate.hpp"
#include "sim/strategy/avellaneda.hpp"
#include "tests/cases/hummingbot.hpp"

namespace asgen::cases::hummingbot {
namespace {

using base::Nanos;
using simulate::OrderEvent;
using simulate::OrderEventKind;

/// The recorded run as a day: every step replaces the book right after the tick before it.
class TraceDay {
 public:
  explicit TraceDay(const json& trace) : start_(base::nanos_from_seconds(trace.at("start_epoch").get<double>())) {
    day_.info.exchange = "paper";
    day_.info.symbol = trace.at("config").at("market");
    day_.info.day = "2023-11-14";
    day_.info.price_quantum = number(trace.at("tick_size"));
    day_.info.lot = number(trace.at("lot_size"));
    day_.info.open = start_ + Nanos(1);
    day_.info.close = at(trace.at("steps").back().at("t")) + base::nanos_from_seconds(0.5);
    for (const json& step : trace.at("steps")) add(step);
  }

  [[nodiscard]] Nanos at(int second) const { return start_ + base::nanos_from_seconds(second); }
  [[nodiscard]] const data::Day& day() const { return day_; }

 private:
  void add(const json& step) {
    const Nanos time = at(step.at("t").get<int>() - 1) + Nanos(1);
    std::uint8_t flags = data::kReset | data::kSnapshot;
    for (const auto& [side, levels] : {std::pair(1, "bids"), std::pair(-1, "asks")}) {
      for (const json& level : step.at("book").at(levels)) {
        add_row(time, side, level, flags);
        flags = data::kSnapshot;
      }
    }
    for (const json& trade : step.at("trades")) add_trade(trade);
  }
  void add_row(Nanos time, int side, const json& level, std::uint8_t flags) {
    day_.book.exchange_ns.push_back(time.count());
    day_.book.local_ns.push_back(time.count());
    day_.book.side.push_back(static_cast<std::int8_t>(side));
    day_.book.price.push_back(ticks(level[0]));
    day_.book.lots.push_back(lots(level[1]));
    day_.book.flags.push_back(flags);
  }
  void add_trade(const json& trade) {
    const Nanos time = base::nanos_from_seconds(trade.at("t").get<double>());
    day_.trades.exchange_ns.push_back(time.count());
    day_.trades.local_ns.push_back(time.count());
    day_.trades.side.push_back(trade.at("taker") == "BUY" ? 1 : -1);
    day_.trades.price.push_back(ticks(trade.at("price")));
    day_.trades.lots.push_back(lots(trade.at("amount")));
  }
  [[nodiscard]] std::int32_t ticks(double price) const { return static_cast<std::int32_t>(std::llround(price / day_.info.price_quantum)); }
  [[nodiscard]] std::int64_t lots(double amount) const { return std::llround(amount / day_.info.lot); }

  Nanos start_;
  data::Day day_;
};

/// Decimals in text become numbers; the rest is Hummingbot's own spelling.
json plain(const json& value) {
  if (value.is_object()) {
    json result = json::object();
    for (const auto& [key, inner] : value.items()) result[key] = plain(inner);
    return result;
  }
  if (!value.is_string()) return value;
  const auto text = value.get<std::string>();
  std::size_t used = 0;
  double number = 0;
  try {
    number = std::stod(text, &used);
  } catch (const std::invalid_argument&) {
    return value;
  }
  return used == text.size() ? json(number) : value;
}

strategy::Settings settings_of(const json& trace) {
  json config = plain(trace.at("config"));
  config.erase("market");
  return configs::strategy_from_json(config.dump(), trace.at("name"), configs::Target::hummingbot);
}

simulate::SegmentMarket market_of(const TraceDay& trace, const strategy::Settings& settings) {
  const std::vector<tape::Tape> tapes{tape::Tape::compile(trace.day(), {})};
  const std::vector<simulate::Segment> segments{{"trace", {0}, trace.day().info.open, trace.day().info.close}};
  simulate::PrepareOptions options;
  options.volatility_lengths = {static_cast<int>(settings.parameters.volatility_buffer_size)};
  options.intensity_lengths = {static_cast<int>(settings.parameters.trading_intensity_buffer_size)};
  options.precision = tape::Precision::float32;
  return simulate::prepare_markets(tapes, segments, options).front();
}

simulate::SimulationOptions options_of(const json& trace) {
  simulate::SimulationOptions options;
  options.instrument.tick = number(trace.at("tick_size"));
  options.instrument.lot = number(trace.at("lot_size"));
  options.instrument.maker_fee = number(trace.at("maker_fee"));
  options.initial = {number(trace.at("initial_base")), number(trace.at("initial_quote"))};
  options.market.fill = market::FillRule::paper;
  options.zone = std::make_shared<data::TimeZone>(data::TimeZone::load(trace.at("timezone")));
  return options;
}

/// What the strategy knew after a tick.
struct Seen {
  std::optional<strategy::QuotePrices> quotes;
  double base = 0, quote = 0;
};

/// The real strategy, watched.
class Watched final : public strategy::Strategy {
 public:
  Watched(std::unique_ptr<strategy::Strategy> real, std::map<std::int64_t, Seen>* seen) : real_(std::move(real)), seen_(seen) {}
  [[nodiscard]] strategy::IndicatorNeeds needs() const override { return real_->needs(); }
  void on_fill(const strategy::FillReport& report) override { real_->on_fill(report); }
  void on_end(const strategy::EndReport& report) override { real_->on_end(report); }
  void on_tick(const strategy::MarketView& market, const strategy::AccountView& account, strategy::Actions& actions) override {
    real_->on_tick(market, account, actions);
    (*seen_)[market.now.count()] = {dynamic_cast<strategy::Avellaneda&>(*real_).quotes(), account.base, account.quote};
  }
  void on_sent(std::span<const market::OrderId> ids) override { real_->on_sent(ids); }
  [[nodiscard]] Nanos next_wake(Nanos now) const override { return real_->next_wake(now); }

 private:
  std::unique_ptr<strategy::Strategy> real_;
  std::map<std::int64_t, Seen>* seen_;
};

const char* kind_name(OrderEventKind kind) {
  switch (kind) {
    case OrderEventKind::created:
      return "created";
    case OrderEventKind::filled:
      return "filled";
    case OrderEventKind::cancelled:
      return "cancelled";
    case OrderEventKind::refused:
      return "refused";
    case OrderEventKind::pulled:
      return "pulled";
  }
  return "?";
}

std::string shown(const OrderEvent& event, Nanos tick) {
  const std::string head = fmt::format("{} {} {}", event.time == tick ? "tick" : "between_ticks", kind_name(event.kind), event.order);
  if (event.kind == OrderEventKind::cancelled) return head;
  return fmt::format("{} {} {} {}", head, event.side == base::Side::buy ? "BUY" : "SELL", event.price, event.quantity);
}

std::string shown(const json& event) {
  const auto text = [&](const char* key) { return event.at(key).get<std::string>(); };
  const std::string head = fmt::format("{} {} {}", text("phase"), text("type"), event.at("order").get<int>());
  if (text("type") == "cancelled") return head;
  return fmt::format("{} {} {} {}", head, text("side"), number(event.at("price")), number(event.at("amount")));
}

/// A finished run, compared with the recording step by step.
class Comparison {
 public:
  Comparison(const TraceDay& day, const simulate::SegmentMarket& market, const strategy::Parameters& parameters,
             std::vector<OrderEvent> events)
      : day_(day), market_(market), parameters_(parameters), events_(std::move(events)) {}

  void step(const json& step, const std::map<std::int64_t, Seen>& seen) {
    const Nanos tick = day_.at(step.at("t"));
    CAPTURE(step.at("t").get<int>());
    check_events(step.at("events"), tick);
    const json& after = step.at("after");
    check_live(after.at("live_orders"));
    check_market(after, market_.tapes[0].ticks_until(tick) - 1);
    const auto found = seen.find(tick.count());
    if (found != seen.end()) check_strategy(after, found->second);
    CHECK((found != seen.end()) == (after.at("vol_full").get<bool>() && after.at("intensity_full").get<bool>()));
  }
  [[nodiscard]] std::size_t events_checked() const { return next_; }

 private:
  void check_events(const json& expected, Nanos tick) {
    std::vector<std::string> want, got;
    for (const json& event : expected) want.push_back(shown(event));
    for (; next_ < events_.size() && events_[next_].time <= tick; ++next_) {
      got.push_back(shown(events_[next_], tick));
      track(events_[next_]);
    }
    REQUIRE_MESSAGE(got == want, fmt::format("got\n  {}\ninstead of\n  {}", fmt::join(got, "\n  "), fmt::join(want, "\n  ")));
  }
  void track(const OrderEvent& event) {
    if (event.kind == OrderEventKind::created) {
      live_[event.order] = event;
    } else {
      live_.erase(event.order);  // a paper fill is always complete
    }
  }
  void check_live(const json& expected) {
    REQUIRE(live_.size() == expected.size());
    for (const json& order : expected) {
      const auto found = live_.find(order[0].get<market::OrderId>());
      REQUIRE(found != live_.end());
      CHECK((found->second.side == base::Side::buy) == (order[1] == "BUY"));
      CHECK(found->second.price == number(order[2]));
      CHECK(found->second.quantity == number(order[3]));
      CHECK_FALSE(order[4].get<bool>());  // no trace has hanging orders
    }
  }
  void check_market(const json& after, std::size_t tick) {
    const tape::Indicators& indicators = *market_.indicators[0];
    const auto volatility = indicators.volatility(static_cast<int>(parameters_.volatility_buffer_size));
    const auto intensity = indicators.intensity(static_cast<int>(parameters_.trading_intensity_buffer_size));
    CHECK(market_.tapes[0].mid()[tick] == number(after.at("mid")));
    CHECK(volatility.value[tick] == number(after.at("volatility")));
    CHECK((volatility.first_ready <= tick) == after.at("vol_full").get<bool>());
    CHECK(is_near(intensity.alpha[tick], after.at("fit_alpha"), 1e-5));
    // Flat data leave kappa less determined than its last bits: 1e-5 of it, and of 1 per price unit.
    CHECK(std::fabs(intensity.kappa[tick] - after.at("fit_kappa").get<double>()) <= 1e-5 * (1 + after.at("fit_kappa").get<double>()));
    CHECK((intensity.first_ready <= tick) == after.at("intensity_full").get<bool>());
  }
  static void check_strategy(const json& after, const Seen& seen) {
    const strategy::QuotePrices quotes = seen.quotes.value_or(strategy::QuotePrices{});
    CHECK(is_near(quotes.reservation, number(after.at("reservation_price")), 1e-6));
    CHECK(is_near(quotes.spread, number(after.at("optimal_spread")), 1e-5));
    CHECK(is_near(quotes.bid, number(after.at("optimal_bid")), 1e-6));
    CHECK(is_near(quotes.ask, number(after.at("optimal_ask")), 1e-6));
    CHECK(seen.base == doctest::Approx(number(after.at("base_balance"))).epsilon(1e-12));
    CHECK(seen.quote == doctest::Approx(number(after.at("quote_balance"))).epsilon(1e-12));
  }

  const TraceDay& day_;
  const simulate::SegmentMarket& market_;
  strategy::Parameters parameters_;
  std::vector<OrderEvent> events_;
  std::size_t next_ = 0;
  std::map<market::OrderId, OrderEvent> live_;
};

const ForSection kTraces("traces", [](const json& trace) {
  const strategy::Settings settings = settings_of(trace);
  const TraceDay day(trace);
  const simulate::SegmentMarket market = market_of(day, settings);
  simulate::SimulationOptions options = options_of(trace);
  std::map<std::int64_t, Seen> seen;
  const simulate::StrategyFactory make = [&](const strategy::Venue& venue, double session_s) -> std::unique_ptr<strategy::Strategy> {
    return std::make_unique<Watched>(simulate::strategy_factory(settings)(venue, session_s), &seen);
  };
  options.wakes = simulate::Wakes::every_tick;
  const auto every = simulate::simulate(market, make, options, simulate::Detail::full);
  options.wakes = simulate::Wakes::when_needed;
  const auto skipping = simulate::simulate(market, settings, options, simulate::Detail::full);

  for (const auto* events : {&every.order_events, &skipping.order_events}) {
    Comparison comparison(day, market, settings.parameters, *events);
    for (const json& step : trace.at("steps")) comparison.step(step, seen);
    CHECK(comparison.events_checked() > 40);
  }
});

}  // namespace
}  // namespace asgen::cases::hummingbot
