#include <doctest/doctest.h>

#include "configs/json/instant.hpp"
#include "sim/base/random.hpp"

using namespace asgen;

TEST_CASE("instants are read as UTC to the nanosecond") {
  CHECK(configs::parse_instant("1970-01-01T00:00:00Z")->count() == 0);
  CHECK(configs::parse_instant("2026-01-06T02:00:00Z")->count() == 1'767'664'800'000'000'000);
  CHECK(configs::parse_instant("2026-01-06 02:00:00.25Z")->count() == 1'767'664'800'250'000'000);
}

TEST_CASE("what is no instant is refused") {
  for (const char* text : {"", "2026-01-06", "2026-01-06T02:00:00", "2026-02-30T00:00:00Z", "2026-01-06T24:00:00Z",
                           "2026-01-06T02:00:00.1234567890Z", "x2026-01-06T02:00:00Z"}) {
    CHECK_FALSE(configs::parse_instant(text).has_value());
  }
}

TEST_CASE("an instant written and read is the same") {
  base::Stream stream({.seed = 1});
  for (int i = 0; i < 1000; ++i) {
    const base::Nanos instant(static_cast<std::int64_t>(stream.below(4'000'000'000'000'000'000)));
    CHECK(configs::parse_instant(configs::format_instant(instant)) == instant);
  }
}
