// Order management of the Avellaneda maker: keep, cancel, create, replace.

#include <algorithm>
#include <cmath>

#include "sim/strategy/avellaneda.hpp"

namespace asgen::strategy {

bool prices_stay(std::vector<std::int64_t>& current, std::vector<std::int64_t>& proposed, double tolerance_pct) {
  if (current.size() != proposed.size()) return false;
  std::sort(current.begin(), current.end());
  std::sort(proposed.begin(), proposed.end());
  for (std::size_t i = 0; i < current.size(); ++i) {
    const auto moved = static_cast<double>(std::abs(proposed[i] - current[i]));
    if (moved / static_cast<double>(current[i]) > tolerance_pct / 100) return false;
  }
  return true;
}

bool Avellaneda::within_tolerance(base::Side side) {
  current_.clear();
  proposed_.clear();
  for (const LiveOrder& order : active_) {
    if (order.side == side) current_.push_back(order.price.count());
  }
  for (const market::OrderRequest& order : proposal_.side(side)) proposed_.push_back(order.price.count());
  return prices_stay(current_, proposed_, settings_.parameters.order_refresh_tolerance_pct);
}

bool Avellaneda::all_within_tolerance(base::Nanos now) {
  return std::all_of(base::kSides.begin(), base::kSides.end(), [&](base::Side side) { return !is_open(side, now) || within_tolerance(side); });
}

/// hummingbot.md 5.4, on the sides that are not paused.
void Avellaneda::cancel_decision(base::Nanos now, Actions& actions) {
  const auto paused = [&](const LiveOrder& order) { return !is_open(order.side, now); };
  if (cancel_at_ > now || std::all_of(active_.begin(), active_.end(), paused)) return;
  if (all_within_tolerance(now)) return set_timers(now);
  hanging_.adopt(active_);
  std::erase_if(active_, [&](const LiveOrder& order) {
    if (paused(order)) return false;
    actions.cancels.push_back(order.id);
    return true;
  });
  unconfirmed_ = unconfirmed_ || (!actions.cancels.empty() && venue_.round_trip > base::Nanos(0));
}

/// hummingbot.md 5.5, on the sides that are not paused.
void Avellaneda::create(base::Nanos now, Actions& actions) {
  if (create_at_ >= now || (settings_.should_wait_order_cancel_confirmation && unconfirmed_)) return;
  const auto open = [&](const LiveOrder& order) { return is_open(order.side, now); };
  if (std::any_of(active_.begin(), active_.end(), open)) return;
  const std::size_t before = actions.orders.size();  // hanging orders that are sent anew
  for (const base::Side side : base::kSides) {
    if (!is_open(side, now)) continue;
    actions.orders.insert(actions.orders.end(), proposal_.side(side).begin(), proposal_.side(side).end());
  }
  if (actions.orders.size() > before) set_timers(now);
}

/// The mended cycle: what stays the same is left alone, the rest is cancelled and sent anew at once.
void Avellaneda::replace(base::Nanos now, Actions& actions) {
  const double tolerance = settings_.parameters.order_refresh_tolerance_pct;
  const std::size_t before = actions.orders.size();  // hanging orders that are sent anew
  const bool nothing_open = std::none_of(base::kSides.begin(), base::kSides.end(), [&](base::Side side) { return is_open(side, now); });
  const bool keep = nothing_open || (tolerance > 0 && !proposal_.empty() && all_within_tolerance(now));
  if (!keep) {
    hanging_.adopt(active_);
    for (const base::Side side : base::kSides) {
      if (is_open(side, now)) replace_side(side, actions);
    }
  }
  if (keep || !active_.empty() || actions.orders.size() > before) set_timers(now);
}

void Avellaneda::replace_side(base::Side side, Actions& actions) {
  std::vector<market::OrderRequest>& wanted = proposal_.side(side);
  const bool may_stay = settings_.parameters.order_refresh_tolerance_pct >= 0;
  std::erase_if(active_, [&](const LiveOrder& order) {
    if (order.side != side) return false;
    const auto same = [&](const market::OrderRequest& request) {
      return request.price == order.price && request.quantity == order.quantity;
    };
    const auto twin = may_stay ? std::find_if(wanted.begin(), wanted.end(), same) : wanted.end();
    if (twin != wanted.end()) {
      wanted.erase(twin);
      return false;
    }
    actions.cancels.push_back(order.id);
    return true;
  });
  actions.orders.insert(actions.orders.end(), wanted.begin(), wanted.end());
}

}  // namespace asgen::strategy
