#include "sim/account/sample_index.hpp"

#include <cmath>

#include "sim/account/wide.hpp"
#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

constexpr std::int64_t kMaxLevel = std::int64_t{1} << 28;  // a difference of two and its square fit 63 bits

LevelPowers narrow_levels(std::size_t count, std::uint64_t levels, std::uint64_t squares, std::int64_t origin) {
  const auto n = static_cast<std::uint64_t>(count), h = static_cast<std::uint64_t>(origin);
  return {static_cast<std::int64_t>(levels - n * h), static_cast<double>(static_cast<std::int64_t>(squares - 2 * h * levels + n * h * h))};
}

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
  level_.assign(step_ * chain_ + 1, 0);
  const double origin = std::round(marks[first] / half_quantum_);
  origin_ = static_cast<std::int64_t>(origin);
  per_unit_ = std::round(1 / half_quantum_);
  for (std::size_t tick = first; tick < marks.size(); ++tick) {
    const double exact = marks[tick] / half_quantum_, whole = std::round(exact);
    if (!(std::fabs(exact - whole) < 1e-3) || !(std::fabs(whole - origin) < static_cast<double>(kMaxLevel))) return false;
    level_[place(tick)] = static_cast<std::int32_t>(whole - origin);
    if (whole / per_unit_ != marks[tick]) per_unit_ = 0;
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
  SampleWords words;
  double squares = 0, fourths = 0;  // cubes are no larger than fourth powers
  level_.back() = level_[level_.size() - 2];
  for (std::size_t i = 0; i < level_.size(); ++i) {
    if (i > 0) {
      const auto square = static_cast<double>(std::int64_t{level_[i]} - level_[i - 1]) * static_cast<double>(std::int64_t{level_[i]} - level_[i - 1]);
      squares += square;
      fourths += square * square;
      if (squares > 0x1p62 || fourths > 0x1p126) return false;
      words.add(level_[i - 1], level_[i]);
    }
    if (i % kBlock == 0) {
      words_.push_back(words);
      bounds_.push_back({level_[i], level_[i]});
    }
    bounds_.back().low = std::min(bounds_.back().low, level_[i]);
    bounds_.back().high = std::max(bounds_.back().high, level_[i]);
  }
  const auto [low, high] = std::minmax_element(level_.begin(), level_.end());
  const auto reach = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::int64_t{*high} - *low));
  longest_ = (std::uint64_t{1} << 62) / (reach * reach);
  return true;
}

/// Adds the words of the places after `from` up to `to`.
void SampleIndex::add_words(std::size_t from, std::size_t to, SampleWords& words) const {
  SampleWords sums = words;
  std::int64_t before = level_[from];
  for (std::size_t i = from + 1; i <= to; ++i) {
    const std::int64_t level = level_[i];
    sums.add(before, level);
    before = level;
  }
  words = sums;
}

/// Words of all places up to and with one, from the nearer end of its block.
SampleWords SampleIndex::words_to(std::size_t place) const {
  const std::size_t block = place / kBlock;
  SampleWords words;
  if (place % kBlock <= kBlock / 2) {
    words = words_[block];
    add_words(block * kBlock, place, words);
  } else {
    SampleWords beyond;
    add_words(place, (block + 1) * kBlock, beyond);
    words = words_[block + 1];
    words -= beyond;
  }
  return words;
}

SampleRange SampleIndex::range(std::size_t from, std::size_t to) const {
  constexpr std::size_t kFew = 8;  // samples that are added faster than looked up
  SampleRange range{from, to, {}};
  if (to - from <= kFew) {
    add_words(from, to, range.words);
  } else {
    range.words = words_to(to);
    range.words -= words_to(from);
  }
  return range;
}

LevelPowers SampleIndex::levels(const SampleRange& range, std::int64_t origin) const {
  if (range.count() > longest_) return wide_levels(range.from, range.to, origin);
  return narrow_levels(range.count(), range.words.levels, range.words.level_squares, origin);
}

LevelPowers SampleIndex::levels(std::size_t from, std::size_t to, std::int64_t origin) const {
  if (to - from > longest_) return wide_levels(from, to, origin);
  std::uint64_t levels = 0, squares = 0;
  const auto add = [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first + 1; i <= last; ++i) {
      const std::int64_t level = level_[i];
      levels += static_cast<std::uint64_t>(level);
      squares += static_cast<std::uint64_t>(level * level);
    }
  };
  const std::size_t first = (from + kBlock - 1) / kBlock, last = to / kBlock;
  if (first >= last) {
    add(from, to);
  } else {
    add(from, first * kBlock);
    add(last * kBlock, to);
    levels += words_[last].levels - words_[first].levels;
    squares += words_[last].level_squares - words_[first].level_squares;
  }
  return narrow_levels(to - from, levels, squares, origin);
}

/// By pieces whose sums fit.
ChangePowers SampleIndex::wide_changes(const SampleRange& range) const {
  Wide cubes = 0, fourths = 0;
  const auto add = [&](const auto& self, const SampleRange& piece) -> void {
    if (piece.words.squares < kSafeSquares) {
      cubes += static_cast<std::int64_t>(piece.words.cubes);
      fourths += static_cast<std::int64_t>(piece.words.fourths);
    } else if (piece.count() == 1) {
      const std::int64_t d = level_[piece.to] - std::int64_t{level_[piece.from]};
      cubes += static_cast<Wide>(d * d) * d;
      fourths += static_cast<Wide>(d * d) * (d * d);
    } else {
      const std::size_t middle = piece.from + piece.count() / 2;
      self(self, this->range(piece.from, middle));
      self(self, this->range(middle, piece.to));
    }
  };
  add(add, range);
  return {static_cast<std::int64_t>(range.words.squares), static_cast<std::int64_t>(range.words.rises), nearest<double>(cubes), nearest<double>(fourths)};
}

/// Sample by sample: only of marks that span millions of quanta.
LevelPowers SampleIndex::wide_levels(std::size_t from, std::size_t to, std::int64_t origin) const {
  LevelPowers powers;
  Wide squares = 0;
  for (std::size_t i = from + 1; i <= to; ++i) {
    const std::int64_t level = level_[i] - origin;
    powers.levels += level;
    squares += level * level;
  }
  powers.squares = nearest<double>(squares);
  return powers;
}

}  // namespace asgen::account
