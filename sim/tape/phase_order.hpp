#pragma once
// Ticks in the order in which makers with a fixed number of ticks between decisions come by: what they read is then one neighbour after
// another, whatever that number.

#include <cstddef>
#include <span>
#include <vector>

namespace asgen::tape {

/// With a stride of s: ticks 0, s, 2 s, ..., then 1, 1 + s, 1 + 2 s, ..., up to the phase of s - 1.
class PhaseOrder {
 public:
  PhaseOrder() = default;
  PhaseOrder(std::size_t ticks, std::size_t stride) : stride_(stride), shortest_(ticks / stride), longer_(ticks % stride) {}

  [[nodiscard]] std::size_t stride() const { return stride_; }
  [[nodiscard]] std::size_t position(std::size_t tick) const {
    if (stride_ == 1) return tick;
    const std::size_t phase = tick % stride_;
    return phase * shortest_ + (phase < longer_ ? phase : longer_) + tick / stride_;
  }
  /// A column by position.
  template <class T>
  [[nodiscard]] std::vector<T> arrange(std::span<const T> column) const {
    std::vector<T> arranged;
    arranged.reserve(column.size());
    for (std::size_t phase = 0; phase < stride_; ++phase) {
      for (std::size_t tick = phase; tick < column.size(); tick += stride_) arranged.push_back(column[tick]);
    }
    return arranged;
  }

 private:
  std::size_t stride_ = 1;
  std::size_t shortest_ = 0, longer_ = 0;  ///< ticks of a phase, and how many phases have one more
};

}  // namespace asgen::tape
