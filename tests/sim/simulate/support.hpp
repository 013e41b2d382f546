#pragma once
// Segments from days, and a strategy that plays a written script.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/data/synth.hpp"
#include "sim/simulate/simulate.hpp"

namespace asgen::test_simulate {

/// One whole day as a segment, compiled for `market`.
inline simulate::SegmentMarket whole_day(const data::Day& day, std::vector<int> volatility = {}, std::vector<int> intensity = {},
                                         double clock_s = 1, const market::MarketOptions& market = {},
                                         std::optional<tape::GateOptions> gates = std::nullopt, double tick = 0) {
  const std::vector<tape::Tape> tapes{tape::Tape::compile(day, market::tape_options(market, base::nanos_from_seconds(clock_s)))};
  const std::vector<simulate::Segment> segments{{"day", {0}, day.info.open, day.info.close, base::Nanos(0), simulate::Carry::none}};
  simulate::PrepareOptions options;
  options.volatility_lengths = std::move(volatility);
  options.intensity_lengths = std::move(intensity);
  options.gates = std::move(gates);
  options.tick = tick;
  return simulate::prepare_markets(tapes, segments, options).front();
}

/// Orders to send at given seconds after the first tick, and cancels of orders by number (from 0) at given seconds.
struct Script {
  struct Send {
    int second;
    market::OrderRequest order;
  };
  struct Cancel {
    int second;
    std::size_t number;
  };
  std::vector<Send> sends;
  std::vector<Cancel> cancels;
};

/// What a scripted strategy was told.
struct Diary {
  std::vector<strategy::FillReport> fills;
  std::vector<strategy::EndReport> ends;
  std::vector<base::Nanos> ticks;
  std::vector<double> base, quote;  ///< balances at each tick
};

class Scripted final : public strategy::Strategy {
 public:
  Scripted(Script script, base::Nanos start, Diary* diary) : script_(std::move(script)), start_(start), diary_(diary) {}
  [[nodiscard]] strategy::IndicatorNeeds needs() const override { return {}; }
  void on_fill(const strategy::FillReport& report) override { diary_->fills.push_back(report); }
  void on_end(const strategy::EndReport& report) override { diary_->ends.push_back(report); }
  void on_tick(const strategy::MarketView& market, const strategy::AccountView& account, strategy::Actions& actions) override {
    diary_->ticks.push_back(market.now);
    diary_->base.push_back(account.base);
    diary_->quote.push_back(account.quote);
    for (const Script::Cancel& cancel : script_.cancels) {
      if (at(cancel.second) == market.now) actions.cancels.push_back(static_cast<market::OrderId>(cancel.number + 1));
    }
    for (const Script::Send& send : script_.sends) {
      if (at(send.second) == market.now) actions.orders.push_back(send.order);
    }
  }
  [[nodiscard]] base::Nanos next_wake(base::Nanos now) const override { return now + base::Nanos(1); }

 private:
  [[nodiscard]] base::Nanos at(int second) const { return start_ + base::nanos_from_seconds(second); }
  Script script_;
  base::Nanos start_;
  Diary* diary_;
};

/// Runs a script on a day.
inline simulate::DayResult play(const simulate::SegmentMarket& market, const Script& script, const simulate::SimulationOptions& options,
                                Diary& diary) {
  const base::Nanos start = market.segment.from;
  const simulate::StrategyFactory make = [&](const strategy::Venue&, double) -> std::unique_ptr<strategy::Strategy> {
    return std::make_unique<Scripted>(script, start, &diary);
  };
  return simulate::simulate(market, make, options, simulate::Detail::full);
}

inline market::OrderRequest buy(std::int64_t price, std::int64_t lots) { return {base::Side::buy, base::Ticks(price), base::Lots(lots)}; }
inline market::OrderRequest sell(std::int64_t price, std::int64_t lots) { return {base::Side::sell, base::Ticks(price), base::Lots(lots)}; }

/// Equal bit patterns, NaN included.
inline bool same_row(const account::MetricRow& a, const account::MetricRow& b) {
  for (std::size_t i = 0; i < account::kMetricCount; ++i) {
    const bool both_nan = a.values[i] != a.values[i] && b.values[i] != b.values[i];
    if (!both_nan && a.values[i] != b.values[i]) return false;
  }
  return true;
}

inline bool same_fills(const simulate::DayResult& a, const simulate::DayResult& b) {
  if (a.fills.size() != b.fills.size()) return false;
  for (std::size_t i = 0; i < a.fills.size(); ++i) {
    market::Fill one = a.fills[i].fill, other = b.fills[i].fill;
    one.order = other.order = 0;  // orders that nothing came of are not numbered when decisions are left out
    if (!(one == other)) return false;
  }
  return true;
}

}  // namespace asgen::test_simulate
