#include "jobs/cluster/payload.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/random.hpp"

namespace asgen::cluster {
namespace {

std::vector<UnitResult> sample_results() {
  return {{1, 2, true, "", {1.5, std::numeric_limits<double>::infinity(), -0.0}, 0.25, -1},
          {~0ULL, 7, false, "no fills: μ is undefined", {}, 0, -1}};
}

// Decodes every prefix and many bit flips: only a ClusterError may come out, or a value.
template <class Decode>
void torment(const Bytes& payload, Decode decode) {
  for (std::size_t n = 0; n < payload.size(); ++n) {
    CHECK_THROWS_AS(decode(std::span(payload).first(n)), base::ClusterError);
  }
  base::Stream stream({.seed = 9});
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    Bytes garbled = payload;
    for (int flips = 0; flips < 3; ++flips) {
      garbled[stream.below(garbled.size())] ^= std::byte{1} << stream.below(8);
    }
    try {
      decode(std::span<const std::byte>(garbled));
    } catch (const base::ClusterError&) {
      ++refused;
    }
  }
  CHECK(refused > 0);
}

}  // namespace

TEST_CASE("units survive the journey bit for bit") {
  const std::vector<WorkUnit> units = {{0, 0, {}}, {1ULL << 60, 4'000'000'000u, {0.1, -0.0, 1e-310}}};
  const auto back = decode_units(encode_units(units));
  REQUIRE(back.size() == 2);
  CHECK(back[1].serial == 1ULL << 60);
  CHECK(back[1].segment == 4'000'000'000u);
  CHECK(back[0].genes.empty());
  CHECK(back[1].genes == units[1].genes);
  CHECK(std::signbit(back[1].genes[1]));
}

TEST_CASE("results survive the journey bit for bit, NaN included") {
  auto results = sample_results();
  results[0].metrics.push_back(std::numeric_limits<double>::quiet_NaN());
  const auto back = decode_results(encode_results(results));
  REQUIRE(back.size() == 2);
  CHECK(back[0].ok);
  CHECK(back[0].seconds == 0.25);
  CHECK(std::isinf(back[0].metrics[1]));
  CHECK(std::isnan(back[0].metrics[3]));
  CHECK_FALSE(back[1].ok);
  CHECK(back[1].serial == ~0ULL);
  CHECK(back[1].reason == "no fills: μ is undefined");
}

TEST_CASE("a hello and a text survive the journey") {
  const Hello hello = decode_hello(encode_hello({"0.1.0-abc", "node7", 16, 4711}));
  CHECK(hello.build == "0.1.0-abc");
  CHECK(hello.host == "node7");
  CHECK(hello.threads == 16);
  CHECK(hello.pid == 4711);
  CHECK(decode_text(encode_text("{\"a\": 1}")) == "{\"a\": 1}");
  CHECK(decode_text(encode_text("")).empty());
  CHECK(decode_failure(encode_failure({3, "bad day"})).code == 3);
  CHECK(decode_failure(encode_failure({3, "bad day"})).text == "bad day");
}

TEST_CASE("garbled content is refused or read as some value, never worse") {
  torment(encode_units(std::vector<WorkUnit>{{3, 1, {1, 2, 3}}, {4, 1, {5}}}), decode_units);
  torment(encode_results(sample_results()), decode_results);
  torment(encode_hello({"build", "host", 2, 1}), decode_hello);
  torment(encode_text("study"), decode_text);
  torment(encode_failure({3, "bad day"}), decode_failure);
}

TEST_CASE("an announced count that cannot fit is refused before memory is asked for") {
  Bytes payload = encode_units({});
  payload.back() = std::byte{0x7f};
  CHECK_THROWS_AS(decode_units(payload), base::ClusterError);
}

}  // namespace asgen::cluster
