// Forward recursion over the steps: the law of the inventory with the P&L's moments on each of its values.

#include <algorithm>
#include <cmath>

#include "sim/base/math.hpp"
#include "sim/theory/mid_move.hpp"
#include "sim/theory/step_table.hpp"

namespace asgen::theory {
namespace {

/// On one inventory: probability, E[X; q], E[X^2; q], E[exp(-gamma X); q].
struct Mass {
  double weight = 0, first = 0, second = 0, utility = 0;
};

/// One way in which a step can go.
struct Outcome {
  double chance;
  double gain;  ///< against the mid of the step
  int change;   ///< of the inventory
  bool bid_stands, ask_stands;
};

/// A share of the mid's moves x: P, E[x], E[x^2] and E[exp(-gamma q x)] on it, q the inventory after the fills.
struct Part {
  NormalTail moments;
  double utility = 0;
};

constexpr double kNegligible = 1e-40;  // of the law of q

class Recursion {
 public:
  Recursion(const StepMarket& market, const StepMaker& maker)
      : market_(market), maker_(maker), limit_(maker.max_inventory), now_(2 * limit() + 1), next_(now_.size()) {
    now_[limit()] = {1, 0, 0, 1};
    if (market.passed_quotes == PassedQuotes::follow) return;
    const double variance = market.volatility * market.volatility * market.step_s, jump = -base::expm1(-market.jump_rate * market.step_s);
    if (variance > 0) moves_.emplace_back(1 - jump, std::sqrt(variance));
    if (jump > 0) moves_.emplace_back(jump, std::sqrt(variance + market.jump_deviation * market.jump_deviation));
  }

  void step(std::int64_t n) {
    fill_step_table(market_, maker_, n, table_);
    std::fill(next_.begin(), next_.end(), Mass{});
    double spread = 0, quoted = 0;
    for (std::size_t i = 0; i < now_.size(); ++i) {
      if (now_[i].weight < kNegligible) continue;
      spread_out(i);
      if (table_[i].bid_chance == 0 || table_[i].ask_chance == 0) continue;
      spread += now_[i].weight * (table_[i].delta_bid + table_[i].delta_ask);
      quoted += now_[i].weight;
    }
    if (quoted > 0) spread_ += spread / quoted;
    const double before = mean_abs(now_);
    if (moves_.empty()) move_mid();
    keep_scale();
    now_.swap(next_);
    const double after = mean_abs(now_);
    inventory_ += market_.fills == StepFills::bernoulli ? after : (before + after) / 2;
  }

  [[nodiscard]] StepMoments moments() const {
    StepMoments m;
    double second = 0, utility = 0, inventory = 0, inventory_second = 0;
    for (std::size_t i = 0; i < now_.size(); ++i) {
      m.mean += now_[i].first;
      second += now_[i].second;
      utility += now_[i].utility;
      inventory += now_[i].weight * inventory_at(i);
      inventory_second += now_[i].weight * inventory_at(i) * inventory_at(i);
    }
    const double n = static_cast<double>(market_.steps), g = maker_.risk_factor;
    m.standard_deviation = std::sqrt(std::max(0.0, second - m.mean * m.mean));
    m.inventory_deviation = std::sqrt(std::max(0.0, inventory_second - inventory * inventory));
    m.mean_abs_inventory = inventory_ / n;
    m.trades = trades_;
    m.average_spread = spread_ / n;
    m.certainty_equivalent = g > 0 ? -(base::log(utility) + log_scale_) / g : m.mean;
    return m;
  }

 private:
  [[nodiscard]] std::size_t limit() const { return static_cast<std::size_t>(limit_); }
  [[nodiscard]] double inventory_at(std::size_t i) const { return static_cast<double>(i) - limit_; }

  [[nodiscard]] double mean_abs(const std::vector<Mass>& masses) const {
    double sum = 0;
    for (std::size_t i = 0; i < masses.size(); ++i) sum += masses[i].weight * std::fabs(inventory_at(i));
    return sum;
  }

  void spread_out(std::size_t i) {
    const StepQuotes& q = table_[i];
    const Mass from = now_[i];
    const double no_bid = 1 - q.bid_chance, no_ask = 1 - q.ask_chance;
    for (const Outcome& o : {Outcome{no_bid * no_ask, 0, 0, true, true}, Outcome{q.bid_chance * no_ask, q.delta_bid, 1, false, true},
                             Outcome{no_bid * q.ask_chance, q.delta_ask, -1, true, false},
                             Outcome{q.bid_chance * q.ask_chance, q.delta_bid + q.delta_ask, 0, false, false}}) {
      if (o.chance == 0) continue;
      if (moves_.empty()) arrive(i, o, {{1, 0, 0}, 1});
      for (MidMove& move : moves_) pass(i, {o.chance * move.chance(), o.gain, o.change, o.bid_stands, o.ask_stands}, move);
    }
    trades_ += from.weight * (q.bid_chance + q.ask_chance);
  }

