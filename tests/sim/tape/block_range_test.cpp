#include "sim/tape/block_range.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/tape/order_grid.hpp"

using namespace asgen;

TEST_CASE("blocks have the least and greatest value, eights of them the extremes of all, and NaN wins") {
  std::vector<double> column(16 * 17 + 5);
  for (std::size_t i = 0; i < column.size(); ++i) column[i] = static_cast<double>(i * 7 % 101);
  column[16 * 9 + 3] = NAN;
  const tape::BlockRange range = tape::block_ranges(column);
  REQUIRE(range.low.size() == 24);
  REQUIRE(range.high.size() == 24);
  REQUIRE(range.coarse_low.size() == 8);
  for (std::size_t block = 0; block < 18; ++block) {
    if (block == 9) continue;
    double low = 1e9, high = -1e9;
    for (std::size_t i = block * 16; i < std::min(column.size(), (block + 1) * 16); ++i) low = std::min(low, column[i]), high = std::max(high, column[i]);
    CHECK(range.low[block] == low);
    CHECK(range.high[block] == high);
  }
  CHECK(std::isnan(range.low[9]));
  CHECK(std::isnan(range.high[20]));  // beyond the column: look closer
  CHECK(range.coarse_low[0] == *std::min_element(column.begin(), column.begin() + 128));
  CHECK(range.coarse_high[0] == *std::max_element(column.begin(), column.begin() + 128));
  CHECK(std::isnan(range.coarse_low[1]));
  CHECK(std::isnan(range.coarse_high[2]));  // its last blocks lie beyond
}

TEST_CASE("prices round to the order grid, also below zero") {
  CHECK(tape::on_grid_down(107, 10) == 100);
  CHECK(tape::on_grid_up(101, 10) == 110);
  CHECK(tape::on_grid_down(-1, 10) == -10);
  CHECK(tape::on_grid_up(-1, 10) == 0);
  CHECK(tape::on_grid_up(110, 10) == 110);
}
