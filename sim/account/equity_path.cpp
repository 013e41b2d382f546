#include "sim/account/equity_path.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::account {

EquityPath::EquityPath(std::size_t sample_ticks, Keep keep) : sample_ticks_(sample_ticks), keep_(keep), until_sample_(sample_ticks) {
  base::expects(sample_ticks >= 1, "at least one tick between samples");
}

void EquityPath::add(const MarkIndex& marks, const TickRange& ticks, const Holdings& holdings) {
  if (ticks.from >= ticks.to) return;
  // Ticks before the tape's first price are worth what the last tape's end was worth.
  const std::size_t priced = std::clamp(marks.first(), ticks.from, ticks.to);
  if (priced > ticks.from) {
    const double mark = mark_;
    sample({ticks.from, priced}, holdings, [mark](std::size_t) { return mark; });
    last_ = equity_at(holdings, mark);
    fall_to(last_);
  }
  if (priced == ticks.to) return;
  sample({priced, ticks.to}, holdings, [&marks](std::size_t tick) { return marks[tick]; });
  draw_down(marks, {priced, ticks.to}, holdings);
  mark_ = marks[ticks.to - 1];
  last_ = equity_at(holdings, mark_);
}

template <class MarkAt>
void EquityPath::sample(const TickRange& ticks, const Holdings& holdings, const MarkAt& mark_at) {
  if (keep_ == Keep::every_tick) {
    for (std::size_t tick = ticks.from; tick < ticks.to; ++tick) keep(mark_at(tick), holdings);
  }
  const std::size_t count = ticks.to - ticks.from;
  if (samples_.size() == 1 && until_sample_ == sample_ticks_) dynamics_.add(holdings.lots, 1);  // the start
  std::size_t taken = 0;
  for (; until_sample_ < count; until_sample_ += sample_ticks_, ++taken) {
    samples_.push_back(equity_at(holdings, mark_at(ticks.from + until_sample_)));
  }
  until_sample_ -= count;
  dynamics_.add(holdings.lots, taken);
}

/// Equity is monotonic in the mark, so its extremes over the run are at the mark's. Only a run that makes a new peak and spans more than
/// the drawdown so far has to be walked, which becomes rare soon.
void EquityPath::draw_down(const MarkIndex& marks, const TickRange& ticks, const Holdings& holdings) {
  if (holdings.position == 0) return fall_to(equity_at(holdings, 0));
  const Extremes range = marks.extremes(ticks.from, ticks.to);
  const double a = equity_at(holdings, range.lowest), b = equity_at(holdings, range.highest);
  const double low = std::min(a, b), high = std::max(a, b);
  if (high <= peak_) return fall_to(low);
  if (high - low > drawdown_ || peak_ - low > drawdown_) {
    for (std::size_t tick = ticks.from; tick < ticks.to; ++tick) fall_to(equity_at(holdings, marks[tick]));
  }
  peak_ = high;
}

void EquityPath::fall_to(double equity) {
  peak_ = std::max(peak_, equity);
  drawdown_ = std::max(drawdown_, peak_ - equity);
}

void EquityPath::keep(double mark, const Holdings& holdings) {
  equity_.push_back(equity_at(holdings, mark));
  inventory_.push_back(holdings.position);
  marks_.push_back(mark);
}

}  // namespace asgen::account
