#pragma once
// A column as makers with several numbers of ticks between decisions read it.

#include <cstddef>
#include <span>
#include <vector>

#include "sim/tape/block_range.hpp"

namespace asgen::tape {

/// A column in the order of the phases of a stride.
struct StrideColumn {
  std::size_t stride;
  std::vector<double> value;  ///< empty with a stride of 1: that is the column itself
  BlockRange range;
};

class StrideColumns {
 public:
  StrideColumns() = default;
  /// Of each stride, and of 1.
  StrideColumns(std::span<const double> column, std::span<const int> strides);
  /// Any other stride than those of the constructor is a broken contract.
  [[nodiscard]] const StrideColumn& of(std::size_t stride) const;

 private:
  std::vector<StrideColumn> columns_;
};

}  // namespace asgen::tape
