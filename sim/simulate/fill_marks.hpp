#pragma once
// The mid around every fill of a leg.

#include <cstddef>
#include <vector>

#include "sim/account/markout.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/leg.hpp"

namespace asgen::simulate {

/// The fills [first, end) of the books, all of them on one leg.
struct LegFills {
  const tape::Tape* tape = nullptr;
  const MidChanges* mids = nullptr;
  base::Nanos to;          ///< end of the leg
  std::size_t first = 0, end = 0;
  base::Lots inventory;    ///< excess inventory before the first
};

/// Qualities of fills by how far the inventory was from the initial one just before: up to `limit` [amount], or farther.
struct FillQualities {
  account::ExecutionQuality inside, outside;
};
/// Adds the fills. A fill before which the book had not two sides is left out.
void add_qualities(const LegFills& fills, const Books& books, double limit, FillQualities& qualities);

}  // namespace asgen::simulate
