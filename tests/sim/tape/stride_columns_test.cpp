#include "sim/tape/stride_columns.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "sim/base/contract.hpp"

using namespace asgen;

TEST_CASE("a column in the order of a stride has ranges of sixteen of its decisions") {
  std::vector<double> column(16 * 24);
  for (std::size_t i = 0; i < column.size(); ++i) column[i] = static_cast<double>(i * 31 % 57);
  const tape::StrideColumns columns(column, std::vector<int>{1, 6});
  CHECK(columns.of(1).value.empty());
  CHECK(columns.of(1).range.high[2] == *std::max_element(column.begin() + 32, column.begin() + 48));
  const tape::StrideColumn& six = columns.of(6);
  REQUIRE(six.value.size() == column.size());
  CHECK(six.value[1] == column[6]);
  CHECK(six.value[64] == column[1]);  // of 64 ticks each phase
  for (std::size_t phase = 0; phase < 6; ++phase) {
    double low = 1e9, high = -1e9;
    for (std::size_t k = 16; k < 32; ++k) low = std::min(low, column[phase + 6 * k]), high = std::max(high, column[phase + 6 * k]);
    CHECK(six.range.low[phase * 4 + 1] == low);
    CHECK(six.range.high[phase * 4 + 1] == high);
  }
  CHECK_THROWS_AS(static_cast<void>(columns.of(2)), base::ContractViolation);
}
