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
  const std::size_t count = run.samples.count();
  count_ += count;
  if (count <= kShort) {
    visit(run, run.samples.from + 1, run.samples.to + 1);
  } else if (stays_below(bounds)) {
    add_below_peak(run, run.index.levels(run.samples, run.level), count);
  } else {
    add_blocks(run);
  }
}

/// The sum of squared falls from the sums of levels above that at the run's start: falls are differences from there.
void SampledDrawdown::add_below_peak(const SampleRun& run, const LevelPowers& levels, std::size_t count) {
  const auto n = static_cast<double>(count);
  const double fall = now_.peak - run.start, unit = run.unit;
  const double total = fall * (n * fall - 2 * unit * static_cast<double>(levels.levels)) + unit * unit * levels.squares;
  now_.squares += std::max(total, 0.0);
}

void SampledDrawdown::add_blocks(const SampleRun& run) {
  constexpr std::size_t kBlock = SampleIndex::kBlock;
  const std::size_t from = run.samples.from, to = run.samples.to;
  std::size_t done = from;
  QuietLevels quiet = quiet_levels(run);
  for (std::size_t block = (from + 1) / kBlock, last = to / kBlock; block <= last; ++block) {
    const SampleIndex::Bounds& levels = run.index.bounds(block);
    if (quiet.hold(levels) || stays_below(run.equity_over(levels))) continue;
    const std::size_t first = std::max(from + 1, block * kBlock), end = std::min(to + 1, (block + 1) * kBlock);
    if (first - 1 > done) add_below_peak(run, run.index.levels(done, first - 1, run.level), first - 1 - done);
    visit(run, first, end);
    done = end - 1;
    quiet = quiet_levels(run);
  }
  if (done == from) return add_below_peak(run, run.index.levels(run.samples, run.level), run.samples.count());
  if (done < to) add_below_peak(run, run.index.levels(done, to, run.level), to - done);
}

/// Adds the samples at places [first, end) one by one.
void SampledDrawdown::visit(const SampleRun& run, std::size_t first, std::size_t end) {
  const SampleRun local = run;  // as the sums below: in variables of its own, the loop need not store and load them for each sample
  for (std::size_t place = first; place < end; ++place) {
    double lowest = now_.lowest, squares = now_.squares, largest = largest_fall_, equity = 0;
    const double peak = now_.peak;
    for (; place < end; ++place) {
      equity = local.equity_at(local.index.level(place));
      if (!(equity <= peak)) break;
      const double fall = peak - equity;
      squares += fall * fall;
      lowest = std::min(lowest, equity);
      largest = std::max(largest, fall);
    }
    now_ = {peak, lowest, squares};
    largest_fall_ = largest;
    if (place < end) open_stretch(equity);
  }
}

/// The levels at which equity reaches the peak and the largest fall, found by division and then tried: equity rises or falls with the
/// level, rounding included, so what holds at one level holds at all levels nearer to the start.
SampledDrawdown::QuietLevels SampledDrawdown::quiet_levels(const SampleRun& run) const {
  constexpr double kFar = 1 << 30;
  const auto level_at = [&](double equity) {
    const double above = (equity - run.start) / run.unit;
    return run.level + static_cast<std::int64_t>(above > -kFar ? std::min(above, kFar) : -kFar);
  };
  const std::int64_t up = run.unit < 0 ? -1 : 1;
  const std::int64_t most = level_at(now_.peak) - up, least = level_at(now_.peak - largest_fall_) + up;
  const double highest = run.equity_at(most), lowest = run.equity_at(least);
  if (!stays_below({lowest, highest})) return {1, 0};
  return run.unit < 0 ? QuietLevels{most, least} : QuietLevels{least, most};
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
