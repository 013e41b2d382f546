#pragma once
// An order and its life.

#include <cstdint>

#include "sim/base/units.hpp"

namespace asgen::market {

/// Dense per simulation, from 1; 0 is no order.
using OrderId = std::uint32_t;

/// A post-only limit order to send.
struct OrderRequest {
  base::Side side = base::Side::buy;
  base::Ticks price{};
  base::Lots quantity{};
};

enum class OrderState : std::uint8_t {
  pending,  ///< sent, not yet arrived
  resting,
  cancel_pending,  ///< resting, a cancel is under way: it can still fill
  filled,
  cancelled,
  refused,  ///< would have crossed, or arrived in a gap
};
/// True while the order can still fill or arrive.
constexpr bool is_live(OrderState state) { return state <= OrderState::cancel_pending; }

/// What stands in front of an order at its own price.
enum class AheadState : std::uint8_t {
  known,
  unknown,      ///< the price has not been visible since arrival: no fill at the price
  unreachable,  ///< queue model `back`
};
struct Ahead {
  AheadState state = AheadState::known;
  base::Lots lots{0};  ///< meaningful when known
  bool operator==(const Ahead&) const = default;
};

struct Order {
  OrderId id = 0;
  base::Side side = base::Side::buy;
  OrderState state = OrderState::pending;
  base::Ticks price{};
  base::Lots quantity{};
  base::Lots leaves{};
  base::Nanos submitted{};
  base::Nanos arrives{};
  base::Nanos cancel_arrives = base::Nanos::max();  ///< max: no cancel sent
  base::Nanos ended = base::Nanos::max();           ///< when filled, cancelled or refused
};

}  // namespace asgen::market
