#include "sim/strategy/falces2022.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "sim/base/math.hpp"
#include "sim/strategy/avellaneda.hpp"
#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

constexpr base::Nanos kMinute{60 * base::kNanosPerSecond};

std::int64_t minute_of_day(base::Nanos now) {
  constexpr std::int64_t kMinutesPerDay = 24 * 60;
  return now.count() / kMinute.count() % kMinutesPerDay;
}

class FalcesQuotes final : public QuoteModel {
 public:
  FalcesQuotes(const Parameters& parameters, const Venue& venue, std::shared_ptr<const FalcesSignals> signals)
      : p_(parameters), tick_(venue.instrument.tick), signals_(std::move(signals)) {}

  [[nodiscard]] Signals signals() const override { return Signals::none; }

  [[nodiscard]] std::optional<QuotePrices> quote(const QuoteInput& in) const override {
    const std::optional<double> variance = signals_->variance();
    const auto decays = signals_->decays();
    if (!variance || !decays || !is_open(signals_->now())) return std::nullopt;
    const double risk = p_.risk_factor * *variance * falces_time_left(signals_->now(), p_.first_hour, p_.last_hour);
    const double reservation = in.mid - in.inventory * p_.order_amount * p_.position_multiplier * risk;
    const double below = half_spread(risk, decays->bid), above = half_spread(risk, decays->ask);
    const double bid = std::min(nearest(reservation - below), in.mid - tick_);
    const double ask = std::max(nearest(reservation + above), in.mid + tick_);
    if (!std::isfinite(below) || !std::isfinite(above)) return std::nullopt;
    return with_min_spread({reservation, below + above, bid, ask}, in.mid, p_.min_spread);
  }

 private:
  /// ln(1 + gamma/k) has no value for -gamma < k < 0.
  [[nodiscard]] double half_spread(double risk, double decay) const {
    return p_.spread_multiplier * (0.5 * risk + base::log1p(p_.risk_factor / decay) / p_.risk_factor);
  }
  [[nodiscard]] double nearest(double price) const { return std::floor(price / tick_ + 0.5) * tick_; }
  /// Both hours belong to the session.
  [[nodiscard]] bool is_open(base::Nanos now) const {
    const auto hour = static_cast<double>(minute_of_day(now) / 60);
    return p_.first_hour == p_.last_hour || (hour >= p_.first_hour && hour <= p_.last_hour);
  }

  Parameters p_;
  double tick_;
  std::shared_ptr<const FalcesSignals> signals_;
};

/// Sees every tick, since its windows count ticks; everything else is the shared maker.
class Falces2022 final : public Strategy {
 public:
  Falces2022(const Settings& settings, const Venue& venue)
      : signals_(std::make_shared<FalcesSignals>(settings.parameters)),
        maker_(settings, venue, std::make_unique<FalcesQuotes>(settings.parameters, venue, signals_)) {}

  [[nodiscard]] IndicatorNeeds needs() const override { return maker_.needs(); }
  void on_fill(const FillReport& report) override { maker_.on_fill(report); }
  void on_end(const EndReport& report) override { maker_.on_end(report); }
  void on_tick(const MarketView& market, const AccountView& account, Actions& actions) override {
    signals_->see(market);
    maker_.on_tick(market, account, actions);
  }
  [[nodiscard]] base::Nanos next_wake(base::Nanos now) const override { return now + base::Nanos(1); }

 private:
  std::shared_ptr<FalcesSignals> signals_;
  Avellaneda maker_;
};

}  // namespace

std::optional<double> aldridge_decay(const std::deque<double>& per_minute, std::size_t lag_minutes) {
  if (per_minute.size() <= lag_minutes) return std::nullopt;
  const double last = per_minute.back(), before = per_minute[per_minute.size() - 1 - lag_minutes];
  const double decay = last / ((last - before) / before);
  return std::isfinite(decay) && decay != 0 ? std::optional(decay) : std::nullopt;
}

double falces_time_left(base::Nanos now, double first_hour, double last_hour) {
  if (first_hour == last_hour) return 1;
  const std::int64_t minute = minute_of_day(now);
  const auto hhmm = static_cast<double>(minute / 60 * 100 + minute % 60);
  return std::max(last_hour * 100 - hhmm, 0.0) / (last_hour * 100 - first_hour * 100);
}

FalcesSignals::FalcesSignals(const Parameters& parameters)
    : fixed_decay_(parameters.kappa),
      window_(static_cast<std::size_t>(parameters.volatility_buffer_size)),
      lag_minutes_(static_cast<std::size_t>(parameters.minutes_change_k)) {}

void FalcesSignals::see(const MarketView& market) {
  now_ = market.now;
  count(market);
  if (!market.two_sided) return;
  if (mids_.size() < window_) {
    mids_.push_back(market.mid);
  } else {
    mids_[next_] = market.mid;
    next_ = (next_ + 1) % window_;
  }
}

void FalcesSignals::count(const MarketView& market) {
  if (!minute_) minute_ = market.now;
  if (market.now - *minute_ > kMinute) return close_minute();  // the update that ends a minute is in none
  const std::array<base::Ticks, 2> best{market.best_bid, market.best_ask};
  ++counts_[kAll];
  if (!last_best_ || (*last_best_)[0] != best[0]) ++counts_[kBid];
  if (!last_best_ || (*last_best_)[1] != best[1]) ++counts_[kAsk];
  last_best_ = best;
}

void FalcesSignals::close_minute() {
  for (std::size_t i = 0; i < kCounts; ++i) {
    per_minute_[i].push_back(counts_[i]);
    if (per_minute_[i].size() > lag_minutes_ + 1) per_minute_[i].pop_front();
    counts_[i] = 0;
  }
  minute_ = now_;
}

std::optional<double> FalcesSignals::variance() const {
  if (mids_.size() < window_) return std::nullopt;
  const double n = static_cast<double>(mids_.size());
  double sum = 0, squares = 0;
  for (const double mid : mids_) sum += mid;
  for (const double mid : mids_) squares += (mid - sum / n) * (mid - sum / n);
  return squares / (n - 1);
}

std::optional<FalcesSignals::Decays> FalcesSignals::decays() const {
  if (fixed_decay_ > 0) return Decays{fixed_decay_, fixed_decay_};
  const auto all = aldridge_decay(per_minute_[kAll], lag_minutes_), bid = aldridge_decay(per_minute_[kBid], lag_minutes_);
  const auto ask = aldridge_decay(per_minute_[kAsk], lag_minutes_);
  return all && bid && ask ? std::optional(Decays{*bid, *ask}) : std::nullopt;
}

std::unique_ptr<Strategy> make_falces2022(const Settings& settings, const Venue& venue) {
  return std::make_unique<Falces2022>(settings, venue);
}

}  // namespace asgen::strategy
