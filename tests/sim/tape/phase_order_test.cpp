#include "sim/tape/phase_order.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <vector>

using asgen::tape::PhaseOrder;

TEST_CASE("the ticks of one phase after the other") {
  for (const std::size_t ticks : {1, 2, 7, 30, 31, 59}) {
    for (const std::size_t stride : {1, 2, 3, 10, 31, 70}) {
      CAPTURE(ticks);
      CAPTURE(stride);
      const PhaseOrder order(ticks, stride);
      std::vector<std::size_t> column(ticks);
      std::iota(column.begin(), column.end(), 0u);
      const std::vector<std::size_t> arranged = order.arrange(std::span<const std::size_t>(column));
      REQUIRE(arranged.size() == ticks);
      for (std::size_t tick = 0; tick < ticks; ++tick) {
        const std::size_t position = order.position(tick);
        CHECK(arranged[position] == tick);
        if (tick + stride < ticks) CHECK(order.position(tick + stride) == position + 1);
      }
    }
  }
}
