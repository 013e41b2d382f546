#pragma once
// An order and its life.

#include <cstdint>

#include "sim/base/units.hpp"

namespace asgen::market {

/// Dense per simulation, from 1; 0 is no order.
using OrderId = std::uint32_t;
/// A one-cancels-all group, from 1; 0 is no group.
using GroupId = std::uint32_t;

/// What an order does when it is active.
enum class OrderType : std::uint8_t {
  post_only,  ///< GTX: rests, refused when it would take
  gtc,        ///< takes what it can at once, the rest rests
  ioc,        ///< takes what it can at once, the rest expires
  fok,        ///< takes all of it at once or expires
  market,     ///< takes at any price, the rest expires; `price` is ignored
};

/// When an order becomes active. Until then it waits at the venue.
enum class Trigger : std::uint8_t {
  none,  ///< on arrival
  stop,  ///< a trade after its arrival at `stop` or beyond: at or above for a buy, at or below for a sell
  time,  ///< at the instant `at` on the venue's clock, or on arrival when that is later
};

/// An order to send. Stop = {type market, trigger stop}, stop-limit = {type gtc, trigger stop}, timed exit = {type market, trigger time}.
struct OrderRequest {
  base::Side side = base::Side::buy;
  base::Ticks price{};  ///< limit
  base::Lots quantity{};
  OrderType type = OrderType::post_only;
  Trigger trigger = Trigger::none;
  base::Ticks stop{};  ///< for Trigger::stop
  base::Nanos at{};    ///< for Trigger::time
  GroupId group = 0;   ///< from Matcher::new_group; 0: none
};

enum class OrderState : std::uint8_t {
  pending,  ///< sent, not yet arrived
  waiting,  ///< at the venue, not yet triggered
  resting,
  cancel_pending,  ///< resting or waiting, a cancel is under way: it can still fill
  filled,
  cancelled,  ///< by us, by a gap, by its group
  refused,    ///< would have taken, arrived in a gap or in a group that is over, or was lost on the way
  expired,    ///< what an order could not take at once
};
/// True while the order can still fill or arrive.
constexpr bool is_live(OrderState state) { return state <= OrderState::cancel_pending; }

/// What stands in front of an order at its own price.
enum class AheadState : std::uint8_t {
  known,
  unknown,      ///< the price has not been visible since arrival: no fill at the price
  unreachable,  ///< queue model `back`
  by_time,      ///< queue model `l3_fifo`: the joining time of the order that a trade hits decides
};
struct Ahead {
  AheadState state = AheadState::known;
  double lots = 0;  ///< meaningful when known; whole for all models but the probabilistic ones
  bool operator==(const Ahead&) const = default;
};

struct Order {
  OrderId id = 0;
  base::Side side = base::Side::buy;
  OrderState state = OrderState::pending;
  OrderType type = OrderType::post_only;
  bool has_rested = false;  ///< it stood in the queue at its price, if only for an instant
  GroupId group = 0;
  std::uint32_t arrived_after = 0;  ///< events that the venue had seen when it arrived (was triggered, lost its place); meaningful once it has
  base::Ticks price{};
  base::Lots quantity{};
  base::Lots leaves{};
  base::Nanos submitted{};
  base::Nanos arrives{};
  base::Nanos cancel_arrives = base::Nanos::max();  ///< max: no cancel under way
  base::Nanos ended = base::Nanos::max();           ///< when it was over at the venue
  base::Nanos end_known = base::Nanos::max();       ///< when we know that

  bool operator==(const Order&) const = default;
};

}  // namespace asgen::market
