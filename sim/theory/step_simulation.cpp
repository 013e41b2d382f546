// Direct simulation of the step rule.

#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/random.hpp"
#include "sim/theory/step_table.hpp"

namespace asgen::theory {
namespace {

/// What one path gives.
struct PathResult {
  double pnl = 0, inventory = 0, mean_abs_inventory = 0, trades = 0, average_spread = 0;
};

class Simulator {
 public:
  Simulator(const StepMarket& market, const StepMaker& maker) : market_(market), limit_(maker.max_inventory) {
    tables_.resize(static_cast<std::size_t>(market.steps));
    for (std::int64_t n = 0; n < market.steps; ++n) fill_step_table(market, maker, n, tables_[static_cast<std::size_t>(n)]);
  }

  [[nodiscard]] PathResult run(base::Stream stream) const {
    PathResult path;
    double quoted = 0;
    int q = 0;
    for (const std::vector<StepQuotes>& table : tables_) {
      const StepQuotes& now = table[static_cast<std::size_t>(q + limit_)];
      if (now.bid_chance > 0 && now.ask_chance > 0) {
        path.average_spread += now.delta_bid + now.delta_ask;
        ++quoted;
      }
      const int before = q;
      const bool ask = stream.uniform() < now.ask_chance, bid = stream.uniform() < now.bid_chance;
      if (ask) sell(now, path, q);
      if (bid) buy(now, path, q);
      move_mid(now, stream, path, q, {bid, ask});
      path.mean_abs_inventory += market_.fills == StepFills::bernoulli ? std::abs(q) : (std::abs(before) + std::abs(q)) / 2.0;
    }
    path.inventory = q;
    path.mean_abs_inventory /= static_cast<double>(market_.steps);
    if (quoted > 0) path.average_spread /= quoted;
    return path;
  }

 private:
  static void sell(const StepQuotes& quotes, PathResult& path, int& q) {
    path.pnl += quotes.delta_ask;
    ++path.trades;
    --q;
  }
  static void buy(const StepQuotes& quotes, PathResult& path, int& q) {
    path.pnl += quotes.delta_bid;
    ++path.trades;
    ++q;
  }

  /// Sides that were filled in the step.
  struct Filled {
    bool bid, ask;
  };

  void move_mid(const StepQuotes& now, base::Stream& stream, PathResult& path, int& q, const Filled& filled) const {
    const double scale = market_.volatility * std::sqrt(market_.step_s);
    double move = market_.mid == MidStep::normal ? scale * stream.normal() : (stream.bits() & 1) == 1 ? scale : -scale;
    if (market_.jump_rate > 0) {
      for (auto left = stream.poisson(market_.jump_rate * market_.step_s); left > 0; --left) move += market_.jump_deviation * stream.normal();
    }
    if (market_.passed_quotes == PassedQuotes::picked_off) {
      if (!filled.ask && now.ask_chance > 0 && move > now.delta_ask) sell(now, path, q);
      if (!filled.bid && now.bid_chance > 0 && move < -now.delta_bid) buy(now, path, q);
    }
    path.pnl += q * move;
  }

  const StepMarket& market_;
  int limit_;
  std::vector<std::vector<StepQuotes>> tables_;
};

}  // namespace

StepSample simulate_steps(const StepMarket& market, const StepMaker& maker, const StepPaths& paths) {
  check_steps(market, maker);
  base::expects(paths.paths >= 2, "a sample has at least two paths");
  const Simulator simulator(market, maker);
  std::vector<double> pnl, inventory, holding, trades, spread;
  for (std::int64_t i = 0; i < paths.paths; ++i) {
    const PathResult path = simulator.run(base::Stream({paths.seed, base::Purpose::theory_path, static_cast<std::uint64_t>(i)}));
    pnl.push_back(path.pnl);
    inventory.push_back(path.inventory);
    holding.push_back(path.mean_abs_inventory);
    trades.push_back(path.trades);
    spread.push_back(path.average_spread);
  }
  const Estimate mean = mean_of(pnl);
  return {mean, deviation_of(pnl), deviation_of(inventory), mean_of(holding), mean_of(trades), mean_of(spread),
          maker.risk_factor > 0 ? certainty_equivalent_of(pnl, maker.risk_factor) : mean};
}

}  // namespace asgen::theory
