#pragma once
// What a strategy sees and does. It is told about fills and ended orders, runs on clock ticks, and says when it next
// has to run; it never sees the tape.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/instrument.hpp"
#include "sim/market/order.hpp"
#include "sim/strategy/book_view.hpp"
#include "sim/strategy/settings.hpp"

namespace asgen::strategy {

/// Where a strategy trades: prices are integer quanta and quantities integer lots of the tape.
struct Venue {
  market::Instrument instrument;
  double price_quantum = 0.01;               ///< quote currency; the instrument's tick is a multiple of it
  double lot = 0.0001;                       ///< base units; the instrument's lot is a multiple of it
  base::Nanos clock{base::kNanosPerSecond};  ///< decision clock
  base::Nanos round_trip{0};                 ///< request sent -> answer known; 0: a cancel is confirmed in the same tick
  double initial_base = 0;                   ///< inventory at the start [base units]
  std::shared_ptr<const data::TimeZone> zone = nullptr;  ///< of execution time frames; null: UTC
};

/// The market at a clock tick.
struct MarketView {
  base::Nanos now;
  bool two_sided = false;  ///< both best prices exist
  base::Ticks best_bid, best_ask;
  double mid = 0;               ///< quote currency; the last known one while the book is not two-sided
  double volatility = 0;        ///< price units per clock tick
  double alpha = 0, kappa = 0;  ///< fitted intensity: alpha in base units, kappa per price unit
  double time_left_s = 0;       ///< until the segment ends
  BookView book = {};           ///< displayed levels
};

/// An own order as far as the strategy knows.
struct LiveOrder {
  market::OrderId id = 0;
  base::Side side = base::Side::buy;
  base::Ticks price;
  base::Lots quantity;  ///< as sent
  base::Lots leaves;    ///< as far as reported
  base::Nanos created;
  bool cancelling = false;  ///< a cancel was sent and is not confirmed
};

/// The own account as far as the strategy knows.
struct AccountView {
  double base = 0, quote = 0;         ///< total balances, what orders lock included
  std::span<const LiveOrder> orders;  ///< in order of sending
};

/// What a strategy wants: cancels are sent first, then orders, each in list order.
struct Actions {
  std::vector<market::OrderId> cancels;
  std::vector<market::OrderRequest> orders;
};

/// A fill that became known in (last_tick, next tick].
struct FillReport {
  market::Fill fill;
  base::Nanos last_tick;
};

/// Why an order ended without a fill or a cancel of ours. (A confirmed cancel just leaves AccountView::orders.)
enum class EndReason {
  refused,  ///< it would have crossed, or arrived in a gap
  pulled,   ///< the recording has a gap, or the tape ended
};
struct EndReport {
  market::OrderId order = 0;
  EndReason reason = EndReason::refused;
  base::Nanos last_tick;
};

/// Buffer lengths that must be full before on_tick is called; 0 = not needed.
struct IndicatorNeeds {
  int volatility_length = 0;
  int intensity_length = 0;
};

class CyclicMaker;
class SteadyMaker;

/// A trading rule: per tick it hears of fills and ends, then acts, then hears what its orders are called. Deterministic: the same
/// calls give the same actions.
class Strategy {
 public:
  virtual ~Strategy() = default;
  [[nodiscard]] virtual IndicatorNeeds needs() const = 0;
  virtual void on_fill(const FillReport& report) = 0;
  virtual void on_end(const EndReport& report) = 0;
  /// Runs one tick; appends to `actions`, which comes empty.
  virtual void on_tick(const MarketView& market, const AccountView& account, Actions& actions) = 0;
  /// Tells the ids of the orders of the last tick's actions, in their order; 0 for one that was not sent.
  virtual void on_sent(std::span<const market::OrderId> /*ids*/) {}
  /// First instant after `now` at which on_tick could do something if no fill or end is reported before. It may be early,
  /// never late: ticks before it are skipped, which must not change any result.
  [[nodiscard]] virtual base::Nanos next_wake(base::Nanos now) const = 0;
  /// The rule as one whose plain renewals of quotes can be foreseen (steady_maker.hpp), or nullptr.
  [[nodiscard]] virtual SteadyMaker* steady() { return nullptr; }
  /// The rule as one that keeps Hummingbot's cycle (cyclic_maker.hpp), or nullptr.
  [[nodiscard]] virtual CyclicMaker* cyclic() { return nullptr; }
};

/// The strategy of these settings. Throws ConfigurationError when settings and venue do not go together, or when the name is one
/// that sim/simulate makes (`glft_exact`).
std::unique_ptr<Strategy> make_strategy(const Settings& settings, const Venue& venue);

}  // namespace asgen::strategy
