#include "sim/strategy/avellaneda.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/strategy/baselines.hpp"

namespace asgen::strategy {
namespace {

/// Longer settings act like this one, and sums with instants stay inside 64 bits.
constexpr double kCentury_s = 3e9;

base::Nanos duration(double setting_s) { return base::nanos_from_seconds(std::min(setting_s, kCentury_s)); }

/// First whole second of age that is over the limit: age is compared as floor(seconds) > limit.
base::Nanos lifetime_of(double max_order_age_s) {
  return base::Nanos((static_cast<std::int64_t>(std::min(max_order_age_s, kCentury_s)) + 1) * base::kNanosPerSecond);
}

/// The last listed order of each side that is not being cancelled.
OwnDepth own_depth(const AccountView& account) {
  OwnDepth own;
  for (const LiveOrder& order : account.orders) {
    if (!order.cancelling) (order.side == base::Side::buy ? own.buy : own.sell) = order.quantity;
  }
  return own;
}

}  // namespace

Avellaneda::Avellaneda(const Settings& settings, const Venue& venue, std::unique_ptr<QuoteModel> model)
    : settings_(settings),
      venue_(venue),
      stages_(settings, venue),
      model_(std::move(model)),
      refresh_(duration(settings.parameters.order_refresh_time)),
      delay_(duration(settings.parameters.filled_order_delay)),
      lifetime_(lifetime_of(settings.parameters.max_order_age)),
      session_(settings.execution_timeframe, venue.zone,
               settings.mends.sessions_past_midnight ? OvernightRule::wraps : OvernightRule::never),
      hanging_(settings, venue, lifetime_) {
  if (QuoteLanes::know(settings)) lanes_.emplace(settings, venue);
  if (CycleLanes::know(settings)) cycle_lanes_.emplace(settings, venue);
}

bool Avellaneda::needs_intensity() const { return settings_.parameters.kappa <= 0; }

IndicatorNeeds Avellaneda::needs() const {
  if (model_->signals() == Signals::none) return {};
  const Parameters& p = settings_.parameters;
  return {p.volatility > 0 ? 0 : static_cast<int>(p.volatility_buffer_size),
          needs_intensity() ? static_cast<int>(p.trading_intensity_buffer_size) : 0};
}

void Avellaneda::on_fill(const FillReport& report) {
  if (!report.fill.completes || hanging_.note_fill(report.fill)) return;
  const base::Nanos until = report.last_tick + delay_;
  if (settings_.mends.pause_filled_side_only) {
    paused_until_[report.fill.side == base::Side::buy ? 0 : 1] = until;
    create_at_ = std::min(create_at_, report.last_tick);
  } else {
    create_at_ = until;
  }
  cancel_at_ = std::min(cancel_at_, create_at_);
}

void Avellaneda::on_end(const EndReport& report) {
  if (hanging_.note_end(report) || !settings_.mends.replace_in_same_tick) return;
  create_at_ = std::min(create_at_, report.last_tick);
}

void Avellaneda::on_tick(const MarketView& market, const AccountView& account, Actions& actions) {
  collect_active(account);
  if (hanging_.is_busy()) hanging_.run(market, decision_mid(market), account, actions);
  cancel_aged(market.now, actions);
  unconfirmed_ = unconfirmed_ || (!actions.cancels.empty() && venue_.round_trip > base::Nanos(0));
  session_state_ = session_.at(market.now);
  if (session_state_.open) {
    trade(market, account, actions);
  } else {
    leave(market.now, actions);
  }
  note_oldest(market.now, actions);
  if (hanging_.tracks()) sent_ = actions.orders;
}

void Avellaneda::on_sent(std::span<const market::OrderId> ids) {
  if (hanging_.tracks()) hanging_.note_sent(active_, sent_, ids);
}

void Avellaneda::trade(const MarketView& market, const AccountView& account, Actions& actions) {
  if (create_at_ > market.now) return;
  switch (propose(market, account)) {
    case Proposed::failed:
      return;
    case Proposed::nothing:
      if (settings_.mends.quote_only_with_signal) cancel_all(actions);
      return;
    case Proposed::made:
      break;
  }
  if (settings_.mends.replace_in_same_tick) return replace(market.now, actions);
  cancel_decision(market.now, actions);
  create(market.now, actions);
}

/// Outside the session (hummingbot.md 5.4 with no proposal).
void Avellaneda::leave(base::Nanos now, Actions& actions) {
  if (active_.empty() || (cancel_at_ > now && !settings_.mends.cancel_at_session_end)) return;
  hanging_.adopt(active_);
  cancel_all(actions);
}

base::Nanos Avellaneda::next_wake(base::Nanos now) const {
  const base::Nanos soon = now + base::Nanos(1);
  if (hanging_.is_busy()) return soon;
  const base::Nanos age_limit = oldest_ == base::Nanos::max() ? base::Nanos::max() : oldest_ + lifetime_;
  base::Nanos wake = session_state_.open ? create_at_ : base::Nanos::max();
  if (!session_state_.open && !active_.empty()) wake = cancel_at_;
  wake = std::min({wake, age_limit, session_.unchanged_until(now)});
  return std::max(wake, soon);
}

void Avellaneda::collect_active(const AccountView& account) {
  active_.clear();
  unconfirmed_ = false;
  for (const LiveOrder& order : account.orders) {
    if (order.cancelling) {
      unconfirmed_ = true;
    } else if (!hanging_.contains(order.id)) {
      active_.push_back(order);
    }
  }
}

void Avellaneda::cancel_aged(base::Nanos now, Actions& actions) {
  const std::size_t before = active_.size();
  std::erase_if(active_, [&](const LiveOrder& order) {
    if (now - order.created < lifetime_) return false;
    actions.cancels.push_back(order.id);
    return true;
  });
  if (active_.size() == before) return;
  if (settings_.mends.replace_in_same_tick) create_at_ = std::min(create_at_, now);
}

void Avellaneda::cancel_all(Actions& actions) {
  for (const LiveOrder& order : active_) actions.cancels.push_back(order.id);
  active_.clear();
}

double Avellaneda::decision_mid(const MarketView& market) const {
  if (settings_.mends.round_asks_up) return market.mid;
  const Quantiser& q = stages_.quantiser();
  return q.price(q.on_grid_down(market.best_bid) + q.on_grid_down(market.best_ask)) / 2;
}

double Avellaneda::kappa_in_force(const MarketView& market) const {
  const Parameters& p = settings_.parameters;
  if (p.kappa > 0) return p.kappa;
  return market.alpha != 0 ? market.kappa * p.kappa_multiplier : 0;
}

/// 1 / kappa_in_force up to rounding, the form in which tapes have it for many ticks at once; 0 without a usable kappa.
double Avellaneda::inverse_kappa_in_force(const MarketView& market) const {
  const Parameters& p = settings_.parameters;
  if (p.kappa > 0) return 1 / p.kappa;
  return market.alpha != 0 && market.kappa > 0 ? 1 / market.kappa * (1 / p.kappa_multiplier) : 0;
}

/// Renews last_quotes_; false when there is nothing to quote with. Without the mend, old quotes stay in force when new ones fail.
bool Avellaneda::price(const MarketView& market, const Inventory& inventory, double mid) {
  if (inventory.total != 0) {
    const QuoteInput input{.mid = mid,
                           .inventory = pricing_inventory(settings_, inventory),
                           .volatility = market.volatility,
                           .kappa = kappa_in_force(market),
                           .inverse_kappa = inverse_kappa_in_force(market),
                           .time_left_s = std::min(market.time_left_s, session_state_.left_s),
                           .session_left = session_state_.left,
                           .now = market.now};
    const std::optional<QuotePrices> fresh = model_->quote(input);
    if (fresh) last_quotes_ = fresh;
    if (!fresh && settings_.mends.quote_only_with_signal) return false;
  }
  if (!last_quotes_) return false;
  const bool senseless = (std::isfinite(last_quotes_->bid) && last_quotes_->bid <= 0) || last_quotes_->ask <= 0;
  return !senseless;
}

Avellaneda::Proposed Avellaneda::propose(const MarketView& market, const AccountView& account) {
  if (!market.two_sided) return Proposed::nothing;
  const double mid = decision_mid(market);
  const Inventory inventory = measure_inventory(settings_, venue_, stages_.quantiser(), account, mid);
  if (!price(market, inventory, mid)) return Proposed::nothing;
  if (!settings_.order_override.empty()) {
    stages_.overrides(mid, proposal_);
  } else {
    stages_.levels(*last_quotes_, proposal_);
    if (inventory.total != 0) stages_.shape(pricing_inventory(settings_, inventory), proposal_);
  }
  if (stages_.optimize(market, own_depth(account), proposal_) == Outcome::failed) {
    return settings_.mends.optimize_at_best ? Proposed::nothing : Proposed::failed;
  }
  stages_.transaction_costs(proposal_);
  stages_.clamp(market, proposal_);
  ProposalStages::real_prices(proposal_);
  stages_.inventory_limit(inventory, proposal_);
  stages_.budget(hanging_.free_funds(account), proposal_);
  return Proposed::made;
}

void Avellaneda::set_timers(base::Nanos now) {
  const base::Nanos next = now + refresh_;
  if (create_at_ <= now) create_at_ = next;
  if (cancel_at_ <= now) cancel_at_ = std::min(create_at_, next);
  for (const base::Side side : base::kSides) {
    if (!is_open(side, now)) create_at_ = std::min(create_at_, paused_until(side));
  }
  cancel_at_ = std::min(cancel_at_, create_at_);
}

void Avellaneda::note_oldest(base::Nanos now, const Actions& actions) {
  oldest_ = actions.orders.empty() ? base::Nanos::max() : now;
  for (const LiveOrder& order : active_) oldest_ = std::min(oldest_, order.created);
}

std::unique_ptr<Strategy> make_strategy(const Settings& settings, const Venue& venue) {
  check_settings(settings, "/strategy");
  if (is_baseline(settings.name)) return make_baseline(settings, venue);
  if (settings.name != kAvellaneda) {
    throw base::ConfigurationError("/strategy/name", "= \"" + settings.name + "\" (not a rule of this room)",
                                   "simulate it with asgen simulate");
  }
  return std::make_unique<Avellaneda>(settings, venue, make_quotes(settings, base::seconds(venue.clock)));
}

}  // namespace asgen::strategy
