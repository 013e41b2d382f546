#pragma once
// Plays one random schedule of orders on the product's matcher and on the judge, and says where they part.

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/data/day.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/options.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::test_reference {

struct ScheduleOptions {
  base::Nanos clock{base::kNanosPerSecond};
  base::Nanos longest_pause{2 * base::kNanosPerSecond};  ///< between two visits
  base::Nanos end = base::Nanos::max();                  ///< stop here; max: a little after the day's last event
  std::int64_t reach = 5;                                ///< ticks around the opposite best at which orders are placed
  std::int64_t greatest_quantity = 14;                   ///< lots
  std::size_t most_live = 12;
  std::size_t first_event = 0;
};

/// What a comparison found.
struct Comparison {
  std::string difference;  ///< "" when both agree in everything
  std::vector<market::Fill> fills;
  std::size_t orders = 0;
};

/// Random market options: all queue models, fill rules and exchanges, latency none or of any kind up to `longest` (measured `from` then
/// on), feed latency none or recorded.
market::MarketOptions any_market_options(base::Stream& random, base::Nanos from, base::Nanos longest);

/// Submits, modifies and cancels orders of every type at random instants; compares fills after every advance, and all orders and queues ahead.
Comparison compare(const data::Day& day, const tape::Tape& tape, const market::MarketOptions& options, const ScheduleOptions& schedule,
                   base::Stream& random);

}  // namespace asgen::test_reference
