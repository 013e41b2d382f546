#include "sim/simulate/fill_qualities.hpp"

#include <cmath>

namespace asgen::simulate {

void add_qualities(const LegFills& leg, const Books& books, double limit, FillQualities& qualities) {
  base::Lots inventory = leg.inventory;
  for (std::size_t i = leg.first; i < leg.end; ++i) {
    const market::Fill& fill = books.fills()[i];
    const FillMark& mark = books.fill_marks()[i];
    const bool outside = std::fabs(books.quantity(inventory)) > limit;
    inventory += base::Lots(base::sign(fill.side) * fill.quantity.count());
    if (std::isnan(mark.mid)) continue;
    (outside ? qualities.outside : qualities.inside)
        .add({fill.side, 2 * fill.price.as_double(), books.quantity(fill.quantity), mark.mid, mark.later});
  }
}

}  // namespace asgen::simulate
