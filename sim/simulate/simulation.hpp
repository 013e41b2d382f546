#pragma once
// One strategy on one tape: play the market to the next tick that matters, look, act.

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "sim/market/matcher.hpp"
#include "sim/simulate/books.hpp"
#include "sim/simulate/foreseen_run.hpp"
#include "sim/simulate/leg.hpp"
#include "sim/simulate/options.hpp"
#include "sim/simulate/quote_totals.hpp"
#include "sim/simulate/result.hpp"
#include "sim/strategy/cyclic_maker.hpp"
#include "sim/strategy/steady_maker.hpp"

namespace asgen::simulate {

/// Whether a simulation keeps the log of its orders.
enum class OrderLog { none, keep };

/// A value: a copy goes on independently. The leg's market must outlive it.
class Simulation {
 public:
  Simulation(const Leg& leg, const SimulationOptions& options, Books books, OrderLog log = OrderLog::none);

  /// Plays the market to the first decision tick at or after `wake`, or to an earlier one at which a report for the strategy is due.
  /// False when the leg is over: everything up to its end has been played, fills still under way are reported, live orders are pulled.
  /// Ticks inside gaps are no decision ticks.
  bool advance_to(base::Nanos wake);

  /// After `act`: a run of decisions that can be foreseen, made for a maker; nullptr when there are none. Simulation and maker outlive it;
  /// as long as it is not over, nothing but `settle` is called.
  std::unique_ptr<ForeseenRun> foresee(strategy::SteadyMaker& maker);
  /// The same for one that keeps Hummingbot's cycle.
  std::unique_ptr<ForeseenRun> foresee(strategy::CyclicMaker& maker);

  /// Settles the books so far.
  void settle() { books_.settle(); }

  /// Time of the current decision tick.
  [[nodiscard]] base::Nanos now() const { return leg_.tape->tick_ns(tick_); }
  /// Reports that became known since the last decision tick, in order of time.
  [[nodiscard]] std::span<const strategy::FillReport> fill_reports() const { return fill_reports_; }
  [[nodiscard]] std::span<const strategy::EndReport> end_reports() const { return end_reports_; }
  /// The market and the account as the strategy may know them.
  [[nodiscard]] strategy::MarketView observe() const { return observe(tick_); }
  [[nodiscard]] strategy::AccountView account() const;

  /// Sends cancels, then orders. Orders below the minimum notional are refused unsent. Returns the ids of the orders in their order, 0
  /// for one that was not sent; good until the next call.
  std::span<const market::OrderId> act(const strategy::Actions& actions);

  /// Results of a leg that is over: advance_to returned false. The simulation is of no use afterwards.
  [[nodiscard]] Books take_books() { return std::move(books_); }
  [[nodiscard]] const Books& books() const { return books_; }
  /// The order log in order of time, when it is kept.
  [[nodiscard]] std::vector<OrderEvent> order_events() const;
  /// Number of tape events that the final book state has seen.
  [[nodiscard]] std::size_t events() const { return matcher_.events(); }
  /// What the orders did; for a leg that is over.
  [[nodiscard]] QuoteTotals quotes() const { return count_quotes(matcher_, leg_.to); }

 private:
  class SteadyRun;
  class QuotePlay;
  class CycleRun;

  [[nodiscard]] strategy::MarketView observe(std::size_t tick) const;
  [[nodiscard]] std::size_t decision_tick(std::size_t tick) const;
  [[nodiscard]] std::size_t decision_tick_at(base::Nanos t) const;
  [[nodiscard]] std::size_t next_stop(std::size_t wake_tick) const;
  [[nodiscard]] base::Nanos first_touch_before(std::size_t stop) const;
  [[nodiscard]] base::Nanos first_answer() const;
  void play_to(base::Nanos t);
  void book(const market::Fill& fill);
  void pay_funding_until(base::Nanos t);
  void collect_reports(base::Nanos known_until);
  void report_ends(base::Nanos known_until, base::Nanos last_tick);
  void finish();
  void log(OrderEventKind kind, market::OrderId id, base::Nanos time);
  /// Where a venue stands whose orders come back.
  struct Handover {
    const market::QuoteVenue* venue;
    base::Nanos time;         ///< played
    std::size_t events;       ///< played
    market::OrderId next_id;  ///< above all ids that the venue used
  };
  void take_back(const Handover& from);
  void take_back_listed(const Handover& from);
  void take_back_gone(const Handover& from);
  void take_back_quote(base::Side side, const market::Quote& quote, market::OrderState state);
  [[nodiscard]] base::Lots unheard(market::OrderId id) const;
  [[nodiscard]] bool may_look_ahead() const;
  [[nodiscard]] std::size_t foreseen_until() const;
  [[nodiscard]] bool settle_requests();

  Leg leg_;
  SimulationOptions options_;
  Books books_;
  market::Matcher matcher_;
  std::size_t tick_;  // current decision tick, once started
  bool started_ = false;
  base::Nanos next_funding_;
  std::vector<strategy::LiveOrder> known_;
  std::vector<market::Fill> waiting_;  // fills that the strategy does not know yet, by time
  std::size_t lost_seen_ = 0;          // lost cancels that the strategy knows of
  bool cancel_was_lost_ = false;       // it has just learned of one: the order counts as active again
  std::vector<market::Fill> fresh_;
  std::vector<market::OrderId> sent_;
  OrderLog keeps_;
  std::vector<OrderEvent> log_;
  std::vector<strategy::FillReport> fill_reports_;
  std::vector<strategy::EndReport> end_reports_;
};

}  // namespace asgen::simulate
