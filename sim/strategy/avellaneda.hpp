#pragma once
// The Avellaneda market maker: a pricing model, and order management as Hummingbot's or mended (settings.hpp).
// `avellaneda.cpp` prices and keeps time, `avellaneda_orders.cpp` keeps, cancels, creates and replaces orders.

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "sim/strategy/cyclic_maker.hpp"
#include "sim/strategy/hanging_orders.hpp"
#include "sim/strategy/proposal.hpp"
#include "sim/strategy/quote_model.hpp"
#include "sim/strategy/session.hpp"
#include "sim/strategy/steady_maker.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// True when there are as many proposed prices as current ones and, both in ascending order, none differs by more than
/// `tolerance_pct` percent of the current one (hummingbot.md 5.4). Sorts both lists; a negative tolerance is never met.
bool prices_stay(std::vector<std::int64_t>& current, std::vector<std::int64_t>& proposed, double tolerance_pct);

class Avellaneda final : public Strategy, private SteadyMaker, private CyclicMaker {
 public:
  /// Settings must have passed check_settings. Throws ConfigurationError when tick or lot do not fit the venue's data.
  Avellaneda(const Settings& settings, const Venue& venue, std::unique_ptr<QuoteModel> model);

  [[nodiscard]] IndicatorNeeds needs() const override;
  void on_fill(const FillReport& report) override;
  void on_end(const EndReport& report) override;
  void on_tick(const MarketView& market, const AccountView& account, Actions& actions) override;
  void on_sent(std::span<const market::OrderId> ids) override;
  [[nodiscard]] base::Nanos next_wake(base::Nanos now) const override;
  [[nodiscard]] SteadyMaker* steady() override { return lanes_ ? this : nullptr; }
  [[nodiscard]] CyclicMaker* cyclic() override { return cycle_lanes_ ? this : nullptr; }

  /// Prices in force; nothing before the first good ones.
  [[nodiscard]] const std::optional<QuotePrices>& quotes() const { return last_quotes_; }

 private:
  /// How a try to propose orders ended.
  enum class Proposed {
    made,
    nothing,  ///< there is nothing to quote with
    failed,   ///< Hummingbot's tick dies here: neither cancels nor orders
  };

  [[nodiscard]] Pace pace() const override { return {refresh_, delay_, lifetime_}; }
  [[nodiscard]] Timers timers() const override { return {create_at_, paused_until_, oldest_}; }
  [[nodiscard]] QuoteLanes& lanes() override { return *lanes_; }
  void resume(const Timers& timers) override;
  [[nodiscard]] Rhythm rhythm() const override;
  [[nodiscard]] Position position() const override { return {create_at_, oldest_}; }
  [[nodiscard]] CycleLanes& cycle_lanes() override { return *cycle_lanes_; }
  void go_on(const Position& position) override;
  void recall(const MarketView& market, const AccountView& account) override;
  Proposal* look(const MarketView& market, const AccountView& account) override;

  [[nodiscard]] bool needs_intensity() const;
  [[nodiscard]] bool is_open(base::Side side, base::Nanos now) const { return paused_until(side) <= now; }
  [[nodiscard]] base::Nanos paused_until(base::Side side) const { return paused_until_[side == base::Side::buy ? 0 : 1]; }

  void collect_active(const AccountView& account);
  void trade(const MarketView& market, const AccountView& account, Actions& actions);
  void leave(base::Nanos now, Actions& actions);
  void cancel_aged(base::Nanos now, Actions& actions);
  void cancel_all(Actions& actions);
  [[nodiscard]] double decision_mid(const MarketView& market) const;
  [[nodiscard]] double kappa_in_force(const MarketView& market) const;
  [[nodiscard]] double inverse_kappa_in_force(const MarketView& market) const;
  [[nodiscard]] bool price(const MarketView& market, const Inventory& inventory, double mid);
  [[nodiscard]] Proposed propose(const MarketView& market, const AccountView& account);

  [[nodiscard]] bool within_tolerance(base::Side side);
  [[nodiscard]] bool all_within_tolerance(base::Nanos now);
  void cancel_decision(base::Nanos now, Actions& actions);
  void create(base::Nanos now, Actions& actions);
  void replace(base::Nanos now, Actions& actions);
  void replace_side(base::Side side, Actions& actions);
  void set_timers(base::Nanos now);
  void note_oldest(base::Nanos now, const Actions& actions);

  Settings settings_;
  Venue venue_;
  ProposalStages stages_;
  std::unique_ptr<QuoteModel> model_;
  std::optional<QuoteLanes> lanes_;  ///< when they know these settings
  std::optional<CycleLanes> cycle_lanes_;
  base::Nanos refresh_, delay_, lifetime_;
  Session session_;
  HangingOrderBook hanging_;

  base::Nanos create_at_ = base::Nanos::min(), cancel_at_ = base::Nanos::min();
  std::array<base::Nanos, 2> paused_until_{base::Nanos::min(), base::Nanos::min()};
  base::Nanos oldest_ = base::Nanos::max();
  std::optional<QuotePrices> last_quotes_;
  SessionState session_state_;  // at the last tick

  // Work space of one tick, kept to avoid allocations.
  std::vector<LiveOrder> active_;
  Proposal proposal_;
  std::vector<market::OrderRequest> sent_;
  std::vector<std::int64_t> current_, proposed_;
  bool unconfirmed_ = false;
};

}  // namespace asgen::strategy
