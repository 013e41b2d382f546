#pragma once
// What a simulation of one segment gives.

#include <cstddef>
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

/// What happened to an order, and when, at the venue.
enum class OrderEventKind {
  created,    ///< sent by the strategy
  filled,     ///< quantity and price of one fill
  cancelled,  ///< by the strategy
  refused,    ///< by the venue
  pulled,     ///< at a gap, or at the tape's end
};
/// One line of the order log, figures in the instrument's units.
struct OrderEvent {
  OrderEventKind kind = OrderEventKind::created;
  std::size_t tape = 0;  ///< index within the segment; order ids start at 1 on each
  market::OrderId order = 0;
  base::Nanos time;
  base::Side side = base::Side::buy;
  double price = 0;     ///< quote currency
  double quantity = 0;  ///< base units: of the fill, else what the order had left
};

struct DayResult {
  account::MetricRow metrics;
  State state = State::ok;
  std::string reason;             ///< empty when ok
  Path path;                      ///< with Detail::path and Detail::full
  std::vector<FillRecord> fills;  ///< with Detail::full
  std::vector<OrderEvent> order_events;  ///< with Detail::full, in order of time; what was asked first stands first
};

}  // namespace asgen::simulate
