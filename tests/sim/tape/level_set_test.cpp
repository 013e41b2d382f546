#include "sim/tape/level_set.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <set>

#include "sim/base/random.hpp"

using namespace asgen;

TEST_CASE("least, greatest, neighbours and size are those of an ordinary set") {
  base::Stream random({.seed = 3});
  for (const std::size_t capacity : {1, 64, 65, 4096, 5000, 300'000}) {
    tape::LevelSet levels(capacity);
    std::set<std::size_t> expected;
    for (int i = 0; i < 3000; ++i) {
      const std::size_t id = random.below(capacity);
      if (random.below(100) < 52) {
        levels.insert(id);
        expected.insert(id);
      } else {
        const std::size_t gone = expected.empty() || random.below(2) == 0 ? id : *expected.begin();
        levels.erase(gone);
        expected.erase(gone);
      }
      REQUIRE(levels.size() == expected.size());
      REQUIRE(levels.first() == (expected.empty() ? tape::LevelSet::kNone : *expected.begin()));
      REQUIRE(levels.last() == (expected.empty() ? tape::LevelSet::kNone : *expected.rbegin()));
      const auto above = expected.upper_bound(id), here = expected.lower_bound(id);
      REQUIRE(levels.above(id) == (above == expected.end() ? tape::LevelSet::kNone : *above));
      REQUIRE(levels.below(id) == (here == expected.begin() ? tape::LevelSet::kNone : *std::prev(here)));
    }
  }
}
