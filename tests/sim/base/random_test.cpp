#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "sim/base/random.hpp"

using namespace asgen;

TEST_CASE("a stream is a pure function of its key") {
  const base::StreamKey key{.seed = 42, .purpose = base::Purpose::mutation, .index = 9, .sub = 3};
  base::Stream a(key), b(key);
  for (int i = 0; i < 100; ++i) CHECK(a.bits() == b.bits());
}

TEST_CASE("any change of the key gives another stream") {
  const base::StreamKey key{.seed = 42, .purpose = base::Purpose::mutation, .index = 9, .sub = 3};
  std::set<std::uint64_t> firsts;
  for (const base::StreamKey& k : {key, base::StreamKey{43, key.purpose, 9, 3}, base::StreamKey{42, base::Purpose::selection, 9, 3},
                                   base::StreamKey{42, key.purpose, 10, 3}, base::StreamKey{42, key.purpose, 9, 4},
                                   base::StreamKey{42ULL << 32, key.purpose, 9, 3}, base::StreamKey{42, key.purpose, 9ULL << 32, 3}}) {
    firsts.insert(base::Stream(k).bits());
  }
  CHECK(firsts.size() == 7);
}

TEST_CASE("draws have the moments of their distributions within five standard errors") {
  base::Stream stream({.seed = 1, .purpose = base::Purpose::test});
  constexpr int n = 200'000;
  double uniform = 0, normal = 0, normal_square = 0, exponential = 0, poisson = 0;
  for (int i = 0; i < n; ++i) {
    uniform += stream.uniform();
    const double z = stream.normal();
    normal += z;
    normal_square += z * z;
    exponential += stream.exponential(2.0);
    poisson += static_cast<double>(stream.poisson(3.0));
  }
  const double root = std::sqrt(static_cast<double>(n));
  CHECK(std::fabs(uniform / n - 0.5) < 5 * std::sqrt(1.0 / 12) / root);
  CHECK(std::fabs(normal / n) < 5 / root);
  CHECK(std::fabs(normal_square / n - 1) < 5 * std::sqrt(2.0) / root);
  CHECK(std::fabs(exponential / n - 0.5) < 5 * 0.5 / root);
  CHECK(std::fabs(poisson / n - 3) < 5 * std::sqrt(3.0) / root);
}

TEST_CASE("below draws every value of its range about equally often") {
  base::Stream stream({.seed = 5, .purpose = base::Purpose::test});
  int counts[7] = {};
  constexpr int n = 70'000;
  for (int i = 0; i < n; ++i) ++counts[stream.below(7)];
  for (const int count : counts) CHECK(std::abs(count - n / 7) < 5 * std::sqrt(n / 7.0));
}
