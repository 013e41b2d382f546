#include "tests/reference/naive_queue.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/math.hpp"

namespace asgen::test_reference {

using market::AheadState;
using market::QueueModel;

NaiveQueue::NaiveQueue(const market::MarketOptions& options, double lot, std::optional<std::int64_t> shown, base::Nanos joined)
    : model_(options.queue), n_(options.queue_n), lot_(lot), joined_(joined) {
  if (model_ == QueueModel::front) return;
  if (model_ == QueueModel::back) {
    ahead_.state = AheadState::unreachable;
  } else if (model_ == QueueModel::l3_fifo) {
    ahead_.state = AheadState::by_time;
  } else if (!shown) {
    ahead_.state = AheadState::unknown;
  } else {
    ahead_.lots = static_cast<double>(*shown);
    shown_ = *shown;
  }
}

std::int64_t NaiveQueue::trade(std::int64_t whole, std::int64_t rest, std::int64_t resting_since) {
  traded_ += whole;
  if (model_ == QueueModel::l3_fifo) return resting_since > joined_.count() ? rest : 0;
  if (ahead_.state != AheadState::known) return 0;
  ahead_.lots -= static_cast<double>(rest);
  const double past = std::floor(-ahead_.lots + 0.5);
  ahead_.lots = std::max(ahead_.lots, 0.0);
  return past > 0 ? static_cast<std::int64_t>(past) : 0;
}

void NaiveQueue::look(std::optional<std::int64_t> shown) {
  if (!shown || model_ == QueueModel::front || model_ == QueueModel::back || model_ == QueueModel::l3_fifo) return;
  if (ahead_.state == AheadState::unknown) {
    ahead_ = {AheadState::known, static_cast<double>(*shown)};
    shown_ = *shown;
    traded_ = 0;
  } else if (model_ == QueueModel::risk_averse || *shown != shown_) {
    change(*shown);
  }
}

void NaiveQueue::row(std::int64_t shown) {
  if (model_ == QueueModel::front || model_ == QueueModel::back || model_ == QueueModel::l3_fifo) return;
  change(shown);
}

void NaiveQueue::change(std::int64_t shown) {
  const auto now = static_cast<double>(shown);
  const double cancelled = static_cast<double>(shown_) - now - static_cast<double>(traded_);
  const double front = ahead_.lots;
  if (model_ == QueueModel::risk_averse || cancelled < 0) {
    ahead_.lots = std::min(front, now);
  } else {
    const double back = std::max(static_cast<double>(shown_) - front, 0.0);
    const double share = behind(front, back);
    const double shortfall = std::min(back - share * cancelled, 0.0);
    ahead_.lots = std::min(std::max(front - (1 - share) * cancelled + shortfall, 0.0), now);
  }
  shown_ = shown;
  traded_ = 0;
}

/// backtest.md 2.2.
double NaiveQueue::behind(double front, double back) const {
  const auto raise = [&](double x) {
    if (n_ > 16 || n_ != std::floor(n_)) return base::pow(x, n_);
    double product = 1;
    for (double i = 0; i < n_; ++i) product *= x;
    return product;
  };
  const double ln_back = base::log1p(back * lot_), ln_front = base::log1p(front * lot_), ln_both = base::log1p((back + front) * lot_);
  double share = 0;
  if (model_ == QueueModel::log_prob_1) share = ln_back / (ln_back + ln_front);
  if (model_ == QueueModel::log_prob_2) share = ln_back / ln_both;
  if (model_ == QueueModel::power_prob_1) share = raise(back) / (raise(back) + raise(front));
  if (model_ == QueueModel::power_prob_2) share = raise(back) / raise(back + front);
  if (model_ == QueueModel::power_prob_3) share = 1 - raise(front / (front + back));
  return std::isfinite(share) ? share : 1;
}

}  // namespace asgen::test_reference
