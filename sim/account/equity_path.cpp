#include "sim/account/equity_path.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::account {

EquityPath::EquityPath(std::size_t ratio_step, Keep keep) : ratio_step_(ratio_step), keep_(keep), until_sample_(ratio_step) {
  base::expects(ratio_step >= 1, "at least one tick between samples");
}

void EquityPath::sample(double equity) {
  if (until_sample_ > 0) {
    --until_sample_;
    return;
  }
  changes_.push_back(equity - sampled_);
  sampled_ = equity;
  until_sample_ = ratio_step_ - 1;
}

void EquityPath::add(std::span<const double> mid, const Holdings& holdings) {
  for (const double m : mid) {
    if (!std::isnan(m)) mid_ = m;
    last_ = base_ + holdings.cash + (holdings.position != 0 ? holdings.position * mid_ : 0);
    peak_ = std::max(peak_, last_);
    drawdown_ = std::max(drawdown_, peak_ - last_);
    sample(last_);
    if (keep_ == Keep::statistics) continue;
    equity_.push_back(last_);
    inventory_.push_back(holdings.position);
    mids_.push_back(mid_);
  }
}

void EquityPath::rebase() { base_ = last_; }

}  // namespace asgen::account
