#pragma once
// A recorded day, compiled once for millions of simulations: an immutable view of one position-independent block.
//
// An *event* is one trade or one book batch (all rows of one local stamp). Events are numbered in their one total order: time,
// trades before the batch of the same time, file order. "After n events" is the state when events 0..n-1 are applied.
//
// Feed latency `none`: an event happens and is seen at its local stamp. `recorded`: it happens at its exchange stamp and is seen at
// its local one. Within book and trades each feed's own order is kept: an exchange stamp is raised to that of the row before and
// lowered to the row's local stamp (nothing is seen before it happens); a local stamp is raised to that of the event before.
//
// Book grain `row`, for the fill rule `rival`: every row is an event, a reset is one of its own before its row, all depth counts as
// known, there are no gaps, and the row that was set last decides a locked or crossed book: the opposite best becomes the next level
// beyond it (backtest.md 2.8).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"
#include "sim/tape/columns.hpp"

namespace asgen::tape {

struct TapeOptions {
  base::Nanos clock{base::kNanosPerSecond};  ///< decision clock, > 0
  BookGrain grain = BookGrain::message;
  FeedLatency feed = FeedLatency::none;
};

/// What the tape of a day says of itself, without the day's rows; first_tick is left 0. Throws DataError on a text that is too long,
/// ConfigurationError on a clock that is not positive.
TapeInfo info_of(const data::DayInfo& day, const TapeOptions& options);

/// Displayed quantity at a price; `known` is false outside the recorded window, and lots is 0 then.
struct Depth {
  std::int64_t lots = 0;
  bool known = false;
};
struct BookLevel {
  std::int32_t price;
  std::int64_t lots;
};
/// Everything that ever happened to one price of one side, in event order.
struct LevelHistory {
  std::span<const std::uint32_t> event;  ///< batches that changed the displayed quantity
  PackedLots lots;                       ///< displayed after each
  std::span<const std::uint32_t> trade;  ///< trades exactly at the price with the aggressor on the other side
};

/// Cheap to copy: copies share the block.
class Tape {
 public:
  /// Compiles a day. Throws DataError when columns are unsorted or ragged, or a price does not fit.
  static Tape compile(const data::Day& day, const TapeOptions& options);
  /// Uses a block in memory (64-byte aligned) that `owner` keeps alive. Throws DataError, naming `where`, on a wrong magic,
  /// version, size or checksum.
  static Tape adopt(std::shared_ptr<const void> owner, std::span<const std::byte> block, const std::string& where);
  /// Maps a saved tape read-only: processes that open the same file share its memory. Throws DataError as `adopt`, ConfigurationError when the file is missing.
  static Tape open(const std::string& path);
  /// Writes the block to `path` atomically. Throws StorageError.
  void save(const std::string& path) const;
  [[nodiscard]] std::span<const std::byte> block() const { return block_; }

  [[nodiscard]] const TapeInfo& info() const { return *columns_->info; }
  [[nodiscard]] const Columns& columns() const { return *columns_; }

  // Events
  [[nodiscard]] std::size_t events() const { return columns_->event_ns.size(); }
  /// When it happened.
  [[nodiscard]] base::Nanos event_ns(std::size_t event) const { return base::Nanos(columns_->event_ns[event]); }
  /// When it could be seen; rises with the event.
  [[nodiscard]] base::Nanos event_seen_ns(std::size_t event) const {
    return base::Nanos((columns_->seen_ns.empty() ? columns_->event_ns : columns_->seen_ns)[event]);
  }
  /// Best prices after each event; kNoBid or kNoAsk when that side is empty.
  [[nodiscard]] std::span<const std::int32_t> best_bid() const { return columns_->best_bid; }
  [[nodiscard]] std::span<const std::int32_t> best_ask() const { return columns_->best_ask; }
  /// Best prices after `after_events` events (0: empty book).
  [[nodiscard]] std::int32_t best_bid(std::size_t after_events) const {
    return after_events == 0 ? kNoBid : columns_->best_bid[after_events - 1];
  }
  [[nodiscard]] std::int32_t best_ask(std::size_t after_events) const {
    return after_events == 0 ? kNoAsk : columns_->best_ask[after_events - 1];
  }
  /// Whether an event is a trade; else it is a batch.
  [[nodiscard]] bool is_trade(std::size_t event) const { return columns_->event_trades.contains(event); }
  /// Index of the trade that an event is.
  [[nodiscard]] std::size_t trade_of(std::size_t event) const { return columns_->event_trades[event]; }
  /// Batches that empty the book first (grain row: that only empty it), ascending.
  [[nodiscard]] std::span<const std::uint32_t> resets() const { return columns_->resets; }
  [[nodiscard]] bool is_reset(std::size_t event) const { return std::binary_search(resets().begin(), resets().end(), event); }
  /// Number of events with time <= t. `hint`: any lower bound of the answer; the cost is O(log(answer - hint)).
  [[nodiscard]] std::size_t events_until(base::Nanos t, std::size_t hint = 0) const;

