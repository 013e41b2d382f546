#include "sim/tape/block_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace asgen::tape {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// One value for each eight blocks.
template <class Merge>
std::vector<double> coarse(std::span<const double> blocks, Merge merge, double beyond) {
  std::vector<double> coarse;
  for (std::size_t first = 0; first < blocks.size(); first += kBlocksAtOnce) {
    double merged = blocks[first];
    for (std::size_t i = first + 1; i < std::min(first + kBlocksAtOnce, blocks.size()); ++i) {
      merged = std::isnan(merged) || std::isnan(blocks[i]) ? kNan : merge(merged, blocks[i]);
    }
    coarse.push_back(merged);
  }
  fill_up(coarse, beyond);
  return coarse;
}

}  // namespace

void fill_up(std::vector<double>& blocks, double beyond) {
  blocks.resize((blocks.size() + kBlocksAtOnce - 1) / kBlocksAtOnce * kBlocksAtOnce, beyond);
}

std::vector<double> coarse_maxima(std::span<const double> blocks, double beyond) {
  return coarse(blocks, [](double a, double b) { return std::max(a, b); }, beyond);
}

BlockRange block_ranges(std::span<const double> column) {
  BlockRange range;
  for (std::size_t begin = 0; begin < column.size(); begin += kTicksPerBlock) {
    const auto block = column.subspan(begin, std::min(kTicksPerBlock, column.size() - begin));
    const bool sound = std::none_of(block.begin(), block.end(), [](double v) { return std::isnan(v); });
    const auto [low, high] = std::minmax_element(block.begin(), block.end());
    range.low.push_back(sound ? *low : kNan);
    range.high.push_back(sound ? *high : kNan);
  }
  for (std::vector<double>* side : {&range.low, &range.high}) fill_up(*side, kNan);
  range.coarse_low = coarse(range.low, [](double a, double b) { return std::min(a, b); }, kNan);
  range.coarse_high = coarse_maxima(range.high, kNan);
  return range;
}

}  // namespace asgen::tape
