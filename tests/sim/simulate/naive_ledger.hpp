#pragma once
// The metric row computed the slow way: every tick, every event, one after another, from fills and tape alone.

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "sim/account/drawdown.hpp"
#include "sim/account/inventory_statistics.hpp"
#include "sim/account/markout.hpp"
#include "sim/account/numeric.hpp"
#include "sim/account/statistics.hpp"
#include "sim/account/tails.hpp"
#include "tests/sim/simulate/support.hpp"

namespace asgen::test_simulate {

struct NaiveMarkout {
  std::size_t n = 0, n_outside = 0;
  double weight = 0, value = 0, adverse = 0, inside = 0, inside_weight = 0;
};

class NaiveLedger {
 public:
  NaiveLedger(const simulate::SegmentMarket& market, const simulate::DayResult& result)
      : market_(market), tape_(market.tapes.front()), fills_(result.fills), inverse_(std::string_view(tape_.info().contract) == "inverse") {
    walk_ticks();
    walk_fills();
    for (std::size_t h = 0; h < 3; ++h) walk_markouts(h);
  }

  std::vector<double> changes;    ///< of equity, every 5 s
  std::vector<double> inventory;  ///< at the same instants, start included
  double drawdown = 0, pnl = 0, fees = 0, map = 0, bought = 0, sold = 0, longest = 0;
  double mean_unit_value = 0, traded = 0;
  std::size_t trips = 0, won = 0;
  double capture = 0, capture_weight = 0;
  std::set<market::OrderId> filled_orders;
  NaiveMarkout markouts[3];

 private:
  [[nodiscard]] double u(double price) const { return inverse_ ? -1 / price : price; }
  [[nodiscard]] static double signed_quantity(const simulate::FillRecord& f) { return base::sign(f.fill.side) * f.quantity; }

  void walk_ticks() {
    const std::size_t step = account::ratio_step_ticks(base::seconds(tape_.info().clock));
    double mark = std::numeric_limits<double>::quiet_NaN(), peak = 0, sampled = 0, equity = 0, sum = 0;
    std::size_t ticks = 0, priced = 0;
    for (std::size_t k = 0; k < tape_.ticks(); ++k) {
      const base::Nanos now = tape_.tick_ns(k);
      if (now < market_.segment.from || now > market_.segment.to) continue;
      if (!std::isnan(tape_.mid()[k])) mark = u(tape_.mid()[k]);
      double cash = 0, position = 0;
      for (const simulate::FillRecord& f : fills_) {
        if (f.fill.time > now) break;
        cash -= signed_quantity(f) * u(f.price) + f.fee;
        position += signed_quantity(f);
      }
      if (std::fabs(position) < 1e-12) position = 0;
      equity = position == 0 ? cash : cash + position * mark;
      peak = std::max(peak, equity);
      drawdown = std::max(drawdown, peak - equity);
      if (!std::isnan(mark)) sum += std::fabs(mark), ++priced;
      if (ticks == 0) inventory.push_back(position);
      if (ticks > 0 && ticks % step == 0) {
        changes.push_back(equity - sampled);
        inventory.push_back(position);
        sampled = equity;
      }
      ++ticks;
    }
    // Fills after the last tick are marked at its mid.
    for (const simulate::FillRecord& f : fills_) pnl += signed_quantity(f) * (mark - u(f.price)) - f.fee;
    mean_unit_value = sum / static_cast<double>(priced);
  }

  void walk_fills() {
    double position = 0, cash = 0;
    base::Nanos since = market_.segment.from, opened{};
    for (const simulate::FillRecord& f : fills_) {
      map += std::fabs(position) * base::seconds(f.fill.time - since);
      since = f.fill.time;
      fees += f.fee;
      traded += f.quantity * std::fabs(u(f.price));
      (f.fill.side == base::Side::buy ? bought : sold) += f.quantity;
      filled_orders.insert(f.fill.order);
      before_.push_back(std::fabs(position));
      const double change = signed_quantity(f), closing = position * change < 0 ? std::min(std::fabs(position), std::fabs(change)) : 0;
      const double share = closing / std::fabs(change);
      if (position == 0) opened = f.fill.time;
      cash -= share * (change * u(f.price) + f.fee);
      const double after = position + change;
      if (closing > 0 && std::fabs(std::fabs(position) - closing) < 1e-9) {
        ++trips;
        won += cash > 1e-12 * traded ? 1 : 0;
        cash = 0;
        longest = std::max(longest, base::seconds(f.fill.time - opened));
        opened = f.fill.time;
      }
      cash -= (1 - share) * (change * u(f.price) + f.fee);
      position = std::fabs(after) < 1e-9 ? 0 : after;
    }
    map += std::fabs(position) * base::seconds(market_.segment.to - since);
    map /= base::seconds(market_.segment.to - market_.segment.from);
    if (position != 0) longest = std::max(longest, base::seconds(market_.segment.to - opened));
  }

  /// Mid after all events up to `t`, or after those before event `until`.
  [[nodiscard]] double mid_after(base::Nanos t, std::size_t until) const {
    double mid = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t e = 0; e < until && tape_.event_ns(e) <= t; ++e) {
      const bool both = tape_.best_bid()[e] != tape::kNoBid && tape_.best_ask()[e] != tape::kNoAsk;
      mid = both ? (tape_.price(tape_.best_bid()[e]) + tape_.price(tape_.best_ask()[e])) / 2 : std::numeric_limits<double>::quiet_NaN();
    }
    return mid;
  }

  void walk_markouts(std::size_t horizon) {
    const base::Nanos delay(account::kMarkoutHorizons_s[horizon] * base::kNanosPerSecond);
    NaiveMarkout& m = markouts[horizon];
    for (std::size_t i = 0; i < fills_.size(); ++i) {
      const simulate::FillRecord& f = fills_[i];
      const bool at_event = tape_.event_ns(f.fill.event) == f.fill.time;
      const double mid = mid_after(f.fill.time, at_event ? f.fill.event : f.fill.event + 1);
      if (std::isnan(mid)) continue;
      const double bps = 1e4 * base::sign(f.fill.side) / mid;
      if (horizon == 0) {
        capture += f.quantity * bps * (mid - f.price);
        capture_weight += f.quantity;
      }
      if (f.fill.time + delay > market_.segment.to) continue;
      const double later = mid_after(f.fill.time + delay, tape_.events());
      if (std::isnan(later)) continue;
      ++m.n;
      m.n_outside += before_[i] > map ? 1 : 0;
      m.weight += f.quantity;
      m.value += f.quantity * bps * (later - f.price);
      m.adverse += f.quantity * bps * (mid - later);
      if (before_[i] > map) continue;
      m.inside += f.quantity * bps * (later - f.price);
      m.inside_weight += f.quantity;
    }
  }

  const simulate::SegmentMarket& market_;
  const tape::Tape& tape_;
  const std::vector<simulate::FillRecord>& fills_;
  bool inverse_;
  std::vector<double> before_;
};

}  // namespace asgen::test_simulate
