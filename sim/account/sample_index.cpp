#include "sim/account/sample_index.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

constexpr std::int64_t kMaxLevel = std::int64_t{1} << 28;      // squares of a block's levels fit 63 bits
constexpr std::size_t kFew = 12;                               // samples that are added one by one, at least a block of them
constexpr std::int64_t kNarrowChange = std::int64_t{1} << 14;  // fourth powers of a block's changes do, too

/// Sums over few samples; `Power` holds their cubes and fourth powers.
template <class Power>
struct FewSamples {
  std::int64_t squares = 0, rises = 0, levels = 0, level_squares = 0;
  Power cubes = 0, fourths = 0;

  /// Adds the samples after `from` up to `to`.
  void add(const std::int32_t* level, std::size_t from, std::size_t to) {
    std::int64_t before = level[from];
    for (std::size_t i = from + 1; i <= to; ++i) {
      const std::int64_t h = level[i], d = h - before, square = d * d;
      before = h;
      squares += square;
      rises += d > 0 ? square : 0;
      levels += h;
      level_squares += h * h;
      cubes += static_cast<Power>(square) * d;
      fourths += static_cast<Power>(square) * square;
    }
  }
  [[nodiscard]] SampleSums sums() const { return {squares, rises, levels, cubes, fourths, level_squares}; }
};

}  // namespace

std::optional<SampleIndex> SampleIndex::make(std::span<const double> marks, std::size_t first, double half_quantum, std::size_t step) {
  base::expects(step >= 1 && half_quantum > 0, "a step and a quantum");
  if (first >= marks.size()) return std::nullopt;
  SampleIndex index;
  index.step_ = step;
  index.half_quantum_ = half_quantum;
  index.chain_ = ((marks.size() + step - 1) / step + kBlock - 1) / kBlock * kBlock;
  if (!index.set_levels(marks, first) || !index.set_sums()) return std::nullopt;
  return index;
}

/// False when a mark is no whole multiple of half a quantum, or too far from the first one.
bool SampleIndex::set_levels(std::span<const double> marks, std::size_t first) {
  level_.assign(step_ * chain_, 0);
  const double origin = std::round(marks[first] / half_quantum_);
  for (std::size_t tick = first; tick < marks.size(); ++tick) {
    const double exact = marks[tick] / half_quantum_, whole = std::round(exact);
    if (!(std::fabs(exact - whole) < 1e-3) || !(std::fabs(whole - origin) < static_cast<double>(kMaxLevel))) return false;
    level_[place(tick)] = static_cast<std::int32_t>(whole - origin);
  }
  for (std::size_t chain = 0; chain < step_; ++chain) {  // padding repeats a chain's last level
    const std::size_t samples = chain < marks.size() ? (marks.size() - chain - 1) / step_ + 1 : 0;
    if (samples == 0) continue;
    const auto begin = level_.begin() + static_cast<std::ptrdiff_t>(chain * chain_);
    std::fill(begin + static_cast<std::ptrdiff_t>(samples), begin + static_cast<std::ptrdiff_t>(chain_), begin[static_cast<std::ptrdiff_t>(samples - 1)]);
  }
  return true;
}

/// False when a sum may overflow.
bool SampleIndex::set_sums() {
  SampleSums sums;
  double squares = 0, fourths = 0;  // cubes are no larger than fourth powers
  narrow_ = true;
  for (std::size_t i = 0; i < level_.size(); ++i) {
    if (i > 0) {
      FewSamples<Wide> few;
      few.add(level_.data(), i - 1, i);
      const SampleSums one = few.sums();
      squares += static_cast<double>(one.squares);
      fourths += static_cast<double>(one.fourths);
      if (squares > 0x1p62 || fourths > 0x1p126) return false;
      sums += one;
      if (i % chain_ != 0 && one.squares >= kNarrowChange * kNarrowChange) narrow_ = false;
    }
    if (i % kBlock == 0) {
      sums_.push_back(sums);
      bounds_.push_back({level_[i], level_[i]});
    }
    bounds_.back().low = std::min(bounds_.back().low, level_[i]);
    bounds_.back().high = std::max(bounds_.back().high, level_[i]);
  }
  return true;
}

/// Sums from block to block where both ends are blocks apart; samples beside them are added one by one.
template <class Power>
SampleSums SampleIndex::sums_as(std::size_t from, std::size_t to) const {
  FewSamples<Power> few;
  if (to - from <= kFew) {
    few.add(level_.data(), from, to);
    return few.sums();
  }
  const std::size_t first = (from + kBlock - 1) / kBlock, last = to / kBlock;
  few.add(level_.data(), from, first * kBlock);
  few.add(level_.data(), last * kBlock, to);
  SampleSums sums = few.sums();
  sums += sums_[last];
  sums -= sums_[first];
  return sums;
}

SampleSums SampleIndex::sums(std::size_t from, std::size_t to) const {
  return narrow_ ? sums_as<std::int64_t>(from, to) : sums_as<Wide>(from, to);
}

}  // namespace asgen::account
