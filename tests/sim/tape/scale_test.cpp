#include "sim/tape/scale.hpp"

#include <doctest/doctest.h>

using asgen::tape::Scale;

TEST_CASE("a count of a decimal quantum is the double nearest to the decimal") {
  CHECK(Scale(0.01)(9'386'983) == 93869.83);
  CHECK(Scale(0.1)(938'695) == 93869.5);
  CHECK(Scale(0.0001)(3) == 0.0003);
  CHECK(Scale(1e-8)(123'456'789) == 1.23456789);
  CHECK(0.0001 * 3 != 0.0003);  // why multiplying will not do
}

TEST_CASE("a mid is rounded once") {
  CHECK(Scale(0.01).half(9'386'983 + 9'386'984) == 93869.835);
  CHECK(Scale(0.1).half(3) == 0.15);
}

TEST_CASE("quanta without an integer inverse multiply") {
  CHECK(Scale(5)(7) == 35.0);
  CHECK(Scale(2.5)(3) == 7.5);
  CHECK(Scale(2.5).half(3) == 3.75);
}

TEST_CASE("the side on which a price's double lies is known") {
  CHECK(Scale(0.01).rounding(9998) == 1);    // 99.9800000000000039...
  CHECK(Scale(0.01).rounding(10010) == -1);  // 100.0999999999999943...
  CHECK(Scale(0.01).rounding(9950) == 0);
  CHECK(Scale(2.5).rounding(3) == 0);
}
