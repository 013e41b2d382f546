#include "jobs/cluster/schedule.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace asgen::cluster {

TEST_CASE("the unit with the longest predicted cost goes first, ties by serial and then segment") {
  UnitQueue queue([](const WorkUnit& unit) { return unit.segment == 2 ? 9.0 : 1.0; });
  queue.add(std::vector<WorkUnit>{{5, 1, {}}, {5, 0, {}}, {4, 1, {}}, {9, 2, {}}, {3, 2, {}}});
  const auto units = queue.take(10);
  REQUIRE(units.size() == 5);
  const std::vector<std::pair<std::uint64_t, std::uint32_t>> expected = {{3, 2}, {9, 2}, {4, 1}, {5, 0}, {5, 1}};
  for (std::size_t i = 0; i < 5; ++i) CHECK(std::pair(units[i].serial, units[i].segment) == expected[i]);
  CHECK(queue.size() == 0);
}

TEST_CASE("taking leaves the rest in order, and a NaN cost counts as none") {
  UnitQueue queue([](const WorkUnit& unit) { return unit.genes[0]; });
  queue.add(std::vector<WorkUnit>{{1, 0, {std::numeric_limits<double>::quiet_NaN()}}, {2, 0, {1}}, {3, 0, {2}}});
  CHECK(queue.take(1)[0].serial == 3);
  queue.add(std::vector<WorkUnit>{{4, 0, {5}}});
  CHECK(queue.take(1)[0].serial == 4);
  CHECK(queue.take(1)[0].serial == 2);
  CHECK(queue.take(1)[0].serial == 1);
  CHECK(queue.take(1).empty());
}

TEST_CASE("before anything is known a block has a unit per thread") {
  const BlockSizer sizer(0.01);
  CHECK(sizer.block_size({.queued = 10000, .threads = 8, .total_threads = 16}) == 8);
}

TEST_CASE("short units travel in long blocks, long units one per thread") {
  BlockSizer fast(0.01);
  for (int i = 0; i < 10; ++i) fast.observe(0.0001);
  CHECK(fast.block_size({.queued = 1000000, .threads = 2, .total_threads = 8}) == doctest::Approx(200).epsilon(0.01));
  BlockSizer slow(0.01);
  slow.observe(10);
  CHECK(slow.block_size({.queued = 1000000, .threads = 2, .total_threads = 8}) == 2);
  BlockSizer nothing(0.01);
  nothing.observe(0);
  CHECK(nothing.block_size({.queued = 1000000, .threads = 2, .total_threads = 8}) == 4096);
}

TEST_CASE("towards the end blocks shrink to half a fair share, never below one, and never exceed what is queued") {
  BlockSizer sizer(0.01);
  sizer.observe(0.0001);
  std::size_t before = 1000;
  for (const std::size_t queued : {800u, 400u, 80u, 8u, 1u}) {
    const std::size_t size = sizer.block_size({.queued = queued, .threads = 2, .total_threads = 8});
    CHECK(size >= 1);
    CHECK(size <= queued);
    CHECK(size <= std::max<std::size_t>(1, queued / 8));
    CHECK(size <= before);
    before = size;
  }
  CHECK(sizer.block_size({.queued = 0, .threads = 2, .total_threads = 8}) == 0);
}

}  // namespace asgen::cluster
