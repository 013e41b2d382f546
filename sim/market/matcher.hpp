#pragma once
// Turns orders into fills against a recorded day, visiting only the events that can touch an order.
//
// Rules (tests/reference/naive_matcher plays them event by event and must agree fill for fill):
//  - A request takes effect entry_latency after it was sent, after all events up to that instant; requests are FIFO.
//  - On arrival an order at or through the best opposite price is refused, and so is one that arrives in a gap.
//  - A trade is shared by own orders of the other side in price-time order; at the price only what goes past `ahead` fills.
//  - A batch that improves the opposite best to our price or through it fills at most the size displayed up to our price.
//  - At the begin of a gap all own orders are cancelled.
// At one instant: events, then a gap's begin, then the clock tick (paper), then requests. At one event: buys, then sells.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/options.hpp"
#include "sim/market/order.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::market {

/// An order whose arrival was foreseen: it rested and nothing touched it since.
struct Arrival {
  OrderRequest request;
  base::Nanos submitted;
  std::size_t events;  ///< applied when it arrived
};

/// A value: a copy goes on independently.
class Matcher {
 public:
  /// Starts after `first_event` events of the tape. Options must pass `check`.
  Matcher(const tape::Tape& tape, const MarketOptions& options, std::size_t first_event);

  /// Sends an order at `now` >= time(), not before an earlier request. With no latency and now == time() it has arrived on return. Quantity
  /// > 0.
  OrderId submit(const OrderRequest& request, base::Nanos now);
  /// Sends a cancel at `now` >= time(); nothing happens for an order that is over or already being cancelled.
  void cancel(OrderId id, base::Nanos now);
  /// Plays the market up to and including t >= time(); appends the fills in event order.
  void advance_to(base::Nanos t, std::vector<Fill>& fills);

  /// Goes at once to `t`, after `events` events, when the caller knows that until then no event touches an own order, no gap begins, an order
  /// stood at every instant and no request is under way at the end. Of the live orders only `kept` (ascending) stay; `arrivals` joined since,
  /// by time. Returns the id of the first arrival; the others follow.
  OrderId skip_to(base::Nanos t, std::size_t events, std::span<const OrderId> kept, std::span<const Arrival> arrivals);
  /// First event that can touch a resting order of that side, or more than there are.
  [[nodiscard]] std::size_t next_touch(base::Side side) const { return ladder(side).next_touch; }
  /// Time up to `t` with at least one resting order.
  [[nodiscard]] base::Nanos quoted_until(base::Nanos t) const { return quoted_ + (resting_ > 0 ? t - quoted_since_ : base::Nanos(0)); }

  /// Time up to which the market has been played.
  [[nodiscard]] base::Nanos time() const { return now_; }
  /// Number of tape events applied.
  [[nodiscard]] std::size_t events() const { return events_; }
  /// An order as the venue knows it now; one that was not forgotten. The reference is good until the next submit.
  [[nodiscard]] const Order& order(OrderId id) const { return orders_[id - first_kept_].order; }
  /// Number of orders ever sent; ids are 1..orders().
  [[nodiscard]] std::size_t orders() const { return first_kept_ - 1 + orders_.size(); }
  /// Lets go of orders that are over and older than every live one and than `keep_from`, so that a long run stays in cache.
  void forget_ended(OrderId keep_from);
  /// Ids of live orders (pending, resting, cancel pending), ascending.
  [[nodiscard]] std::span<const OrderId> live() const { return live_; }
  /// Queue ahead of a resting order now.
  [[nodiscard]] Ahead ahead(OrderId id) const;
  [[nodiscard]] const MarketOptions& options() const { return options_; }
  [[nodiscard]] const tape::Tape& tape() const { return tape_; }

 private:
  struct Placed {
    Order order;
    Ahead ahead;
    std::size_t seen = 0;  ///< events whose book changes `ahead` already knows
    bool joined = true;    ///< `ahead` was looked up; put off until something asks, as most orders never need it
  };
  struct Request {
    enum class Kind : std::uint8_t { submit, cancel };
    base::Nanos time;
    OrderId id;
    Kind kind;
  };
  /// Resting orders of one side, best price first, then earliest.
  struct Ladder {
    static constexpr std::size_t kNever = static_cast<std::size_t>(-1);
    std::vector<OrderId> ids;
    std::size_t next_touch = kNever;  ///< no event before this one can touch the ladder
    std::size_t next_tick = kNever;   ///< paper: no tick before this one can fill it
  };

  Placed& placed(OrderId id) { return orders_[id - first_kept_]; }
  Ladder& ladder(base::Side side) { return ladders_[side == base::Side::buy ? 0 : 1]; }
  [[nodiscard]] const Ladder& ladder(base::Side side) const { return ladders_[side == base::Side::buy ? 0 : 1]; }

  // Keeping time
  [[nodiscard]] base::Nanos next_instant(base::Nanos t) const;
  void play_events(std::size_t until, std::vector<Fill>& fills);
  void touch(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void begin_gaps();
  void apply_requests();

  // An order's life
  void arrive(Placed& own);
  [[nodiscard]] bool is_in_gap() const;
  [[nodiscard]] bool would_cross(const Order& order) const;
  void rest(Placed& own);
  void insert(const Order& own);
  void expect_touches(base::Side side, base::Ticks price);
  void end(Placed& own, OrderState state, base::Nanos time);
  void sweep(base::Side side);

  // Its place in the queue
  void join(Placed& own) const;
  void bring_up_to_date(Placed& own, std::size_t until) const;
  void see(Placed& own, std::int64_t shown, std::size_t from, std::size_t to) const;

  // Fills
  void share_trade(base::Side side, std::size_t event, std::vector<Fill>& fills);
  base::Lots share_of_trade(Placed& own, std::size_t event, base::Lots rest, std::vector<Fill>& fills);
  void share_cross(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void fill_through(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void fill_ticks(std::vector<Fill>& fills);
  void fill_crossed(base::Side side, std::size_t tick, std::vector<Fill>& fills);
  void add_fill(Placed& own, Fill fill, std::vector<Fill>& fills);

  tape::Tape tape_;
  MarketOptions options_;
  base::Nanos now_;
  std::size_t events_;          ///< applied
  std::size_t ticks_ = 0;       ///< passed
  std::size_t gaps_ = 0;        ///< begun
  std::vector<Placed> orders_;  ///< from first_kept_ on
  OrderId first_kept_ = 1;
  std::vector<OrderId> live_;
  std::vector<Request> requests_;  ///< first in, first out from next_request_
  std::size_t next_request_ = 0;
  std::array<Ladder, 2> ladders_;
  std::size_t resting_ = 0;           ///< orders at the venue
  base::Nanos quoted_, quoted_since_;  ///< time with such orders before the present spell, and its begin
};

}  // namespace asgen::market
