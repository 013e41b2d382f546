#include "sim/account/mark_index.hpp"

#include <algorithm>
#include <limits>

#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

constexpr Extremes kNothing{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};

void widen_by(const Extremes& other, Extremes& range) {
  range.lowest = std::min(range.lowest, other.lowest);
  range.highest = std::max(range.highest, other.highest);
}

/// One node over every `fan`. NaN stays out, since comparisons with it are false; of nothing but NaN the infinities stay, and nobody asks
/// for them.
std::vector<Extremes> parents(const std::vector<Extremes>& nodes, std::size_t fan) {
  std::vector<Extremes> above((nodes.size() + fan - 1) / fan, kNothing);
  for (std::size_t i = 0; i < nodes.size(); ++i) widen_by(nodes[i], above[i / fan]);
  return above;
}

}  // namespace

MarkIndex::MarkIndex(std::span<const double> mid, Contract contract) : first_(mid.size()) {
  double last = std::numeric_limits<double>::quiet_NaN(), sum = 0;
  for (std::size_t k = 0; k < mid.size(); ++k) {
    if (k % kFan == 0) sums_.push_back(sum);
    if (!std::isnan(mid[k])) {
      last = settlement_price(contract, mid[k]);
      first_ = std::min(first_, k);
    }
    value_.push_back(last);
    if (!std::isnan(last)) sum += std::fabs(last);
  }
  offset_.push_back(0);
  std::vector<Extremes> below;
  for (const double value : value_) below.push_back({value, value});
  while (below.size() > kFan) {
    offset_.push_back(nodes_.size());
    below = parents(below, kFan);
    nodes_.insert(nodes_.end(), below.begin(), below.end());
  }
}

MarkIndex::MarkIndex(std::span<const double> mid, Contract contract, double price_quantum, std::size_t sample_ticks) : MarkIndex(mid, contract) {
  if (contract == Contract::linear) samples_ = SampleIndex::make(value_, first_, price_quantum / 2, sample_ticks);
}

void MarkIndex::widen(std::size_t level, std::size_t from, std::size_t to, Extremes& range) const {
  double lowest = range.lowest, highest = range.highest;
  if (level == 0) {
    for (const double *value = value_.data() + from, *end = value_.data() + to; value < end; ++value) {
      lowest = std::min(lowest, *value);
      highest = std::max(highest, *value);
    }
  } else {
    const Extremes* const nodes = nodes_.data() + offset_[level];
    for (const Extremes *node = nodes + from, *end = nodes + to; node < end; ++node) {
      lowest = std::min(lowest, node->lowest);
      highest = std::max(highest, node->highest);
    }
  }
  range = {lowest, highest};
}

Extremes MarkIndex::extremes(std::size_t from, std::size_t to) const {
  base::expects(first_ <= from && from < to && to <= value_.size(), "a range of ticks with a price");
  Extremes range{value_[from], value_[from]};
  for (std::size_t level = 0;; ++level) {
    const std::size_t inner = (from + kFan - 1) / kFan * kFan, end = to / kFan * kFan;
    if (inner >= end || level + 1 == offset_.size()) {
      widen(level, from, to, range);
      return range;
    }
    widen(level, from, inner, range);
    widen(level, end, to, range);
    from = inner / kFan;
    to = end / kFan;
  }
}

Extremes MarkIndex::bounds(std::size_t from, std::size_t to) const {
  base::expects(first_ <= from && from < to && to <= value_.size(), "a range of ticks with a price");
  std::size_t level = 0;
  while (to - from > kFan && level + 1 < offset_.size()) {
    ++level;
    from /= kFan;
    to = (to + kFan - 1) / kFan;
  }
  Extremes range = kNothing;
  widen(level, from, to, range);
  return range;
}

double MarkIndex::mean_unit_value(std::size_t from, std::size_t to) const {
  from = std::max(from, first_);
  if (from >= to) return std::numeric_limits<double>::quiet_NaN();
  const auto before = [this](std::size_t tick) {
    const std::size_t node = std::min(tick / kFan, sums_.size() - 1);
    double sum = sums_[node];
    for (std::size_t k = std::max(node * kFan, first_); k < tick; ++k) sum += std::fabs(value_[k]);
    return sum;
  };
  return (before(to) - before(from)) / static_cast<double>(to - from);
}

}  // namespace asgen::account
