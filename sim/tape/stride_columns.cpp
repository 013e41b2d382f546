#include "sim/tape/stride_columns.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/contract.hpp"
#include "sim/tape/phase_order.hpp"

namespace asgen::tape {

StrideColumns::StrideColumns(std::span<const double> column, std::span<const int> strides) {
  columns_.push_back({1, {}, block_ranges(column)});
  for (const int stride : strides) {
    if (stride == 1) continue;
    const PhaseOrder order(column.size(), static_cast<std::size_t>(stride));
    std::vector<double> value = order.arrange(column);
    BlockRange range = block_ranges(value);
    columns_.push_back({order.stride(), std::move(value), std::move(range)});
  }
}

const StrideColumn& StrideColumns::of(std::size_t stride) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(), [stride](const StrideColumn& one) { return one.stride == stride; });
  if (found == columns_.end()) throw base::ContractViolation("this stride was not asked for");
  return *found;
}

}  // namespace asgen::tape
