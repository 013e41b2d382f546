#include "sim/tape/trading_intensity.hpp"

#include <algorithm>
#include <cmath>

namespace asgen::tape {

void TradingIntensity::on_tick(base::Nanos now, double mid, std::span<const PublicTrade> arrived) {
  see_quote(now, mid);
  if (take_trades(arrived)) changed_ = true;
  for (; samples_.size() > length_; changed_ = true) drop_oldest();
  if (is_full()) fit();
}

/// Sorts trades under their quotes; false when none found one. Quotes older than the newest one used are forgotten.
bool TradingIntensity::take_trades(std::span<const PublicTrade> arrived) {
  std::size_t newest = 0;
  bool any = false;
  for (const PublicTrade& trade : arrived) {
    std::size_t quote = quotes_.size();
    while (quote > 0 && !(quotes_[quote - 1].time < trade.time)) --quote;
    if (quote == 0) continue;
    newest = std::max(newest, quote - 1);
    any = true;
    const Quote& seen = quotes_[quote - 1];
    add((seen.time + clock_).count(), {std::fabs(trade.price - seen.mid), trade.amount});
  }
  if (any) quotes_.erase(quotes_.begin(), quotes_.begin() + static_cast<std::ptrdiff_t>(newest));
  return any;
}

void TradingIntensity::add(std::int64_t key, const Sample& sample) {
  samples_[key].push_back(sample);
  if (std::isnan(sample.distance)) {
    ++not_a_number_;
    return;
  }
  auto& parts = levels_[sample.distance];
  const auto after = std::upper_bound(parts.begin(), parts.end(), key, [](std::int64_t k, const Part& part) { return k < part.key; });
  parts.insert(after, {key, sample.amount});
}

void TradingIntensity::drop_oldest() {
  const auto oldest = samples_.begin();
  for (const Sample& sample : oldest->second) {
    if (std::isnan(sample.distance)) {
      --not_a_number_;
      continue;
    }
    const auto level = levels_.find(sample.distance);
    level->second.erase(level->second.begin());  // the smallest key stands first
    if (level->second.empty()) levels_.erase(level);
  }
  samples_.erase(oldest);
}

/// Totals are summed afresh in key order, so that they have the bits of a sum over the whole buffer.
void TradingIntensity::gather() {
  x_.clear();
  y_.clear();
  for (const auto& [distance, parts] : levels_) {
    double total = 0;
    for (const Part& part : parts) total += part.amount;
    x_.push_back(distance);
    y_.push_back(total == 0 ? 1e-10 : total);
  }
}

void TradingIntensity::fit() {
  if (not_a_number_ > 0) return;      // SciPy refuses data that are not finite
  if (!changed_ && settled_) return;  // same data, same start: same result
  if (changed_) gather();
  const FitResult result = fitter_.fit(x_, y_, alpha_, kappa_);
  settled_ = result.alpha == alpha_ && result.kappa == kappa_;
  changed_ = false;
  alpha_ = result.alpha;
  kappa_ = result.kappa;
}

}  // namespace asgen::tape
