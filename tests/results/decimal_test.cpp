#include <doctest/doctest.h>

#include <cstdlib>

#include "results/decimal.hpp"
#include "sim/base/random.hpp"

using asgen::results::plain_decimal;

TEST_CASE("decimals are plain, with a dot and the fewest digits") {
  CHECK(plain_decimal(0.00001) == "0.00001");
  CHECK(plain_decimal(1800) == "1800.0");
  CHECK(plain_decimal(0.1) == "0.1");
  CHECK(plain_decimal(-10) == "-10.0");
  CHECK(plain_decimal(1e22) == "10000000000000000000000.0");
}

TEST_CASE("decimals read back to the same bits, for random doubles") {
  asgen::base::Stream stream({.seed = 3});
  for (int i = 0; i < 2000; ++i) {
    const double value = stream.uniform(-1, 1) * (stream.below(2) == 0 ? 1e-12 : 1e9);
    const std::string text = plain_decimal(value);
    CHECK(text.find_first_of("eE") == std::string::npos);
    CHECK(std::strtod(text.c_str(), nullptr) == value);
  }
}
