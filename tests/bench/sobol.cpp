#include "tests/bench/sobol.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include "sim/base/contract.hpp"

namespace asgen::bench {
namespace {

constexpr int kBits = 32;
using Directions = std::array<std::uint32_t, kBits>;

/// Primitive polynomial of degree s with inner coefficients a, and the first s direction integers (new-joe-kuo-6).
struct Row {
  int degree;
  std::uint32_t coefficients;
  std::array<std::uint32_t, 5> first;
};
constexpr std::array<Row, 7> kRows = {{{1, 0, {1}}, {2, 1, {1, 3}}, {3, 1, {1, 3, 1}}, {3, 2, {1, 1, 1}}, {4, 1, {1, 1, 3, 3}}, {4, 4, {1, 3, 5, 13}}, {5, 2, {1, 1, 5, 5, 17}}}};

Directions directions(std::size_t dimension) {
  Directions v{};
  if (dimension == 0) {
    for (int i = 0; i < kBits; ++i) v[static_cast<std::size_t>(i)] = 1U << (kBits - 1 - i);
    return v;
  }
  const Row& row = kRows[dimension - 1];
  const auto s = static_cast<std::size_t>(row.degree);
  for (std::size_t i = 0; i < kBits; ++i) {
    if (i < s) {
      v[i] = row.first[i] << (kBits - 1 - i);
      continue;
    }
    v[i] = v[i - s] ^ (v[i - s] >> s);
    for (std::size_t k = 1; k < s; ++k) v[i] ^= ((row.coefficients >> (s - 1 - k)) & 1U) * v[i - k];
  }
  return v;
}

}  // namespace

std::vector<std::vector<double>> sobol_points(std::size_t dimensions, std::size_t count) {
  base::expects(dimensions >= 1 && dimensions <= kRows.size() + 1 && std::has_single_bit(count), "1 to 8 dimensions, a power of two of points");
  std::vector<std::vector<double>> points(count, std::vector<double>(dimensions));
  for (std::size_t d = 0; d < dimensions; ++d) {
    const Directions v = directions(d);
    std::uint32_t x = 0;
    for (std::size_t i = 0; i < count; ++i) {
      points[i][d] = static_cast<double>(x) * 0x1p-32 + 0.5 / static_cast<double>(count);
      x ^= v[static_cast<std::size_t>(std::countr_one(i))];
    }
  }
  return points;
}

}  // namespace asgen::bench
