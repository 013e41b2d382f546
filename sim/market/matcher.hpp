#pragma once
// Turns orders into fills against a recorded day, visiting only the events that can touch an order.
//
// Rules (tests/reference/naive_matcher plays them event by event and must agree fill for fill):
//  - Requests take effect after all events up to their instant, and answers become known, as `channel.hpp` says: first in, first out.
//  - On arrival a post-only order at or through the best opposite price is refused, and so is any order that arrives in a gap.
//  - Other orders take displayed levels from the best on, each at its price. Between two events own takers and crossing fills never
//    take the same size twice. What is left of a `gtc` order rests; of others it expires; `fok` takes all or nothing.
//  - A trade is shared by own orders of the other side in price-time order; at the price only what goes past `ahead` fills.
//  - A batch that improves the opposite best to our price or through it fills at most the size displayed up to our price.
//  - A modification to the same price and not more than is left keeps the place; any other leaves the queue and arrives anew.
//    A cancel or modification of an order that is over does nothing.
//  - At the begin of a gap all own orders are cancelled; with `l3_fifo` also at a reset of the book, which forgets who stands where.
// Fill rules `paper` and `rival` differ: matcher_paper.cpp, matcher_rival.cpp.
//
// Groups and triggers (matcher_triggers.cpp): an order with a trigger waits at the venue; the event of its trigger is looked up on
// arrival. Of orders in one group the first that fills, even in part, or is triggered cancels the others at that instant; one
// that arrives later is refused. Ties:
//  - At one instant: events, then a gap's begin, then the clock tick (paper), then timed orders in order of arrival, then requests.
//  - At one event: a reset (l3_fifo), then resting buys, then resting sells, each in price-time order, then stops in order of arrival.
//    So a limit that a trade fills beats a stop that the same trade triggers, and a triggered order meets the book after the event.
//  - A stop is triggered by trades after its arrival only, never by the book.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/market/channel.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/options.hpp"
#include "sim/market/order.hpp"
#include "sim/market/presence.hpp"
#include "sim/market/quote_venue.hpp"
#include "sim/tape/tape.hpp"

namespace asgen::market {

/// A cancel or modification that was lost on the way.
struct LostRequest {
  OrderId id;
  base::Nanos known;  ///< when we know of it
};

/// Where a matcher goes on after a QuoteVenue has played its orders for a while.
struct Resumption {
  base::Nanos time;
  std::size_t events = 0;  ///< applied
  OrderId first_id = 1;    ///< of the next order; above all ids so far
  std::array<Presence, 3> presence;
};

/// A value: a copy goes on independently.
class Matcher {
 public:
  /// Starts after `first_event` events of the tape. Options must pass `check` and the tape be compiled with their `tape_options`.
  Matcher(const tape::Tape& tape, const MarketOptions& options, std::size_t first_event);

  /// Sends an order at `now` >= time(), not before an earlier request. With no latency and now == time() it has arrived on return; what
  /// it took at once is told by the next advance_to. Quantity > 0.
  OrderId submit(const OrderRequest& request, base::Nanos now);
  /// Sends a cancel at `now` >= time(); nothing happens for an order that is over or already being cancelled.
  void cancel(OrderId id, base::Nanos now);
  /// Sends a modification at `now` >= time() to a new price and new open quantity `leaves` > 0; nothing happens as for a cancel.
  void modify(OrderId id, base::Ticks price, base::Lots leaves, base::Nanos now);
  /// A new, empty one-cancels-all group.
  GroupId new_group();
  /// Plays the market up to and including t >= time(); appends the fills in event order.
  void advance_to(base::Nanos t, std::vector<Fill>& fills);

