#pragma once
// Spread capture and markouts of fills by the inventory that they met.

#include <cstddef>

#include "sim/account/markout.hpp"
#include "sim/simulate/books.hpp"

namespace asgen::simulate {

/// The fills [first, end) of the books, all of them on one tape.
struct LegFills {
  std::size_t first = 0, end = 0;
  base::Lots inventory;  ///< excess inventory before the first
};

/// Qualities of fills by how far the inventory was from the initial one just before: up to `limit` [amount], or farther.
struct FillQualities {
  account::ExecutionQuality inside, outside;
};
/// Adds the fills. A fill before which the book had not two sides is left out.
void add_qualities(const LegFills& fills, const Books& books, double limit, FillQualities& qualities);

}  // namespace asgen::simulate
