#pragma once
// What a simulation of one segment gives.

#include <string>
#include <vector>

#include "sim/account/metrics.hpp"
#include "sim/base/units.hpp"
#include "sim/market/fill.hpp"

namespace asgen::simulate {

enum class State {
  ok,
  failed,  ///< the segment cannot be simulated; `reason` says why
};

/// Sampled on every clock tick of the segment; all columns have the same length.
struct Path {
  std::vector<base::Nanos> time;
  std::vector<double> mid;        ///< quote currency
  std::vector<double> equity;     ///< excess equity at the mid [quote; base of an inverse contract]
  std::vector<double> inventory;  ///< minus the initial one [base; quote of an inverse contract]
};

/// A fill with its figures in the instrument's units.
struct FillRecord {
  market::Fill fill;
  double price = 0;     ///< quote currency
  double quantity = 0;  ///< base currency; quote currency of an inverse contract
  double fee = 0;       ///< the other currency; negative = rebate
};

struct DayResult {
  account::MetricRow metrics;
  State state = State::ok;
  std::string reason;             ///< empty when ok
  Path path;                      ///< with Detail::full
  std::vector<FillRecord> fills;  ///< with Detail::full
};

}  // namespace asgen::simulate
