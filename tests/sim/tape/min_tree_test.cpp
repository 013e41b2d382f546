#include "sim/tape/min_tree.hpp"

#include <doctest/doctest.h>

#include "sim/base/random.hpp"

using namespace asgen;

namespace {

std::size_t scan(const std::vector<std::int32_t>& values, std::int32_t key, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (values[i] <= key) return i;
  }
  return to;
}

}  // namespace

TEST_CASE("the tree finds what a scan finds, at every size around its node borders") {
  base::Stream random({.seed = 1});
  for (const std::size_t n : {0, 1, 15, 16, 17, 255, 256, 257, 4095, 4096, 4097, 70'000}) {
    std::vector<std::int32_t> values(n);
    for (auto& v : values) v = static_cast<std::int32_t>(random.below(100'000));
    const auto upper = tape::build_minima(values);
    const tape::MinTree tree(values, upper);
    for (int i = 0; i < 300; ++i) {
      const std::size_t to = random.below(n + 1);
      const std::size_t from = random.below(to + 1);
      // Rare keys make the answer lie far away or nowhere.
      const auto key = static_cast<std::int32_t>(random.below(random.below(2) == 0 ? 100'000 : 50)) - 1;
      CHECK(tree.first_at_most(key, from, to) == scan(values, key, from, to));
    }
  }
}

TEST_CASE("an empty range has no first value") {
  const std::vector<std::int32_t> values{1, 2, 3};
  const tape::MinTree tree(values, {});
  CHECK(tree.first_at_most(5, 3, 3) == 3);
  CHECK(tree.first_at_most(5, 2, 1) == 1);
}
