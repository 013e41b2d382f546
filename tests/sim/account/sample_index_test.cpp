#include "sim/account/sample_index.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/account/wide.hpp"
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

/// The judge: a loop over samples in wide integers.
struct PlainSums {
  std::int64_t squares = 0, rises = 0, levels = 0;
  Wide cubes = 0, fourths = 0, level_squares = 0;

  void add(std::int64_t before, std::int64_t level, std::int64_t origin) {
    const std::int64_t d = level - before, above = level - origin;
    squares += d * d;
    rises += d > 0 ? d * d : 0;
    cubes += static_cast<Wide>(d * d) * d;
    fourths += static_cast<Wide>(d * d) * (d * d);
    levels += above;
    level_squares += static_cast<Wide>(above) * above;
  }
};

void check_equal(const ChangePowers& powers, const PlainSums& sums) {
  CHECK(powers.squares == sums.squares);
  CHECK(powers.rises == sums.rises);
  CHECK(powers.cubes == static_cast<double>(sums.cubes));
  CHECK(powers.fourths == static_cast<double>(sums.fourths));
}
void check_equal(const LevelPowers& powers, const PlainSums& sums) {
  CHECK(powers.levels == sums.levels);
  CHECK(powers.squares == static_cast<double>(sums.level_squares));
}

}  // namespace

TEST_CASE("sums over samples from any tick on are those of a loop") {
  for (const std::uint64_t move : {3u, 3000u, 30'000u, 3'000'000u}) {
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
        const std::int64_t origin = index->level(random.below(2) == 0 ? from : to);
        PlainSums expected;
        for (std::size_t place = from + 1; place <= to; ++place) {
          const std::int64_t h = index->level(place);
          CHECK(h == std::llround((marks[first + (place - from) * step] - marks[0]) / 0.005));
          expected.add(index->level(place - 1), h, origin);
        }
        const SampleRange range = index->range(from, to);
        check_equal(index->changes(range), expected);
        check_equal(index->levels(range, origin), expected);
        check_equal(index->levels(from, to, origin), expected);
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

TEST_CASE("marks follow from their levels where all are quotients of the same number, and nowhere else") {
  std::vector<double> marks;
  for (int i = 0; i < 1000; ++i) marks.push_back((20'000'000 + i * i) / 200.0);
  const auto index = SampleIndex::make(marks, 0, 0.005, 5);
  REQUIRE(index.has_value());
  REQUIRE(index->has_marks());
  for (std::size_t tick = 0; tick < marks.size(); ++tick) CHECK(index->mark(index->place(tick)) == marks[tick]);
  marks[700] = std::nextafter(marks[700], 0);
  CHECK_FALSE(SampleIndex::make(marks, 0, 0.005, 5)->has_marks());
  CHECK_FALSE(SampleIndex::make(std::vector<double>{3, 6}, 0, 3, 1)->has_marks());  // no whole number of quanta a unit
}
