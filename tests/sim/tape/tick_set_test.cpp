#include "sim/tape/tick_set.hpp"

#include <doctest/doctest.h>

#include "sim/base/random.hpp"

using namespace asgen;

TEST_CASE("the members of any range are counted as by a loop") {
  for (const std::size_t ticks : {0u, 1u, 63u, 64u, 65u, 1000u}) {
    base::Stream random({ticks, base::Purpose::test, 13, 0});
    std::vector<int> in;
    for (std::size_t k = 0; k < ticks; ++k) in.push_back(static_cast<int>(random.below(2)));
    const tape::TickSet set(ticks, [&](std::size_t k) { return in[k] != 0; });
    for (std::size_t from = 0; from <= ticks; from += 1 + ticks / 37) {
      for (std::size_t to = from; to <= ticks; to += 1 + ticks / 41) {
        std::size_t expected = 0;
        for (std::size_t k = from; k < to; ++k) expected += in[k] != 0 ? 1 : 0;
        CHECK(set.count(from, to) == expected);
      }
    }
  }
}
