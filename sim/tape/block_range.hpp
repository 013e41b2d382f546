#pragma once
// Figures of many ticks in one entry, so that a look at it may stand for looks at all of them.

#include <cstddef>
#include <span>
#include <vector>

namespace asgen::tape {

/// Entry b covers ticks [16 b, 16 b + 16), or so many positions of a PhaseOrder; a coarse entry covers eight of these. There are a whole number of times 8 entries, so that they
/// can be read by eights; those beyond the tape say "look closer".
inline constexpr std::size_t kTicksPerBlock = 16;
inline constexpr std::size_t kBlocksAtOnce = 8;

/// Least and greatest value of each block of a column; NaN where one is NaN.
struct BlockRange {
  std::vector<double> low, high;
  std::vector<double> coarse_low, coarse_high;
};
BlockRange block_ranges(std::span<const double> column);

/// Up to a whole number of times kBlocksAtOnce.
void fill_up(std::vector<double>& blocks, double beyond);
/// The greatest of each eight blocks; NaN where one is NaN.
std::vector<double> coarse_maxima(std::span<const double> blocks, double beyond);

}  // namespace asgen::tape