  /// Resting orders of a side, for a QuoteVenue.
  [[nodiscard]] Quotes standing(base::Side side) const;
  /// Goes on elsewhere, without orders and with no request under way; orders are then taken over one by one, each side's best first.
  void resume(const Resumption& at);
  /// Takes an order over as the next one; `end_known` is when we know of its end, if it is over.
  void take_over(base::Side side, const Quote& quote, OrderState state, base::Nanos end_known);
  /// Time with own orders at the venue: any, buys, sells.
  [[nodiscard]] const std::array<Presence, 3>& presence() const { return presence_; }
  /// What the orders that came to rest did up to `t`.
  struct Tally {
    base::Nanos any, buy, sell;  ///< time with a resting order, buy, sell: unions, not sums, of their lives
    std::size_t orders = 0, filled_orders = 0;
    base::Lots submitted;
    bool complete = true;  ///< false once orders were handed over: those that came and went elsewhere are not counted
  };
  [[nodiscard]] Tally tally(base::Nanos t) const;

  /// Time up to which the market has been played.
  [[nodiscard]] base::Nanos time() const { return now_; }
  /// Number of tape events applied.
  [[nodiscard]] std::size_t events() const { return events_; }
  /// An order as the venue knows it now; one that was not forgotten. The reference is good until the next submit.
  [[nodiscard]] const Order& order(OrderId id) const { return orders_[id - first_kept_]; }
  /// Number of orders ever sent; ids are 1..orders().
  [[nodiscard]] std::size_t orders() const { return first_kept_ - 1 + orders_.size(); }
  /// Lets go of orders that are over and older than every live one and than `keep_from`, so that a long run stays in cache.
  void forget_ended(OrderId keep_from);
  /// Ids of live orders (pending, waiting, resting, cancel pending), ascending.
  [[nodiscard]] std::span<const OrderId> live() const { return live_; }
  /// Queue ahead of a resting order now, and that of an order that has arrived as it was then (after a new place in the queue: then).
  [[nodiscard]] Ahead ahead(OrderId id) const;
  [[nodiscard]] Ahead ahead_at_arrival(OrderId id) const { return queue_.at_arrival(queued(order(id))); }
  /// Fills that the next advance_to will tell: those of takers that have arrived at time().
  [[nodiscard]] std::span<const Fill> untold() const { return untold_; }
  /// Cancels and modifications that were lost, in the order of sending.
  [[nodiscard]] std::span<const LostRequest> lost() const { return lost_; }
  /// No event, tick or timer before the returned instant can fill, trigger or end an own order that is at the venue or on the way there
  /// (gaps aside); looked for among the first `until_event` events and the ticks up to `last_tick`; max when there is none.
  [[nodiscard]] base::Nanos next_touch(std::size_t until_event, std::size_t last_tick) const;
  /// No answer travels shorter.
  [[nodiscard]] base::Nanos shortest_answer() const { return channel_.shortest_answer(); }
  [[nodiscard]] const MarketOptions& options() const { return options_; }
  [[nodiscard]] const tape::Tape& tape() const { return tape_; }

 private:
  static constexpr std::size_t kNever = static_cast<std::size_t>(-1);

  /// A resting order's place; exists while it rests.
  struct Place {
    OrderId id;
    QueuePlace queue;
    base::Nanos since;  ///< l3_fifo: who joined later stands behind us
  };
  struct Request {
    enum class Kind : std::uint8_t { submit, cancel, modify };
    base::Nanos time;
    OrderId id;
    Kind kind;
  };
  /// What modifications under way ask for, first in, first out.
  struct Change {
    base::Ticks price;
    base::Lots leaves;
  };
  /// An order with a trigger, from its sending until it becomes active.
  struct Waiting {
    OrderId id;
    Trigger trigger;
    base::Ticks stop;
    base::Nanos at;
    std::size_t event = kNever;  ///< trade that triggers a stop; looked up on arrival
    bool arrived = false;
  };
  struct Group {
    std::vector<OrderId> members;
    bool over = false;
  };
  /// Resting orders of one side, best price first, then earliest.
  struct Ladder {
    std::vector<Place> places;
    std::size_t next_touch = kNever;  ///< no event before this one can touch the ladder
    std::size_t next_tick = kNever;   ///< paper: no tick before this one can fill it
  };
  /// Opposite size that own orders have taken in one state of the book, counted from its best price on.
  struct Taken {
    std::size_t after_events = 0;
    std::int64_t lots = 0;
  };

