#pragma once
// Queue models: how what stands ahead of an order shrinks. The arithmetic alone; matcher_queue.cpp feeds it from the tape.
//
// The probabilistic models are those of hftbacktest (models/queue.rs; backtest.md 2.2). A trade at the price takes its quantity off
// the front. When a level then changes prev -> shown, what trades do not explain was cancelled (or added); of a cancellation the
// share P(ahead, back) is taken from behind us. Two things differ from the source, on purpose: the quantity ahead never goes below 0
// (there a negative one with a fractional n becomes NaN and throws the order to the back), and it is counted in lots.

#include <cstdint>

namespace asgen::market {

/// Where a new order stands among what is displayed at its price.
enum class QueueModel {
  front,         ///< ahead of everything
  risk_averse,   ///< behind what is displayed on arrival; only trades and a shrinking level bring it forward
  back,          ///< behind everything for ever: fills only when traded through or crossed
  log_prob_1,    ///< P = f(back) / (f(back) + f(ahead)), f(x) = ln(1 + x), x in base units
  log_prob_2,    ///< P = f(back) / f(back + ahead)
  power_prob_1,  ///< P = back^n / (back^n + ahead^n)
  power_prob_2,  ///< P = back^n / (back + ahead)^n
  power_prob_3,  ///< P = 1 - (ahead / (ahead + back))^n
  l3_fifo,       ///< behind exactly those that joined the price before us, as an L3 feed says
};
constexpr bool is_probabilistic(QueueModel model) { return model >= QueueModel::log_prob_1 && model <= QueueModel::power_prob_3; }

/// A model with its numbers.
struct QueueRule {
  QueueModel model = QueueModel::power_prob_3;
  double n = 3;    ///< exponent of the power models, > 0
  double lot = 1;  ///< base units per lot, for the logarithmic models
};

/// Probability that a cancelled lot stood behind us; 1 where the formula is 0/0. @param ahead,back lots, >= 0
double share_behind(const QueueRule& rule, double ahead, double back);

/// Lots ahead after the level at our price changed prev -> shown, of which `traded` lots had been traded since its last change; for
/// `risk_averse` and the probabilistic models.
double ahead_after_change(const QueueRule& rule, double ahead, double prev, double shown, double traded);

/// Whole lots of a trade of `traded` lots that go past what is ahead, halves rounded up; 0 when it does not reach us.
std::int64_t lots_past(double ahead, double traded);

}  // namespace asgen::market
