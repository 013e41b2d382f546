#include "sim/tape/indicators.hpp"

#include <limits>
#include <utility>

#include "sim/base/contract.hpp"
#include "sim/tape/trading_intensity.hpp"
#include "sim/tape/volatility.hpp"

namespace asgen::tape {
namespace {

bool takes_sample(const Tape& tape, std::size_t tick) { return (tape.tick_flags()[tick] & kTwoSided) != 0; }

std::int64_t rounded_down(std::int32_t price, std::int32_t step) {
  const std::int32_t rest = price % step;
  return static_cast<std::int64_t>(price) - (rest < 0 ? rest + step : rest);
}

/// The mid that the estimators see.
double seen_mid(const Tape& tape, std::size_t tick, std::int32_t step) {
  if (step == 1) return tape.mid()[tick];
  const std::size_t after = tape.tick_events()[tick];
  return tape.columns().price.half(rounded_down(tape.best_bid(after), step) + rounded_down(tape.best_ask(after), step));
}

/// Trades that arrived by a tick and have not been handed out yet.
class TradeFeed {
 public:
  explicit TradeFeed(const Tape& tape) : tape_(tape) {}

  std::span<const PublicTrade> until(base::Nanos now) {
    arrived_.clear();
    for (; next_ < tape_.trades(); ++next_) {
      const base::Nanos time = tape_.event_seen_ns(tape_.trade_event()[next_]);
      if (time > now) break;
      arrived_.push_back({time, tape_.price(tape_.trade_price()[next_]), tape_.quantity(tape_.trade_lots()[next_])});
    }
    return arrived_;
  }

 private:
  const Tape& tape_;
  std::size_t next_ = 0;
  std::vector<PublicTrade> arrived_;
};

}  // namespace

Indicators::VolatilityColumn Indicators::compute_volatility(const Tape& tape, const IndicatorOptions& options, int length) {
  VolatilityColumn column{std::vector<double>(tape.ticks(), std::numeric_limits<double>::quiet_NaN()), tape.ticks(), {}};
  InstantVolatility volatility(static_cast<std::size_t>(length), options.precision);
  double current = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t tick = options.from_tick; tick < tape.ticks(); ++tick) {
    if (takes_sample(tape, tick)) {
      current = volatility.sample(seen_mid(tape, tick, options.price_step));
      if (volatility.is_full() && column.first_ready == tape.ticks()) column.first_ready = tick;
    }
    column.value[tick] = current;
  }
  column.by_stride = StrideColumns(column.value, options.strides);
  return column;
}

IntensityColumns compute_intensity(const Tape& tape, const IntensityKey& key) {
  IntensityDraft columns(key, tape.ticks());
  TradingIntensity intensity(static_cast<std::size_t>(key.length), tape.info().clock);
  TradeFeed feed(tape);
  for (std::size_t tick = key.from_tick; tick < tape.ticks(); ++tick) {
    if (takes_sample(tape, tick)) {
      const base::Nanos now = tape.tick_ns(tick);
      intensity.on_tick(now, seen_mid(tape, tick, key.price_step), feed.until(now));
      if (intensity.is_full() && columns.first_ready() == tape.ticks()) columns.ready_at(tick);
    }
    columns.set(tick, intensity.alpha(), intensity.kappa());
  }
  return columns.finish();
}

Indicators::Indicators(const Tape& tape, const IndicatorOptions& options)
    : locked_(tape.ticks(), [&](std::size_t tick) { return (tape.tick_flags()[tick] & (kLocked | kCrossed)) != 0; }) {
  for (const int length : options.volatility_lengths) {
    base::expects(length >= 1, "a buffer holds at least one tick");
    if (!volatility_.contains(length)) volatility_.emplace(length, compute_volatility(tape, options, length));
  }
  for (const int length : options.intensity_lengths) {
    base::expects(length >= 1, "a buffer holds at least one tick");
    if (intensity_.contains(length)) continue;
    const IntensityKey key{length, options.from_tick, options.price_step};
    const auto compute = [&] { return compute_intensity(tape, key); };
    IntensityColumns columns = options.intensity_source ? options.intensity_source(key, compute) : compute();
    base::ensures(columns.inverse_kappa.size() == tape.ticks(), "the columns are this tape's");
    StrideColumns by_stride(columns.inverse_kappa, options.strides);
    TickSet zero(tape.ticks(), [&](std::size_t tick) { return columns.kappa[tick] == 0; });
    intensity_.emplace(length, IntensityColumn{std::move(columns), std::move(by_stride), std::move(zero)});
  }
}

Indicators::Volatility Indicators::volatility(int length) const& {
  const auto found = volatility_.find(length);
  if (found == volatility_.end()) throw base::ContractViolation("volatility length was not asked for");
  return {found->second.value, found->second.first_ready, &found->second.by_stride};
}

Indicators::Intensity Indicators::intensity(int length) const& {
  const auto found = intensity_.find(length);
  if (found == intensity_.end()) throw base::ContractViolation("intensity length was not asked for");
  const IntensityColumns& columns = found->second.columns;
  return {columns.alpha, columns.kappa, columns.first_ready, columns.inverse_kappa, &found->second.by_stride, &found->second.zero};
}

}  // namespace asgen::tape