  static QueuedOrder queued(const Order& own) { return {own.side, static_cast<std::int32_t>(own.price.count()), own.arrived_after}; }
  Order& order_of(OrderId id) { return orders_[id - first_kept_]; }
  Ladder& ladder(base::Side side) { return ladders_[side == base::Side::buy ? 0 : 1]; }
  [[nodiscard]] const Ladder& ladder(base::Side side) const { return ladders_[side == base::Side::buy ? 0 : 1]; }

  // Keeping time
  [[nodiscard]] base::Nanos next_instant(base::Nanos t) const;
  void play_events(std::size_t until, std::vector<Fill>& fills);
  void touch(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void begin_gaps();
  void pull_all(base::Nanos time);
  void apply_requests(std::vector<Fill>& fills);

  // An order's life
  void arrive(Order& own, std::vector<Fill>& fills);
  void become_active(Order& own, std::vector<Fill>& fills);
  void change(Order& own, std::vector<Fill>& fills);
  void answer_cancel(Order& own);
  [[nodiscard]] bool is_in_gap() const;
  [[nodiscard]] bool would_cross(const Order& order) const;
  void rest(Order& own);
  void insert(const Order& own, std::uint32_t seen);
  void expect_touches(base::Side side, base::Ticks price);
  void end(Order& own, OrderState state, base::Nanos time, base::Nanos known);
  void settle(base::Side side);
  void sweep(base::Side side);
  [[nodiscard]] OrderState state_at_venue(const Order& own, OrderState state) const;

  // Triggers and groups
  void wait(Order& own);
  void trigger_stops(std::size_t event, std::vector<Fill>& fills);
  void trigger_timed(std::vector<Fill>& fills);
  void activate(OrderId id, std::vector<Fill>& fills);
  void look_for_triggers();
  void close_group(const Order& own, base::Nanos time);

  // Fills
  void share_trade(base::Side side, std::size_t event, std::vector<Fill>& fills);
  base::Lots share_of_trade(Order& own, Place& place, std::size_t event, base::Lots rest, std::vector<Fill>& fills);
  [[nodiscard]] std::int64_t reach(const Order& own, Place& place, std::size_t event, base::Lots rest) const;
  void share_cross(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void fill_through(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void fill_ticks(std::vector<Fill>& fills);
  void fill_crossed(base::Side side, std::size_t tick, std::vector<Fill>& fills);
  void meet_trade(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void meet_cross(base::Side side, std::size_t event, std::vector<Fill>& fills);
  void take(Order& own, std::vector<Fill>& fills);
  void take_whole(Order& own, std::vector<Fill>& fills);
  void take_levels(Order& own, std::vector<Fill>& fills);
  [[nodiscard]] std::int32_t taker_limit(const Order& order) const;
  void add_fill(Order& own, Fill fill, std::vector<Fill>& fills);

  tape::Tape tape_;
  MarketOptions options_;
  QueueFollower queue_;
  Channel channel_;
  base::Nanos now_;
  std::size_t events_;          ///< applied
  std::size_t ticks_ = 0;       ///< passed
  std::size_t gaps_ = 0;        ///< begun
  std::vector<Order> orders_;   ///< from first_kept_ on
  OrderId first_kept_ = 1;
  std::vector<OrderId> live_;
  std::vector<Request> requests_;  ///< first in, first out from next_request_
  std::size_t next_request_ = 0;
  std::vector<Change> changes_;
  std::size_t next_change_ = 0;
  std::array<Ladder, 2> ladders_;
  std::array<Taken, 2> taken_;  ///< by buys, by sells
  std::vector<Waiting> waiting_;
  std::size_t next_stop_ = kNever;  ///< no event before this one triggers a stop
  base::Nanos next_timed_ = base::Nanos::max();
  std::size_t next_reset_ = kNever;  ///< l3_fifo: next event that pulls all
  std::vector<Group> groups_;
  std::vector<Fill> untold_;
  std::vector<LostRequest> lost_;
  [[nodiscard]] Presence& presence(base::Side side) { return presence_[side == base::Side::buy ? 1 : 2]; }
  std::array<Presence, 3> presence_;  ///< any, buys, sells
  Tally tally_;
};

}  // namespace asgen::market
