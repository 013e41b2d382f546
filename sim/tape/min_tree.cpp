#include "sim/tape/min_tree.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/contract.hpp"

namespace asgen::tape {
namespace {

constexpr std::size_t kFanBits = 4;
static_assert(std::size_t{1} << kFanBits == kTreeFan);

std::size_t nodes_above(std::size_t values) { return (values + kTreeFan - 1) / kTreeFan; }

}  // namespace

MinTree::MinTree(std::span<const std::int32_t> leaves, std::span<const std::int32_t> upper) {
  levels_[0] = leaves.data();
  sizes_[0] = leaves.size();
  count_ = 1;
  const std::int32_t* next = upper.data();
  while (sizes_[count_ - 1] > kTreeFan) {
    levels_[count_] = next;
    sizes_[count_] = nodes_above(sizes_[count_ - 1]);
    next += sizes_[count_];
    ++count_;
  }
  base::ensures(next == upper.data() + upper.size(), "the minima belong to the column");
}

std::size_t MinTree::first_at_most(std::int32_t key, std::size_t from, std::size_t to) const {
  if (from >= to) return to;
  std::size_t level = 0;
  std::size_t i = from;
  // Up: scan what is left of the node, then go on with the node's right neighbours one level higher.
  for (;;) {
    const std::size_t end = std::min((i / kTreeFan + 1) * kTreeFan, sizes_[level]);
    while (i < end && levels_[level][i] > key) ++i;
    if (i < end) break;
    if (end == sizes_[level] || end << (kFanBits * level) >= to) return to;
    i = end / kTreeFan;
    ++level;
  }
  // Down: the node's minimum is <= key, so each scan stops inside it.
  while (level > 0) {
    --level;
    i *= kTreeFan;
    while (levels_[level][i] > key) ++i;
  }
  return std::min(i, to);
}

std::vector<std::int32_t> build_minima(std::span<const std::int32_t> leaves) {
  std::vector<std::int32_t> upper;
  std::vector<std::int32_t> below(leaves.begin(), leaves.end());
  while (below.size() > kTreeFan) {
    std::vector<std::int32_t> minima(nodes_above(below.size()));
    for (std::size_t node = 0; node < minima.size(); ++node) {
      const auto first = below.begin() + static_cast<std::ptrdiff_t>(node * kTreeFan);
      const auto count = static_cast<std::ptrdiff_t>(std::min(kTreeFan, below.size() - node * kTreeFan));
      minima[node] = *std::min_element(first, first + count);
    }
    upper.insert(upper.end(), minima.begin(), minima.end());
    below = std::move(minima);
  }
  return upper;
}

}  // namespace asgen::tape
