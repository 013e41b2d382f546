#include "sim/data/decimal.hpp"

#include <doctest/doctest.h>

using namespace asgen::data;

TEST_CASE("decimal text becomes units of 1e-9 exactly") {
  CHECK(parse_decimal("0").value == 0);
  CHECK(parse_decimal("93869.5").value == 93869'500'000'000);
  CHECK(parse_decimal("1e-05").value == 10'000);
  CHECK(parse_decimal("9E-05").value == 90'000);
  CHECK(parse_decimal("1.5e3").value == 1500'000'000'000);
  CHECK(parse_decimal("1.5e+3").value == 1500'000'000'000);
  CHECK(parse_decimal("-0.25").value == -250'000'000);
  CHECK(parse_decimal("+7").value == 7'000'000'000);
  CHECK(parse_decimal(".5").value == 500'000'000);
  CHECK(parse_decimal("5.").value == 5'000'000'000);
  CHECK(parse_decimal("0.000000001").value == 1);
  CHECK(parse_decimal("9200000000").value == 9'200'000'000'000'000'000);
  CHECK(parse_decimal("49.2000000000000000000000").value == 49'200'000'000);
}

TEST_CASE("the dust of binary fractions is rounded away") {
  CHECK(parse_decimal("0.30000000000000004").value == 300'000'000);
  CHECK(parse_decimal("61804.799999999996").value == 61804'800'000'000);
  CHECK(parse_decimal("0.30000000000000004").fault == DecimalFault::none);
}

TEST_CASE("what is no decimal, too large or too fine says so") {
  for (const char* text : {"", ".", "-", "e5", "1e", "1e+", "1.2.3", "1,5", " 1", "1 ", "0x10", "nan", "inf", "1e5x"}) {
    CHECK(parse_decimal(text).fault == DecimalFault::not_a_number);
  }
  CHECK(parse_decimal("9300000000").fault == DecimalFault::too_large);
  CHECK(parse_decimal("1e300").fault == DecimalFault::too_large);
  CHECK(parse_decimal("99999999999999999999999").fault == DecimalFault::too_large);
  CHECK(parse_decimal("0.00000000049").fault == DecimalFault::too_fine);
  CHECK(parse_decimal("1e-300").fault == DecimalFault::too_fine);
  CHECK(parse_decimal("0e-300").value == 0);
}

TEST_CASE("whole numbers have digits alone") {
  std::int64_t value = 0;
  CHECK(parse_whole("1767657600107910", value));
  CHECK(value == 1767657600107910);
  for (const char* text : {"", "-1", "1.0", "1e3", "1234567890123456789"}) CHECK_FALSE(parse_whole(text, value));
}