  /// Adds an outcome together with a share of the mid's moves.
  void arrive(std::size_t i, const Outcome& o, const Part& part) {
    const Mass& from = now_[i];
    const std::size_t index = static_cast<std::size_t>(static_cast<int>(i) + o.change);
    const double q = inventory_at(index);
    const double first = from.first + o.gain * from.weight;
    const double second = from.second + 2 * o.gain * from.first + o.gain * o.gain * from.weight;
    Mass& to = next_[index];
    to.weight += o.chance * part.moments.weight * from.weight;
    to.first += o.chance * (part.moments.weight * first + q * part.moments.first * from.weight);
    to.second += o.chance * (part.moments.weight * second + 2 * q * part.moments.first * first + q * q * part.moments.second * from.weight);
    if (averse()) to.utility += o.chance * part.utility * from.utility * base::exp(-maker_.risk_factor * o.gain);
  }

  [[nodiscard]] bool averse() const { return maker_.risk_factor > 0; }

  /// A move beyond a quote that still stands fills it on the way.
  void pass(std::size_t i, const Outcome& o, MidMove& move) {
    const StepQuotes& q = table_[i];
    const auto weight = [&](int change) { return maker_.risk_factor * inventory_at(static_cast<std::size_t>(static_cast<int>(i) + o.change + change)); };
    Part between{{1, 0, move.variance()}, averse() ? move.utility(weight(0)) : 0};
    if (o.bid_stands && q.bid_chance > 0) {
      const NormalTail& tail = move.beyond(q.delta_bid);  // of -x
      take_away(between, {tail.weight, -tail.first, tail.second}, averse() ? move.utility_beyond(q.delta_bid, -weight(0)) : 0);
      arrive(i, {o.chance, o.gain + q.delta_bid, o.change + 1, false, false},
             {{tail.weight, -tail.first, tail.second}, averse() ? move.utility_beyond(q.delta_bid, -weight(1)) : 0});
      trades_ += now_[i].weight * o.chance * tail.weight;
    }
    if (o.ask_stands && q.ask_chance > 0) {
      const NormalTail& tail = move.beyond(q.delta_ask);
      take_away(between, tail, averse() ? move.utility_beyond(q.delta_ask, weight(0)) : 0);
      arrive(i, {o.chance, o.gain + q.delta_ask, o.change - 1, false, false},
          {tail, averse() ? move.utility_beyond(q.delta_ask, weight(-1)) : 0});
      trades_ += now_[i].weight * o.chance * tail.weight;
    }
    arrive(i, o, between);
  }

  static void take_away(Part& part, const NormalTail& tail, double utility) {
    part.moments.weight -= tail.weight;
    part.moments.first -= tail.first;
    part.moments.second -= tail.second;
    part.utility -= utility;
  }

  /// Quotes that follow: the move has mean 0 and depends on nothing before it, so only its variance enters the second moment.
  void move_mid() {
    const double jumps = market_.jump_rate * market_.step_s, size = market_.jump_deviation * market_.jump_deviation;
    const double variance = market_.volatility * market_.volatility * market_.step_s + jumps * size;
    for (std::size_t i = 0; i < next_.size(); ++i) {
      next_[i].second += inventory_at(i) * inventory_at(i) * variance * next_[i].weight;
      if (averse() && next_[i].utility > 0) next_[i].utility *= move_utility(maker_.risk_factor * inventory_at(i));
    }
  }

  /// No session is too long for the exponent.
  void keep_scale() {
    double largest = 0;
    for (const Mass& mass : next_) largest = std::max(largest, mass.utility);
    if (!averse() || largest <= 0) return;
    for (Mass& mass : next_) mass.utility /= largest;
    log_scale_ += base::log(largest);
  }

  /// E exp(-x dS).
  [[nodiscard]] double move_utility(double x) const {
    const double scaled = x * market_.volatility * std::sqrt(market_.step_s);
    const double diffusion = market_.mid == MidStep::binary ? (base::exp(scaled) + base::exp(-scaled)) / 2 : base::exp(scaled * scaled / 2);
    if (market_.jump_rate == 0) return diffusion;
    const double size = x * market_.jump_deviation;
    return diffusion * base::exp(market_.jump_rate * market_.step_s * base::expm1(size * size / 2));
  }

  const StepMarket& market_;
  const StepMaker& maker_;
  int limit_;
  std::vector<Mass> now_, next_;
  std::vector<StepQuotes> table_;
  std::vector<MidMove> moves_;  ///< empty: quotes follow the mid
  double inventory_ = 0, trades_ = 0, spread_ = 0, log_scale_ = 0;
};

}  // namespace

StepMoments step_moments(const StepMarket& market, const StepMaker& maker) {
  check_steps(market, maker);
  Recursion recursion(market, maker);
  for (std::int64_t n = 0; n < market.steps; ++n) recursion.step(n);
  return recursion.moments();
}

}  // namespace asgen::theory
