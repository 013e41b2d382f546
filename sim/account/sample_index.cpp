#include "sim/account/sample_index.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

constexpr std::int64_t kMaxLevel = std::int64_t{1} << 28;      // squares of a block's levels fit 63 bits
constexpr std::int64_t kNarrowChange = std::int64_t{1} << 14;  // fourth powers of a block's changes do, too

/// Adds samples [from + 1, to]; `Power` holds the sums of cubes and fourth powers.
template <class Power>
SampleSums walk_as(const std::int32_t* level, std::size_t from, std::size_t to) {
  SampleSums sums;
  Power cubes = 0, fourths = 0;
  std::int64_t before = level[from], level_squares = 0;
  for (std::size_t i = from + 1; i <= to; ++i) {
    const std::int64_t h = level[i], d = h - before, square = d * d;
    before = h;
    sums.squares += square;
    sums.rises += d > 0 ? square : 0;
    sums.levels += h;
    level_squares += h * h;
    cubes += static_cast<Power>(square) * d;
    fourths += static_cast<Power>(square) * square;
  }
  sums.cubes = cubes;
  sums.fourths = fourths;
  sums.level_squares = level_squares;
  return sums;
}

}  // namespace

SampleSums& SampleSums::operator+=(const SampleSums& other) {
  squares += other.squares;
  rises += other.rises;
  levels += other.levels;
  cubes += other.cubes;
  fourths += other.fourths;
  level_squares += other.level_squares;
  return *this;
}

SampleSums& SampleSums::operator-=(const SampleSums& other) {
  squares -= other.squares;
  rises -= other.rises;
  levels -= other.levels;
  cubes -= other.cubes;
  fourths -= other.fourths;
  level_squares -= other.level_squares;
  return *this;
}

std::optional<SampleIndex> SampleIndex::make(std::span<const double> marks, std::size_t first, double half_quantum, std::size_t step) {
  base::expects(step >= 1 && half_quantum > 0, "a step and a quantum");
  if (first >= marks.size()) return std::nullopt;
  SampleIndex index;
  index.step_ = step;
  index.half_quantum_ = half_quantum;
  // Half a block more than there are samples: the block nearest to a place is then always of the place's own chain.
  index.chain_ = ((marks.size() + step - 1) / step + kBlock / 2 + kBlock - 1) / kBlock * kBlock;
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
      const SampleSums one = walk_as<Wide>(level_.data(), i - 1, i);
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

SampleSums SampleIndex::walk(std::size_t from, std::size_t to) const {
  return narrow_ ? walk_as<std::int64_t>(level_.data(), from, to) : walk_as<Wide>(level_.data(), from, to);
}

/// Sums up to and with `place`, from the nearest block.
SampleSums SampleIndex::before(std::size_t place) const {
  const std::size_t block = (place + kBlock / 2) / kBlock, at = block * kBlock;
  SampleSums sums = sums_[block];
  if (place > at) sums += walk(at, place);
  if (place < at) sums -= walk(place, at);
  return sums;
}

SampleSums SampleIndex::sums(std::size_t from, std::size_t to) const {
  if (to - from <= kBlock) return walk(from, to);
  SampleSums sums = before(to);
  sums -= before(from);
  return sums;
}

void SampleIndex::move(Cursor& cursor, std::size_t to) const {
  if (cursor.place <= to && to - cursor.place <= kBlock / 2) {
    if (cursor.place != to) cursor.sums += walk(cursor.place, to);
  } else {
    cursor.sums = before(to);
  }
  cursor.place = to;
}

SampleSums SampleIndex::advance(Cursor& cursor, std::size_t from, std::size_t to) const {
  move(cursor, from);
  if (to - from <= kBlock / 2) {
    const SampleSums sums = walk(from, to);
    cursor.sums += sums;
    cursor.place = to;
    return sums;
  }
  const SampleSums start = cursor.sums;
  move(cursor, to);
  SampleSums sums = cursor.sums;
  sums -= start;
  return sums;
}

}  // namespace asgen::account
