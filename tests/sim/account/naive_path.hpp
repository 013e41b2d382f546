#pragma once
// The judge of EquityPath: a walk from tick to tick, figures by the plain functions.

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/account/drawdown.hpp"
#include "sim/account/equity_path.hpp"
#include "sim/account/inventory_statistics.hpp"
#include "sim/account/tails.hpp"
#include "sim/base/random.hpp"

namespace asgen::test_account {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A path over several tapes, piecewise constant in its holdings.
struct PathPlan {
  struct Run {
    account::TickRange ticks;
    account::Holdings holdings;
  };
  struct Tape {
    std::vector<double> mid;
    std::vector<Run> runs;  // of consecutive ticks, from any tick on
  };
  std::vector<Tape> tapes;
  bool rebases = false;  // every tape but the first starts a fresh ledger
  account::Contract contract = account::Contract::linear;
  double quantum = 0.0078125;
  account::SampleGrid grid;
};

struct NaivePath {
  std::vector<double> equity{0.0};   // at samples, the start first
  std::vector<double> changes;       // between them
  std::vector<double> ticks;         // equity at every tick
  std::vector<std::vector<double>> inventory;  // at samples, one series a tape
  double drawdown = 0;
};

inline NaivePath walk(const PathPlan& plan) {
  NaivePath result;
  double mark = kNan, peak = 0, base = 0, last = 0;
  long double sampled = 0;
  std::size_t tick = 0;  // of the path
  for (const PathPlan::Tape& tape : plan.tapes) {
    if (plan.rebases) base = last;
    result.inventory.emplace_back();
    for (const PathPlan::Run& run : tape.runs) {
      for (std::size_t k = run.ticks.from; k < run.ticks.to; ++k, ++tick) {
        // A tape's own last price, even from before the slice.
        for (std::size_t j = k + 1; j > 0; --j) {
          if (std::isnan(tape.mid[j - 1])) continue;
          mark = account::settlement_price(plan.contract, tape.mid[j - 1]);
          break;
        }
        const double position = run.holdings.position;
        last = base + run.holdings.cash + (position != 0 ? position * mark : 0);
        peak = std::max(peak, last);
        result.drawdown = std::max(result.drawdown, peak - last);
        result.ticks.push_back(last);
        if (tick % plan.grid.ticks == 0) result.inventory.back().push_back(static_cast<double>(run.holdings.lots));
        if (tick == 0 || tick % plan.grid.ticks != 0) continue;
        const long double exact = static_cast<long double>(base) + run.holdings.cash + (position != 0 ? static_cast<long double>(position) * mark : 0.0L);
        result.changes.push_back(static_cast<double>(exact - sampled));
        result.equity.push_back(static_cast<double>(exact));
        sampled = exact;
      }
    }
  }
  return result;
}

/// Ticks without a price, jumps, a late first price.
inline std::vector<double> random_mids(base::Stream& random, std::size_t ticks, double quantum) {
  std::vector<double> mid;
  auto price = static_cast<double>(10000 + random.below(10000));
  const std::size_t late = random.below(3) == 0 ? random.below(60) : 0;
  const bool wild = random.below(4) == 0;
  for (std::size_t k = 0; k < ticks; ++k) {
    price += static_cast<double>(random.below(21)) - 10 + (random.below(500) == 0 ? 300 : 0) + (wild && random.below(100) == 0 ? 30000 : 0);
    if (wild && price > 100000) price -= 90000;
    mid.push_back(k < late || random.below(40) == 0 ? kNan : price * quantum / 2);
  }
  return mid;
}

/// Holdings change at trades, and by fees and funding in between. Without a price nothing is traded.
inline void random_runs(base::Stream& random, account::Holdings& holdings, PathPlan::Tape& tape) {
  std::size_t from = random.below(2) == 0 ? 0 : random.below(std::min<std::size_t>(17, tape.mid.size()));
  const std::size_t kinds[] = {1, 8, 60, 700, 100000};
  const std::size_t longest = 1 + random.below(kinds[random.below(5)]);
  while (from < tape.mid.size()) {
    const std::size_t to = std::min(tape.mid.size(), from + 1 + random.below(longest));
    tape.runs.push_back({{from, to}, holdings});
    from = to;
    const double mid = tape.mid[to - 1];
    if (std::isnan(mid)) continue;
    if (random.below(5) == 0) {
      holdings.cash -= random.uniform(-0.01, 0.02);
      continue;
    }
    const auto lots = static_cast<std::int64_t>(random.below(7)) - 3;
    holdings.cash -= static_cast<double>(lots - holdings.lots) * 0.1 * mid;
    holdings.lots = lots;
    holdings.position = static_cast<double>(lots) * 0.1;
  }
}

inline PathPlan random_plan(std::uint32_t seed) {
  base::Stream random({seed, base::Purpose::test, 1, 0});
  PathPlan plan;
  plan.contract = seed % 4 == 3 ? account::Contract::inverse : account::Contract::linear;
  plan.rebases = random.below(2) == 0;
  plan.grid = {1 + random.below(20), 1 + random.below(60)};
  const std::size_t tapes = 1 + random.below(3);
  account::Holdings holdings;
  for (std::size_t i = 0; i < tapes; ++i) {
    if (plan.rebases) holdings = {};
    PathPlan::Tape tape{random_mids(random, 50 + random.below(5000), plan.quantum), {}};
    random_runs(random, holdings, tape);
    plan.tapes.push_back(tape);
  }
  return plan;
}

}  // namespace asgen::test_account
