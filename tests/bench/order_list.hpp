#pragma once
// What one genome asked of the venue on one day, as lists for matchers that are told rather than asked.

#include <vector>

#include "sim/simulate/result.hpp"
#include "sim/tape/tape.hpp"
#include "tests/bench/flat_matcher.hpp"

namespace asgen::bench {

struct OrderList {
  std::vector<FlatOrder> orders;
  std::vector<FlatRequest> requests;  ///< in the order of arrival; at one instant cancels first
};

/// From a result with full detail on one tape. Cancels that came too late to do anything are left out.
OrderList order_list(const simulate::DayResult& result, const tape::Tape& tape, base::Nanos entry_latency);

}  // namespace asgen::bench
