#include "sim/account/sample_index.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/base/random.hpp"

using namespace asgen;
using namespace asgen::account;

namespace {

/// Marks with moves up to `move` half quanta.
std::vector<double> marks_of(std::uint32_t seed, std::size_t ticks, std::uint64_t move) {
  base::Stream random({seed, base::Purpose::test, 11, 0});
  std::vector<double> marks;
  auto level = static_cast<std::int64_t>(1'000'000 + random.below(1000));
  for (std::size_t k = 0; k < ticks; ++k) {
    const auto step = static_cast<std::int64_t>(random.below(2 * move + 1)) - static_cast<std::int64_t>(move);
    level += level + step > 0 && level + step < 100'000'000 ? step : 0;
    marks.push_back(static_cast<double>(level) * 0.005);
  }
  return marks;
}

bool same(const SampleSums& a, const SampleSums& b) {
  return a.squares == b.squares && a.rises == b.rises && a.levels == b.levels && a.cubes == b.cubes && a.fourths == b.fourths &&
         a.level_squares == b.level_squares;
}

}  // namespace

TEST_CASE("sums over samples from any tick on are those of a loop") {
  for (const std::uint64_t move : {3u, 3000u, 3'000'000u}) {
    for (const std::size_t step : {1u, 5u, 50u}) {
      CAPTURE(move);
      CAPTURE(step);
      const std::vector<double> marks = marks_of(1, 4321, move);
      const auto index = SampleIndex::make(marks, 0, 0.005, step);
      REQUIRE(index.has_value());
      base::Stream random({move, base::Purpose::test, 12, 0});
      for (int i = 0; i < 300; ++i) {
        const std::size_t first = random.below(marks.size()), samples = random.below((marks.size() - 1 - first) / step + 1);
        const std::size_t from = index->place(first), to = from + samples;
        SampleSums expected;
        for (std::size_t place = from + 1; place <= to; ++place) {
          const std::int64_t h = index->level(place), d = h - index->level(place - 1);
          CHECK(h == std::llround((marks[first + (place - from) * step] - marks[0]) / 0.005));
          expected.squares += d * d;
          expected.rises += d > 0 ? d * d : 0;
          expected.levels += h;
          expected.cubes += static_cast<Wide>(d * d) * d;
          expected.fourths += static_cast<Wide>(d * d) * (d * d);
          expected.level_squares += static_cast<Wide>(h) * h;
        }
        CHECK(same(index->sums(from, to), expected));
      }
    }
  }
}

TEST_CASE("marks that are no multiples of half a quantum, or too far apart, have no sums") {
  CHECK_FALSE(SampleIndex::make(std::vector<double>{100, 100.003}, 0, 0.005, 1).has_value());
  CHECK_FALSE(SampleIndex::make(std::vector<double>{100, 3e9}, 0, 0.005, 1).has_value());
  CHECK_FALSE(SampleIndex::make(std::vector<double>{}, 0, 0.005, 1).has_value());
  CHECK(SampleIndex::make(std::vector<double>{100, 100.005}, 0, 0.005, 1).has_value());
}
