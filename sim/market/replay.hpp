#pragma once
// A given list of orders against a recorded market: what would have become of each.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/market/fill.hpp"
#include "sim/market/matcher.hpp"
#include "sim/market/options.hpp"

namespace asgen::market {

/// An order and when its sender sent it, and a cancel.
struct ListedOrder {
  OrderRequest request;  ///< `group`: any number that its members share; 0: none
  base::Nanos submitted{};
  base::Nanos cancelled = base::Nanos::max();  ///< >= submitted; max: never
};

/// What became of an order.
enum class Outcome {
  filled,
  cancelled,  ///< by its cancel, by a gap, by its group; it may have filled in part
  expired,    ///< could not take at once what it wanted to, or would have taken and must not
  rejected,   ///< lost on the way, or arrived in a gap or in a group that was over
  open,       ///< not over when the recording ended
};

struct ReplayedOrder {
  Order order;
  Outcome outcome = Outcome::open;
  std::optional<double> ahead_at_arrival;  ///< lots; none when it never rested, or nothing is known about the queue
};

struct ReplayedFill {
  Fill fill;
  std::size_t listed = 0;  ///< index into the list
  FillTrigger trigger;
};

/// Orders as listed, fills in the order of events.
struct Replay {
  std::vector<ReplayedOrder> orders;
  std::vector<ReplayedFill> fills;
};

/// Sends every order and cancel at its instant, all of them between the tape's open and close, and plays the tape to its end; cancels
/// after it are not sent. At one instant cancels go before new orders, and both in list order; the cancel of an order that is sent at
/// the same instant goes last. Options must pass `check`, and the tape `check_tape` and be compiled with their `tape_options`.
Replay replay(const tape::Tape& tape, std::span<const ListedOrder> orders, const MarketOptions& options);

}  // namespace asgen::market
