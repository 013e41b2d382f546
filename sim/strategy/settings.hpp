#pragma once
// What a strategy section of a study says, complete: which strategy, how it prices, how it manages orders.

#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/strategy/parameters.hpp"
#include "sim/strategy/session.hpp"

namespace asgen::strategy {

/// How reservation price and spread come about; one file each.
enum class Pricing { hummingbot, avellaneda_stoikov, glft };

/// `faithful` does what Hummingbot does, quirks included; `sane` mends what are defects there.
enum class Behaviour { faithful, sane };

/// What the inventory is measured against.
enum class InventoryTarget {
  value_share,  ///< inventory_target_base_pct of the total value, as Hummingbot
  initial,      ///< the inventory at the start: flat means q = 0 whatever the price does
};

/// One switch per mended defect; all off is Hummingbot.
struct Mends {
  /// Fresh orders leave in the tick that cancels the old ones (Hummingbot: one tick later), an order whose price and size stay keeps
  /// its place in the queue, and cancel confirmations are not waited for.
  bool replace_in_same_tick = true;
  /// A complete fill pauses only the side that filled, the other side is priced again at once (Hummingbot: all refreshing stops).
  bool pause_filled_side_only = true;
  /// Without a usable signal (kappa or volatility 0, a price <= 0) orders are cancelled and nothing is quoted (Hummingbot: the last
  /// good prices stay in force, and orders at senseless prices are left).
  bool quote_only_with_signal = true;
  /// Ask prices round up to the tick, and the mid is the recorded one (Hummingbot rounds asks down, own and recorded).
  bool round_asks_up = true;
  /// Prices keep one tick away from the opposite best price, as a post-only order must, and orders below the minimum notional are
  /// not sent (Hummingbot: they may cross, and the venue refuses small ones).
  bool clamp_to_book = true;
  /// Mids and volatility keep the precision of a double (Hummingbot stores them as float32).
  bool double_precision = true;
  /// Order optimisation looks at the best prices, because own orders are not in the recorded book (Hummingbot skips as much displayed
  /// quantity as its last order has, and where less is displayed its whole tick fails).
  bool optimize_at_best = true;
  /// Orders leave in the first tick outside the execution time frame (Hummingbot: only when their refresh is due).
  bool cancel_at_session_end = true;
  /// A daily time frame whose end is before its start lasts past midnight (Hummingbot: it never trades).
  bool sessions_past_midnight = true;
  /// A hanging order that reaches max_order_age is sent anew (Hummingbot: so only where cancels take time, else it is lost).
  bool renew_hanging_orders = true;
  /// Only orders that stand together form pairs of hanging orders (Hummingbot gives new sells to pairs left from an earlier round).
  bool pair_by_round = true;

  bool operator==(const Mends&) const = default;
};

/// Every mend off: Hummingbot.
inline constexpr Mends kNoMends{false, false, false, false, false, false, false, false, false, false, false};

/// The switches of a behaviour.
constexpr Mends mends_of(Behaviour behaviour) { return behaviour == Behaviour::sane ? Mends{} : kNoMends; }

/// What becomes of the other order of a pair when one was filled.
enum class HangingOrders { ignore, track };

/// An order at a stated distance from the mid (hummingbot.md 5.3).
struct OverriddenOrder {
  std::string name;  ///< means nothing
  base::Side side = base::Side::buy;
  double percent = 0;  ///< away from the mid; negative: towards the other side
  double amount = 0;   ///< base units

  bool operator==(const OverriddenOrder&) const = default;
};

/// The usual inventory target of a pricing model: Hummingbot's q is a share of value, the others count order amounts from flat.
constexpr InventoryTarget usual_target(Pricing pricing) {
  return pricing == Pricing::hummingbot ? InventoryTarget::value_share : InventoryTarget::initial;
}

inline constexpr const char* kAvellaneda = "avellaneda_market_making";
inline constexpr const char* kGlftExact = "glft_exact";
inline constexpr const char* kConstantSpread = "constant_spread";
inline constexpr const char* kLinearConstantSpread = "linear_constant_spread";
inline constexpr const char* kRandom = "random";
inline constexpr const char* kSymmetric = "symmetric";
inline constexpr const char* kFalces2022 = "falces2022";

/// A complete strategy section. `glft_exact` runs the exact finite-horizon GLFT quotes through the same order management.
struct Settings {
  std::string name = kAvellaneda;
  Pricing pricing = Pricing::hummingbot;
  Behaviour behaviour = Behaviour::sane;
  Mends mends = mends_of(Behaviour::sane);
  InventoryTarget inventory_target = InventoryTarget::value_share;
  Parameters parameters;
  ExecutionTimeframe execution_timeframe;
  HangingOrders hanging_orders = HangingOrders::ignore;
  std::vector<OverriddenOrder> order_override;  ///< when not empty: the orders to place instead of levels around the quotes
  /// Inner prices move out to one tick better than the book's best.
  bool order_optimization_enabled = false;
  bool add_transaction_costs = false;
  /// New orders wait until cancels are confirmed; has no effect with mends.replace_in_same_tick.
  bool should_wait_order_cancel_confirmation = true;

  bool operator==(const Settings&) const = default;
};

/// The usual inventory target of a strategy: baselines count from flat, the others as their pricing.
inline InventoryTarget usual_target(const Settings& settings) {
  const bool own_pricing = settings.name != kAvellaneda && settings.name != kGlftExact;
  return own_pricing ? InventoryTarget::initial : usual_target(settings.pricing);
}

/// Throws ConfigurationError for a value out of range, or for settings that do not go together (glft without arrival_rate, fixed
/// volatility with pricing hummingbot, ...). `where` names the file or section in the message; keys are appended as "/key".
void check_settings(const Settings& settings, const std::string& where);

}  // namespace asgen::strategy
