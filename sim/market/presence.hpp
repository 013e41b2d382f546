#pragma once
// Time with own orders at the venue.

#include <cstddef>

#include "sim/base/units.hpp"

namespace asgen::market {

struct Presence {
  std::size_t count = 0;      ///< orders there now
  base::Nanos before, since;  ///< time with orders before the present spell, and its begin

  void set(std::size_t orders, base::Nanos t) {
    if (count == 0 && orders > 0) since = t;
    if (count > 0 && orders == 0) before += t - since;
    count = orders;
  }
  void come(base::Nanos t) { set(count + 1, t); }
  void go(base::Nanos t) { set(count - 1, t); }
  [[nodiscard]] base::Nanos until(base::Nanos t) const { return before + (count > 0 ? t - since : base::Nanos(0)); }
};

}  // namespace asgen::market