  // Trades
  [[nodiscard]] std::size_t trades() const { return columns_->trade_price.size(); }
  [[nodiscard]] std::span<const std::int32_t> trade_price() const { return columns_->trade_price; }
  [[nodiscard]] PackedLots trade_lots() const { return columns_->trade_lots; }
  /// Aggressor: +1 buy, -1 sell, 0 unknown.
  [[nodiscard]] std::span<const std::int8_t> trade_side() const { return columns_->trade_side; }
  [[nodiscard]] std::span<const std::uint32_t> trade_event() const { return columns_->trade_event; }
  /// L3 feeds, else empty: when the order that was hit had joined its queue; 0 = not known.
  [[nodiscard]] std::span<const std::int64_t> trade_resting_since() const { return columns_->trade_resting_since; }

  // Book. A bid's side is buy, an ask's is sell.
  /// Displayed quantity at a price. With N recorded levels, prices worse than the worst displayed one are unknown while the
  /// side shows at least N levels; everything else is known, 0 when absent.
  [[nodiscard]] Depth displayed(base::Side book_side, std::int32_t price, std::size_t after_events) const;
  /// Displayed levels from the best to `limit` inclusive, best first, until they hold `lots`.
  [[nodiscard]] std::vector<BookLevel> levels_for(base::Side book_side, std::int32_t limit, std::int64_t lots, std::size_t after_events) const;
  /// Sum of displayed lots from the best price of `book_side` to `limit` inclusive, or `enough` when there are more.
  [[nodiscard]] std::int64_t displayed_through(base::Side book_side, std::int32_t limit, std::size_t after_events,
                                               std::int64_t enough = INT64_MAX) const;
  /// Price of the level at which displayed lots, summed from the best price on, first reach `lots`; nothing when they never do.
  [[nodiscard]] std::optional<std::int32_t> price_reaching(base::Side book_side, std::int64_t lots, std::size_t after_events) const;
  /// Displayed levels, best first, at most `max_levels`.
  [[nodiscard]] std::vector<BookLevel> book(base::Side book_side, std::size_t after_events, std::size_t max_levels) const;
  /// History of one price of one side; empty when nothing ever happened there.
  [[nodiscard]] LevelHistory history(base::Side book_side, std::int32_t price) const;
  /// First event in [from, to) after which `price` lies in the recorded window, or `to`.
  [[nodiscard]] std::size_t first_visible(base::Side book_side, std::int32_t price, std::size_t from, std::size_t to) const;

  // Questions of orders
  /// First event in [from, to) that could touch a resting order, or `to`: for a buy a sell-aggressor trade at or below
  /// `price`, or a batch that improves the best ask to `price` or below. O(log(to - from)).
  [[nodiscard]] std::size_t first_touch(base::Side side, std::int32_t price, std::size_t from, std::size_t to) const;
  /// First event from `from` on that is a trade at `stop` or beyond, at or above for a buy stop, at or below for a sell stop; events()
  /// when there is none. The aggressor does not matter.
  [[nodiscard]] std::size_t first_stop(base::Side side, std::int32_t stop, std::size_t from) const;
  /// First tick in [from, to) at which the best opposite price is at `price` or through it, or `to`.
  [[nodiscard]] std::size_t first_crossed_tick(base::Side side, std::int32_t price, std::size_t from, std::size_t to) const;

  // Clock
  [[nodiscard]] std::size_t ticks() const { return columns_->tick_events.size(); }
  [[nodiscard]] base::Nanos tick_ns(std::size_t tick) const { return info().clock * (info().first_tick + static_cast<std::int64_t>(tick)); }
  /// Number of ticks with time <= t.
  [[nodiscard]] std::size_t ticks_until(base::Nanos t) const;
  /// Per tick: number of events that had been seen by then. Mids, flags and indicators follow it.
  [[nodiscard]] std::span<const std::uint32_t> tick_events() const { return columns_->tick_events; }
  /// Number of events that had happened by a tick; at least tick_events()[tick].
  [[nodiscard]] std::size_t events_by_tick(std::size_t tick) const {
    return columns_->seen_ns.empty() ? columns_->tick_events[tick] : events_until(tick_ns(tick), columns_->tick_events[tick]);
  }
  /// Per tick: mid in quote currency, correctly rounded when 1/quantum is an integer; NaN while the book is not two-sided.
  [[nodiscard]] std::span<const double> mid() const { return columns_->mid; }
  /// Per tick: TickFlag bits.
  [[nodiscard]] std::span<const std::uint8_t> tick_flags() const { return columns_->tick_flags; }
  /// Holes in the recording, in time order.
  [[nodiscard]] std::span<const TapeGap> gaps() const { return columns_->gaps; }

  // Units
  /// Price in quote currency of `ticks` quanta, quantity in base units of `lots` lots; correctly rounded as `mid`.
  [[nodiscard]] double price(std::int64_t ticks) const { return columns_->price(ticks); }
  [[nodiscard]] double quantity(std::int64_t lots) const { return columns_->quantity(lots); }
  /// On which side of the exact decimal price() lies: +1 above, -1 below, 0 exact.
  [[nodiscard]] int price_rounding(std::int64_t ticks) const { return columns_->price.rounding(ticks); }

 private:
  Tape() = default;
  std::shared_ptr<const void> owner_;
  std::shared_ptr<const Columns> columns_;
  std::span<const std::byte> block_;
};

}  // namespace asgen::tape
