#include "sim/account/sampled_drawdown.hpp"

#include <algorithm>
#include <cmath>

#include "sim/account/numeric.hpp"

namespace asgen::account {
namespace {

constexpr std::size_t kShort = 6;  // samples that are visited faster than summed

}  // namespace

void SampledDrawdown::add(double equity, std::size_t times) {
  if (times == 0) return;
  count_ += times;
  add_one(equity);
  const double fall = now_.peak - equity;
  if (times > 1) now_.squares += static_cast<double>(times - 1) * (fall * fall);
}

void SampledDrawdown::open_stretch(double peak) {
  if (!std::isfinite(peak)) {
    finite_ = false;
    return;
  }
  if (now_.squares > 0) earlier_.push_back(now_);
  now_ = {peak, peak, 0};
}

void SampledDrawdown::add(const SampleRun& run, const Extremes& bounds) {
  count_ += run.to - run.from;
  if (run.to - run.from <= kShort) {
    for (std::size_t place = run.from + 1; place <= run.to; ++place) add_one(run.equity_at(run.index.level(place)));
  } else if (stays_below(bounds) || stays_below(run.bounds_of(run.from / SampleIndex::kBlock, run.to / SampleIndex::kBlock))) {
    add_below_peak(run, run.sums, run.to - run.from);
  } else {
    add_blocks(run);
  }
}

/// The sum of squared falls from the sums of levels, relative to the level at the run's start: falls are differences from there.
void SampledDrawdown::add_below_peak(const SampleRun& run, const SampleSums& sums, std::size_t count) {
  const auto n = static_cast<std::int64_t>(count), h = run.index.level(run.from);
  const std::int64_t levels = sums.levels - n * h;
  const Wide squares = sums.level_squares - static_cast<Wide>(2 * h) * sums.levels + static_cast<Wide>(n * h) * h;
  const double fall = now_.peak - run.start, unit = run.unit;
  const double total = fall * (static_cast<double>(n) * fall - 2 * unit * static_cast<double>(levels)) +
                            unit * unit * nearest<double>(squares);
  now_.squares += std::max(total, 0.0);
}

void SampledDrawdown::add_blocks(const SampleRun& run) {
  constexpr std::size_t kBlock = SampleIndex::kBlock;
  std::size_t done = run.from;
  const auto sum_until = [&](std::size_t place) {
    if (place > done) add_below_peak(run, run.index.sums(done, place), place - done);
    done = place;
  };
  for (std::size_t first = run.from + 1, next; first <= run.to; first = next) {
    next = std::min(run.to + 1, (first / kBlock + 1) * kBlock);
    if (stays_below(run.bounds_of(first / kBlock, first / kBlock))) continue;
    sum_until(first - 1);
    for (; done + 1 < next; ++done) add_one(run.equity_at(run.index.level(done + 1)));
  }
  sum_until(run.to);
}

RelativeDrawdown SampledDrawdown::describe(double capital) const {
  const auto both = [](Status status) { return RelativeDrawdown{undefined(status), undefined(status)}; };
  if (!finite_ || !std::isfinite(capital)) return both(Status::non_finite_input);
  if (capital <= 0) return both(Status::capital_not_positive);
  double worst = 0;
  double squares = 0;
  const auto add_stretch = [&](const Stretch& stretch) {
    const double wealth = capital + stretch.peak;
    worst = std::max(worst, (stretch.peak - stretch.lowest) / wealth);
    squares += stretch.squares / (wealth * wealth);
  };
  for (const Stretch& stretch : earlier_) add_stretch(stretch);
  add_stretch(now_);
  return {{worst}, {100 * std::sqrt(squares / static_cast<double>(count_))}};
}

}  // namespace asgen::account
