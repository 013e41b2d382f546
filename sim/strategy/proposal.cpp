#include "sim/strategy/proposal.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/math.hpp"

namespace asgen::strategy {
namespace {

using Orders = std::vector<market::OrderRequest>;

void remove_empty(Orders& orders) {
  std::erase_if(orders, [](const market::OrderRequest& order) { return order.quantity.count() <= 0; });
}

/// A price that a venue could quote: positive, and a 32-bit count as the tape's are.
bool is_price(base::Ticks price) { return price.count() > 0 && price.count() < (std::int64_t{1} << 30); }

}  // namespace

base::Ticks ProposalStages::ask_price(double price) const {
  return settings_.mends.round_asks_up ? quantiser_.price_up(price) : quantiser_.price_down(price);
}

void ProposalStages::levels(const QuotePrices& quotes, Proposal& proposal) const {
  proposal.buys.clear();
  proposal.sells.clear();
  const Parameters& p = settings_.parameters;
  const base::Lots amount = quantiser_.quantity_down(p.order_amount);
  if (amount.count() <= 0) return;
  const double step = level_step(quotes);
  for (int i = 0; i < static_cast<int>(p.order_levels); ++i) {
    if (std::isfinite(quotes.bid)) proposal.buys.push_back({base::Side::buy, quantiser_.price_down(quotes.bid - i * step), amount});
    if (std::isfinite(quotes.ask)) proposal.sells.push_back({base::Side::sell, ask_price(quotes.ask + i * step), amount});
  }
}

void ProposalStages::overrides(double mid, Proposal& proposal) const {
  proposal.buys.clear();
  proposal.sells.clear();
  for (const OverriddenOrder& order : settings_.order_override) {
    const bool buy = order.side == base::Side::buy;
    const double price = mid * (1 - base::sign(order.side) * order.percent / 100);
    const market::OrderRequest request{order.side, buy ? quantiser_.price_down(price) : ask_price(price),
                                       quantiser_.quantity_down(order.amount)};
    if (request.price.count() > 0 && request.quantity.count() > 0) proposal.side(order.side).push_back(request);
  }
}

void ProposalStages::shape(double q, Proposal& proposal) const {
  const double eta = settings_.parameters.order_amount_shape_factor;
  if (q == 0 || eta == 0) return;
  const double factor = base::exp(-eta * std::fabs(q));
  Orders& growing = proposal.side(q > 0 ? base::Side::buy : base::Side::sell);
  for (market::OrderRequest& order : growing) order.quantity = quantiser_.quantity_down(quantiser_.quantity(order.quantity) * factor);
  remove_empty(growing);
}

Outcome ProposalStages::optimize(const MarketView& market, const OwnDepth& own, Proposal& proposal) const {
  if (!settings_.order_optimization_enabled) return Outcome::done;
  const bool at_best = settings_.mends.optimize_at_best;
  if (!proposal.buys.empty()) {
    const auto top = market.book.price_reaching(base::Side::buy, at_best ? base::Lots(0) : own.buy);
    if (!top) return Outcome::failed;
    const base::Ticks highest = quantiser_.on_grid_up(*top) + quantiser_.tick();
    std::stable_sort(proposal.buys.begin(), proposal.buys.end(), [](const auto& a, const auto& b) { return a.price > b.price; });
    for (market::OrderRequest& buy : proposal.buys) buy.price = std::min(buy.price, highest);
  }
  if (!proposal.sells.empty()) {
    const auto top = market.book.price_reaching(base::Side::sell, at_best ? base::Lots(0) : own.sell);
    if (!top) return Outcome::failed;
    const base::Ticks lowest = quantiser_.on_grid_down(*top) - quantiser_.tick();
    std::stable_sort(proposal.sells.begin(), proposal.sells.end(), [](const auto& a, const auto& b) { return a.price < b.price; });
    for (market::OrderRequest& sell : proposal.sells) sell.price = std::max(sell.price, lowest);
  }
  return Outcome::done;
}

void ProposalStages::transaction_costs(Proposal& proposal) const {
  if (!settings_.add_transaction_costs) return;
  const double fee = venue_.instrument.maker_fee;
  for (market::OrderRequest& buy : proposal.buys) buy.price = quantiser_.price_down(quantiser_.price(buy.price) * (1 - fee));
  for (market::OrderRequest& sell : proposal.sells) sell.price = ask_price(quantiser_.price(sell.price) * (1 + fee));
}

void ProposalStages::clamp(const MarketView& market, Proposal& proposal) const {
  if (!settings_.mends.clamp_to_book) return;
  const base::Ticks highest = quantiser_.on_grid_up(market.best_ask) - quantiser_.tick();
  const base::Ticks lowest = quantiser_.on_grid_down(market.best_bid) + quantiser_.tick();
  for (market::OrderRequest& buy : proposal.buys) buy.price = std::min(buy.price, highest);
  for (market::OrderRequest& sell : proposal.sells) sell.price = std::max(sell.price, lowest);
  const auto too_small = [this](const market::OrderRequest& order) {
    return falls_short(quantiser_.price(order.price) * quantiser_.quantity(order.quantity), venue_.instrument.min_notional);
  };
  std::erase_if(proposal.buys, too_small);
  std::erase_if(proposal.sells, too_small);
}

void ProposalStages::inventory_limit(const Inventory& inventory, Proposal& proposal) const {
  const double limit = settings_.parameters.max_inventory;
  if (limit <= 0) return;
  if (!falls_short(inventory.amounts, limit)) proposal.buys.clear();
  if (!falls_short(-inventory.amounts, limit)) proposal.sells.clear();
}

void ProposalStages::real_prices(Proposal& proposal) {
  const auto impossible = [](const market::OrderRequest& order) { return !is_price(order.price); };
  std::erase_if(proposal.buys, impossible);
  std::erase_if(proposal.sells, impossible);
}

void ProposalStages::budget(const Funds& funds, Proposal& proposal) const {
  double quote = funds.quote, base = funds.base;
  const double with_fee = 1 + venue_.instrument.maker_fee;
  for (market::OrderRequest& buy : proposal.buys) {
    const double unit = quantiser_.price(buy.price) * with_fee;
    const double need = quantiser_.quantity(buy.quantity) * unit;
    if (falls_short(quote, need)) {
      buy.quantity = quantiser_.quantity_down(std::max(quote, 0.0) / unit);
      quote = 0;
    } else {
      quote -= need;
    }
  }
  for (market::OrderRequest& sell : proposal.sells) {
    const double need = quantiser_.quantity(sell.quantity);
    if (falls_short(base, need)) {
      sell.quantity = quantiser_.quantity_down(std::max(base, 0.0));
      base = 0;
    } else {
      base -= need;
    }
  }
  remove_empty(proposal.buys);
  remove_empty(proposal.sells);
}

}  // namespace asgen::strategy
