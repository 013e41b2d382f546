#pragma once
// The orders that a maker would like to have, made in stages (hummingbot.md 5.3).

#include <vector>

#include "sim/strategy/hanging_orders.hpp"
#include "sim/strategy/inventory.hpp"
#include "sim/strategy/quantiser.hpp"
#include "sim/strategy/quote_model.hpp"
#include "sim/strategy/strategy.hpp"

namespace asgen::strategy {

/// Whether a stage could do its work.
enum class Outcome { done, failed };

/// Quantities of the last listed own orders [lots]; 0 for none.
struct OwnDepth {
  base::Lots buy{0}, sell{0};
};

/// Buys and sells, best level first unless an override lists them otherwise.
struct Proposal {
  std::vector<market::OrderRequest> buys, sells;

  [[nodiscard]] std::vector<market::OrderRequest>& side(base::Side which) { return which == base::Side::buy ? buys : sells; }
  [[nodiscard]] bool empty() const { return buys.empty() && sells.empty(); }
};

/// The stages of one strategy; each changes a proposal in place.
class ProposalStages {
 public:
  ProposalStages(const Settings& settings, const Venue& venue) : settings_(settings), venue_(venue), quantiser_(venue) {}

  /// Distance between neighbouring levels [quote currency]: level_distances percent of half the spread.
  [[nodiscard]] double level_step(const QuotePrices& quotes) const {
    return quotes.spread * (settings_.parameters.level_distances / 200);
  }
  /// Levels at bid - i s and ask + i s, s = S/2 level_distances/100, all of order_amount. An infinite price leaves its side out.
  void levels(const QuotePrices& quotes, Proposal& proposal) const;
  /// The orders that order_override lists, at their distances from `mid`.
  void overrides(double mid, Proposal& proposal) const;
  /// The side that would add to the inventory shrinks by exp(-eta |q|); sizes that vanish are removed.
  void shape(double q, Proposal& proposal) const;
  /// Moves inner prices out to one tick better than the book, when the settings ask for it. Unless mended, the book is looked at behind
  /// the quantity that the own orders have, and fails where less is displayed.
  Outcome optimize(const MarketView& market, const OwnDepth& own, Proposal& proposal) const;
  /// Moves prices outwards by the maker fee, when the settings ask for it.
  void transaction_costs(Proposal& proposal) const;
  /// Keeps prices one tick from the opposite best and removes orders below the minimum notional, when mended.
  void clamp(const MarketView& market, Proposal& proposal) const;
  /// Removes orders at prices that are not positive or that no venue could show (2^30 quanta and more).
  static void real_prices(Proposal& proposal);
  /// Drops the side that would add to an inventory at its limit.
  void inventory_limit(const Inventory& inventory, Proposal& proposal) const;
  /// Cuts sizes to what the balances pay for, in list order, maker fee included.
  void budget(const Funds& funds, Proposal& proposal) const;

  [[nodiscard]] const Quantiser& quantiser() const { return quantiser_; }

 private:
  [[nodiscard]] base::Ticks ask_price(double price) const;

  Settings settings_;
  Venue venue_;
  Quantiser quantiser_;
};

}  // namespace asgen::strategy
