#include "sim/account/path_sums.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

constexpr std::size_t kCoarse = 256, kFiner = 16;  // nodes of MarkIndex

/// Of two numbers of ticks: half the price of a division of 64 bits.
std::size_t quotient(std::size_t a, std::size_t b) { return static_cast<std::uint32_t>(a) / static_cast<std::uint32_t>(b); }

}  // namespace

PathSums::PathSums(const SampleGrid& grid) : grid_(grid), until_sample_(grid.ticks), until_bucket_(grid.bucket) {
  base::expects(grid.ticks >= 1 && grid.bucket >= 1, "at least one tick between samples, one sample a bucket");
}

void PathSums::add(const EquityRun& run) {
  if (run.ticks.from >= run.ticks.to) return;
  if (!started_) dynamics_.add(run.holdings.lots, 1);
  started_ = true;
  sample(run, draw_down(run));
  last_ = run;
}

void PathSums::rebase() {
  if (last_.ticks.to == 0) return;
  base_ = equity_at(last_.holdings, last_.marks == nullptr ? last_.mark : (*last_.marks)[last_.ticks.to - 1]);
  last_ = {};
}

/// Equity is monotonic in the mark, so its extremes over a run are at the mark's, and bounds of these are bounds of those. Gives bounds of
/// equity over the run.
Extremes PathSums::draw_down(const EquityRun& run) {
  if (run.holdings.position == 0 || run.marks == nullptr) {
    const double equity = equity_at(run.holdings, run.mark);
    fall_to(equity);
    return {equity, equity};
  }
  Extremes bounds = equity_over(run.marks->rough_bounds(run.ticks.from, run.ticks.to), run.holdings);
  if (bounds.highest <= peak_ && peak_ - bounds.lowest <= drawdown_) return bounds;
  bounds = equity_over(run.marks->bounds(run.ticks.from, run.ticks.to), run.holdings);
  if (bounds.highest <= peak_ && peak_ - bounds.lowest <= drawdown_) return bounds;
  draw_down(run, run.ticks, kCoarse);
  return bounds;
}

/// Only ticks that make a new peak and span more than the drawdown so far have to be walked, which becomes rare soon: first pieces of
/// `piece` ticks, then smaller ones, then tick by tick.
void PathSums::draw_down(const EquityRun& run, const TickRange& ticks, std::size_t piece) {
  const auto [low, high] = equity_over(run.marks->extremes(ticks.from, ticks.to), run.holdings);
  if (high <= peak_) return fall_to(low);
  if (high - low <= drawdown_ && peak_ - low <= drawdown_) {
    peak_ = high;
  } else if (piece == 1) {
    for (std::size_t tick = ticks.from; tick < ticks.to; ++tick) fall_to(equity_at(run.holdings, (*run.marks)[tick]));
  } else {
    for (std::size_t from = ticks.from, to; from < ticks.to; from = to) {
      to = std::min(ticks.to, (from / piece + 1) * piece);
      draw_down(run, {from, to}, piece / kFiner);
    }
  }
}

void PathSums::fall_to(double equity) {
  peak_ = std::max(peak_, equity);
  drawdown_ = std::max(drawdown_, peak_ - equity);
}

void PathSums::sample(const EquityRun& run, const Extremes& bounds) {
  const std::size_t count = run.ticks.to - run.ticks.from;
  if (until_sample_ >= count) {
    until_sample_ -= count;
    return;
  }
  const std::size_t samples = quotient(count - 1 - until_sample_, grid_.ticks) + 1, first = run.ticks.from + until_sample_;
  until_sample_ += samples * grid_.ticks - count;
  dynamics_.add(run.holdings.lots, samples);
  if (run.marks == nullptr || run.holdings.position == 0) return sample_flat(exact_equity(run.holdings, run.mark), samples);
  const SampleIndex* index = run.marks->samples();
  if (index == nullptr || index->step() != grid_.ticks) return sample_each(run, first, samples);
  sample_sums(run, bounds, first, samples);
}

void PathSums::sample_flat(long double equity, std::size_t samples) {
  changes_.add(static_cast<double>(equity - sampled_));
  changes_.add_zeros(samples - 1);
  sampled_ = equity;
  const auto rounded = static_cast<double>(equity);
  fall_.add(rounded, samples);
  close_buckets(samples, [rounded](std::size_t) { return rounded; });
}

void PathSums::sample_each(const EquityRun& run, std::size_t first, std::size_t samples) {
  const MarkIndex& marks = *run.marks;
  const auto at = [&](std::size_t i) { return exact_equity(run.holdings, marks[first + i * grid_.ticks]); };
  for (std::size_t i = 0; i < samples; ++i) {
    const long double equity = at(i);
    changes_.add(static_cast<double>(equity - sampled_));
    fall_.add(static_cast<double>(equity));
    sampled_ = equity;
  }
  close_buckets(samples, [&](std::size_t i) { return static_cast<double>(at(i)); });
}

/// Moves the cursor over the samples of a run; gives those after the first, which lies on tick `first`.
SampleRange PathSums::next_samples(const SampleIndex& index, std::size_t first, std::size_t samples) {
  const bool goes_on = cursor_.index == &index && cursor_.tick + grid_.ticks == first;
  const std::size_t from = goes_on ? cursor_.place + 1 : index.place(first), to = from + samples - 1;
  cursor_ = {&index, first + (samples - 1) * grid_.ticks, to};
  return index.range(from, to);
}

void PathSums::sample_sums(const EquityRun& run, const Extremes& bounds, std::size_t first, std::size_t samples) {
  const SampleIndex& index = *run.marks->samples();
  const SampleRange range = next_samples(index, first, samples);
  // The levels are at hand, and closer together than the marks.
  const auto mark_at = [&](std::size_t i) { return index.has_marks() ? index.mark(range.from + i) : (*run.marks)[first + i * grid_.ticks]; };
  const long double start = exact_equity(run.holdings, mark_at(0));
  changes_.add(static_cast<double>(start - sampled_));
  sampled_ = start;
  const auto rounded = static_cast<double>(start);
  fall_.add(rounded);
  if (samples > 1) {
    const double unit = run.holdings.position * index.half_quantum();
    changes_.add_scaled(unit, index.changes(range), index.level(range.to) - index.level(range.from), samples - 1);
    fall_.add(SampleRun{index, range, rounded, unit}, bounds);
    sampled_ = exact_equity(run.holdings, mark_at(samples - 1));
  }
  close_buckets(samples, [&](std::size_t i) { return equity_at(run.holdings, mark_at(i)); });
}

/// Keeps equity at the ends of buckets among the next `samples`.
template <class EquityAt>
void PathSums::close_buckets(std::size_t samples, const EquityAt& equity_at_sample) {
  for (; until_bucket_ <= samples; until_bucket_ += grid_.bucket) bucket_ends_.push_back(equity_at_sample(until_bucket_ - 1));
  until_bucket_ -= samples;
}

PathStatistics PathSums::describe(double capital) const {
  PathStatistics result;
  const SeriesStatistics series = changes_.describe();
  const RelativeDrawdown drawdown = fall_.describe(capital);
  result.sharpe = series.sharpe;
  result.sortino = series.sortino;
  result.skewness = series.skewness;
  result.kurtosis = series.kurtosis;
  result.max_drawdown_rel = drawdown.max;
  result.ulcer_pct = drawdown.ulcer_pct;
  describe_tails(bucket_ends_, result);
  return result;
}

}  // namespace asgen::account
