#pragma once
// The mid around every fill of a leg.

#include <vector>

#include "sim/account/markout.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/leg.hpp"

namespace asgen::simulate {

/// A fill with the prices around it, and how far the inventory was from the initial one just before.
struct FillMark {
  account::MarkedFill fill;
  double inventory_before = 0;  ///< magnitude [amount]
};

/// Appends the marks of fills `first_fill` and later, all of them on the leg. A fill before which the book had not two sides is left out.
void mark_fills(const Leg& leg, const Books& books, std::size_t first_fill, std::vector<FillMark>& marks);

}  // namespace asgen::simulate
