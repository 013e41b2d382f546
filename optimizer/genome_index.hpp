#pragma once
// Finds a genome again by its decoded values: hash, then exact comparison.

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "sim/base/hash.hpp"

namespace asgen::optimizer {

struct GenomeHash {
  std::size_t operator()(const std::vector<double>& values) const { return base::hash_doubles(values); }
};

/// Decoded values -> number of a record. Values are never NaN; -0 and 0 are equal.
using GenomeIndex = std::unordered_map<std::vector<double>, std::size_t, GenomeHash>;

}  // namespace asgen::optimizer
