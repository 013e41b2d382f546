#pragma once
// Hanging orders (hummingbot.md 7): when one order of a pair was filled, the other stays at its price outside the refresh cycle.

#include <span>
#include <vector>

#include "sim/strategy/quantiser.hpp"

namespace asgen::strategy {

/// What is left of the balances for ordinary orders.
struct Funds {
  double base = 0, quote = 0;
};

/// The pairs and the hanging orders of one maker. Does nothing when the settings ignore hanging orders.
class HangingOrderBook {
 public:
  /// @param lifetime age from which on an order is too old
  HangingOrderBook(const Settings& settings, const Venue& venue, base::Nanos lifetime);

  /// False when the settings ignore hanging orders.
  [[nodiscard]] bool tracks() const { return tracks_; }
  /// True for an order that hangs: no rule of ordinary orders applies to it.
  [[nodiscard]] bool contains(market::OrderId id) const;
  /// True when ticks must not be skipped: distances are to be watched, or orders to be sent anew.
  [[nodiscard]] bool is_busy() const { return !hanging_.empty() || !renewals_.empty(); }

  /// Notes a complete fill; true when it was of a hanging order.
  bool note_fill(const market::Fill& fill);
  /// Forgets an order that the venue refused or pulled; true when it was a hanging one.
  bool note_end(const EndReport& report);

  /// One tick: cancels what is too far from `mid` or too old, and sends old ones anew where that works (7.3).
  void run(const MarketView& market, double mid, const AccountView& account, Actions& actions);
  /// In a replacing cancel: the other orders of half-filled pairs leave `active` and hang from now on; pairs are forgotten (7.2).
  void adopt(std::vector<LiveOrder>& active);
  /// Learns what this tick's orders are called: those that it sent anew hang, the rest forms pairs with what `stayed` (7.1).
  void note_sent(std::span<const LiveOrder> stayed, std::span<const market::OrderRequest> orders, std::span<const market::OrderId> ids);
  /// Balances without what hanging orders lock, and those that are about to hang (7.4).
  [[nodiscard]] Funds free_funds(const AccountView& account) const;

 private:
  /// One buy and one sell; 0 = none.
  struct Pair {
    market::OrderId buy = 0, sell = 0;
    bool buy_filled = false, sell_filled = false;
    /// The unfilled order of a half-filled pair, else 0.
    [[nodiscard]] market::OrderId left_over() const;
  };
  struct Renewal {
    market::OrderId id;  ///< of the order that makes room
    market::OrderRequest order;
  };

  [[nodiscard]] bool is_left_over(market::OrderId id) const;
  [[nodiscard]] bool is_far(const LiveOrder& order, double mid) const;
  void renew(const LiveOrder& order);
  void send_renewals(const AccountView& account);
  void pair_up(std::vector<LiveOrder> orders);
  void lock(Funds& funds, base::Side side, base::Ticks price, base::Lots quantity) const;

  bool tracks_;
  Mends mends_;
  base::Nanos lifetime_, round_trip_;
  double cancel_share_;
  Quantiser quantiser_;
  std::vector<market::OrderId> hanging_;
  std::vector<Pair> pairs_;
  std::vector<Renewal> renewals_;
  std::vector<market::OrderRequest> sent_anew_;  // this tick's renewals: the first of its orders
  bool re_pair_ = false;                         // pairs were dissolved this tick
};

}  // namespace asgen::strategy
