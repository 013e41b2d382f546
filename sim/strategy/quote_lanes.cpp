#include "sim/strategy/quote_lanes.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/base/math.hpp"
#include "sim/base/lanes.hpp"
#include "sim/strategy/lane_formula.hpp"

namespace asgen::strategy {
namespace {

// One decision; `Fixed` and `Shaped` take the logarithm and the exponential out where they are not needed.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void quote_one(const QuoteConstants& c, const QuoteColumns& in, double highest_bid, double lowest_ask, std::size_t i,
                                                QuoteBlock& __restrict out) {
  const auto [total, q, risk, argument, spread, bid, ask] = lane_prices<Fixed>(c, in, i);
  const double buy = lower_of(floor_lane(bid * c.ticks_per_unit) * c.quanta_per_tick, highest_bid);
  const double sell = higher_of(ceil_lane(ask * c.ticks_per_unit) * c.quanta_per_tick, lowest_ask);
  const double bend = c.eta * std::fabs(q);
  const double shrunk = Shaped ? floor_lane(c.amount * base::exp_lane(-bend) * c.lots_per_unit) : c.full_lots;
  const double buys = q > 0 ? shrunk : c.full_lots;
  const double sells = q < 0 ? shrunk : c.full_lots;

  // The outermost levels, with two ticks to spare for rounding.
  const double depth = (c.levels - 1) * (spread * c.step_share * c.quanta_per_unit) + 2 * c.quanta_per_tick;
  const double lowest = buy - depth, highest = sell + depth;
  const double notional = c.min_notional * c.quanta_per_unit * c.lots_per_unit * (1 + 1e-9);
  const bool usable = (buy > c.buy_floor) & (buy < c.buy_ceiling) & (sell < c.sell_ceiling) & (risk > 0) & (argument > 0) & (argument < 1e300) & (total > 0) & (bend < 700) & (lowest > 0) & (highest < kPriceLimit);
  // That there is a best level, whatever the balances leave of it; `ladder` sees how much.
  const double funds = c.quote * (c.quanta_per_unit * c.lots_per_unit * (1 - 1e-9));
  const double paid_buys = lower_of(buys, std::floor(funds / (buy * c.with_fee))), paid_sells = lower_of(sells, c.base_lots);
  const bool buyable = c.no_buys | ((paid_buys >= 1) & (lowest * buys >= notional) & (buy * paid_buys >= notional));
  const bool sellable = c.no_sells | ((paid_sells >= 1) & (sell * paid_sells >= notional));
  out.bid_price[i] = bid;
  out.ask_price[i] = ask;
  out.step[i] = spread * c.step_share;
  out.bid[i] = buy;
  out.ask[i] = sell;
  out.buy_lots[i] = buys * c.lots_per_lot;
  out.sell_lots[i] = sells * c.lots_per_lot;
  out.odd[i] = usable & buyable & sellable ? 0.0 : 1.0;
}

/// Copies of what the loop reads, since what it writes might otherwise change it.
template <bool Fixed, bool Shaped>
[[gnu::always_inline]] inline void quote_all(const QuoteConstants& constants, const QuoteColumns& columns, std::size_t n, QuoteBlock& out) {
  const QuoteConstants c = constants;
  const QuoteColumns in = columns;
  std::array<double, kQuoteLanes> highest_bid, lowest_ask;
  for (std::size_t i = 0; i < n; ++i) highest_bid[i] = in.highest_bid[i];
  for (std::size_t i = 0; i < n; ++i) lowest_ask[i] = in.lowest_ask[i];
  for (std::size_t i = 0; i < n; ++i) quote_one<Fixed, Shaped>(c, in, highest_bid[i], lowest_ask[i], i, out);
}

ASGEN_LANES void quote_estimated_shaped(const QuoteConstants& c, const QuoteColumns& in, std::size_t n, QuoteBlock& out) {
  quote_all<false, true>(c, in, n, out);
}
ASGEN_LANES void quote_estimated(const QuoteConstants& c, const QuoteColumns& in, std::size_t n, QuoteBlock& out) {
  quote_all<false, false>(c, in, n, out);
}
ASGEN_LANES void quote_fixed_shaped(const QuoteConstants& c, const QuoteColumns& in, std::size_t n, QuoteBlock& out) {
  quote_all<true, true>(c, in, n, out);
}
ASGEN_LANES void quote_fixed(const QuoteConstants& c, const QuoteColumns& in, std::size_t n, QuoteBlock& out) {
  quote_all<true, false>(c, in, n, out);
}

/// Prices of one side's levels, `step` apart, on the order grid and no better than `limit`; as Quantiser's price_down and price_up.
ASGEN_LANES void buy_levels(const QuoteConstants& c, double best, double step, double limit, std::size_t n, std::int32_t* __restrict prices) {
  const double ticks_per_unit = c.ticks_per_unit, quanta_per_tick = c.quanta_per_tick;
  for (std::size_t level = 0; level < n; ++level) {
    const double price = floor_lane((best - static_cast<std::int32_t>(level) * step) * ticks_per_unit) * quanta_per_tick;
    prices[level] = static_cast<std::int32_t>(lower_of(price, limit));
  }
}
ASGEN_LANES void sell_levels(const QuoteConstants& c, double best, double step, double limit, std::size_t n, std::int32_t* __restrict prices) {
  const double ticks_per_unit = c.ticks_per_unit, quanta_per_tick = c.quanta_per_tick;
  for (std::size_t level = 0; level < n; ++level) {
    const double price = ceil_lane((best + static_cast<std::int32_t>(level) * step) * ticks_per_unit) * quanta_per_tick;
    prices[level] = static_cast<std::int32_t>(higher_of(price, limit));
  }
}

}  // namespace

bool QuoteLanes::know(const Settings& settings) {
  const Parameters& p = settings.parameters;
  const bool plain = settings.execution_timeframe.kind == Timeframe::infinite && !settings.order_optimization_enabled && settings.order_override.empty() &&
                     settings.hanging_orders == HangingOrders::ignore;
  return plain && settings.name == kAvellaneda && settings.pricing == Pricing::hummingbot && settings.mends == mends_of(Behaviour::sane) &&
         !settings.add_transaction_costs && p.max_inventory <= 0 && p.order_refresh_tolerance_pct == 0;
}

QuoteLanes::QuoteLanes(const Settings& settings, const Venue& venue) 
    : quantiser_(venue), fixed_kappa_(settings.parameters.kappa > 0), price_quantum_(venue.price_quantum), lot_(venue.lot) {
  const Parameters& p = settings.parameters;
  const Quantiser::Factors grid = quantiser_.factors();
  QuoteConstants& c = constants_;
  c.gamma = p.risk_factor;
  c.inverse_multiplier = 1 / p.kappa_multiplier;
  c.width = 2 / p.risk_factor;
  c.fixed_spread = fixed_kappa_ ? base::log1p(p.risk_factor * (1 / p.kappa)) * c.width : 0;
  c.half_min = p.min_spread / 200;
  c.eta = p.order_amount_shape_factor;
  c.step_share = p.level_distances / 200;
  const bool by_value = settings.inventory_target == InventoryTarget::value_share;
  c.target_share = by_value ? p.inventory_target_base_pct / 100 : 0;
  c.fixed_target = by_value ? 0 : venue.initial_base;
  c.amount = quantiser_.quantity(quantiser_.quantity_down(p.order_amount));
  c.full_lots = static_cast<double>(floor_steps(p.order_amount * grid.lots_per_unit));
  c.levels = p.order_levels;
  c.with_fee = 1 + venue.instrument.maker_fee;
  c.min_notional = venue.instrument.min_notional;
  c.lots_per_unit = grid.lots_per_unit;
  c.lot = grid.lot;
  c.ticks_per_unit = grid.ticks_per_unit;
  c.quanta_per_tick = static_cast<double>(grid.quanta_per_tick);
  c.quanta_per_unit = grid.quanta_per_unit;
  c.lots_per_lot = static_cast<double>(grid.tape_lots_per_lot);
}

void QuoteLanes::set_balances(double base, double quote, double price) {
  QuoteConstants& c = constants_;
  c.base = base;
  c.quote = quote;
  c.base_lots = static_cast<double>(floor_steps(std::max(base, 0.0) * c.lots_per_unit));
  constexpr double kNever = std::numeric_limits<double>::infinity();
  const double notional = c.min_notional * (1 - 1e-6);
  // What the balance pays for may be too small to be sent; how much that is depends on the price.
  const double buyable = std::floor(quote / (price * c.with_fee) * c.lots_per_unit) * c.lot, sellable = c.base_lots * c.lot;
  const bool few_buys = buyable < c.lot / 2 || buyable * price < notional, few_sells = sellable * price < notional;
  c.no_buys = quote <= 0 || quote / c.with_fee < notional;
  c.buy_floor = !c.no_buys && few_buys ? quote / ((buyable + c.lot) * c.with_fee) * (1 + 1e-6) * c.quanta_per_unit : -kNever;
  c.buy_ceiling = !c.no_buys && few_buys && buyable > c.lot / 2 ? notional / buyable * c.quanta_per_unit : kNever;
  c.no_buys = c.no_buys || few_buys;
  c.no_sells = c.base_lots < 1 || few_sells;
  c.sell_ceiling = c.base_lots >= 1 && few_sells ? notional / sellable * c.quanta_per_unit : kNever;
}

void QuoteLanes::quote(const QuoteColumns& columns, std::size_t n, QuoteBlock& block) const {
  base::expects(n <= kQuoteLanes, "a block's worth of decisions");
  const bool shaped = constants_.eta != 0;
  if (fixed_kappa_) {
    (shaped ? quote_fixed_shaped : quote_fixed)(constants_, columns, n, block);
  } else {
    (shaped ? quote_estimated_shaped : quote_estimated)(constants_, columns, n, block);
  }
}

QuoteLadder QuoteLanes::ladder(const QuoteColumns& columns, const QuoteBlock& block, std::size_t i, base::Side side,
                               std::span<std::int32_t> prices) const {
  const bool buy = side == base::Side::buy;
  const base::Lots lots(static_cast<std::int64_t>(buy ? block.buy_lots[i] : block.sell_lots[i]));
  if (!has_funds(side)) return {0, lots, lots};
  if (buy) {
    buy_levels(constants_, block.bid_price[i], block.step[i], columns.highest_bid[i], prices.size(), prices.data());
  } else {
    sell_levels(constants_, block.ask_price[i], block.step[i], columns.lowest_ask[i], prices.size(), prices.data());
  }
  return buy ? afford_buys(prices, lots) : afford_sells(prices, lots);
}

SingleQuote QuoteLanes::single(const QuoteBlock& block, std::size_t i, base::Side side) const {
  const bool buy = side == base::Side::buy;
  const base::Lots lots(static_cast<std::int64_t>(buy ? block.buy_lots[i] : block.sell_lots[i]));
  const auto price = static_cast<std::int32_t>(buy ? block.bid[i] : block.ask[i]);
  if (!has_funds(side)) return {price, base::Lots(0)};
  const double quantity = quantiser_.quantity(lots);
  const bool paid = buy ? !falls_short(constants_.quote, quantity * (quantiser_.price(base::Ticks(price)) * constants_.with_fee))
                        : !falls_short(constants_.base, quantity);
  if (paid) return {price, lots};
  const QuoteLadder part = buy ? afford_buys({&price, 1}, lots) : afford_sells({&price, 1}, lots);
  return {price, part.orders == 0 ? base::Lots(0) : part.last};
}

// What the balances pay for, as ProposalStages::budget has it.

QuoteLadder QuoteLanes::afford_buys(std::span<const std::int32_t> prices, base::Lots lots) const {
  const double quantity = quantiser_.quantity(lots);
  double left = constants_.quote;
  // Mostly the balance pays for all of them, even at the best price.
  const double at_most = quantity * (quantiser_.price(base::Ticks(prices[0])) * constants_.with_fee) * static_cast<double>(prices.size());
  if (at_most < left * (1 - kPad)) return {prices.size(), lots, lots};
  for (std::size_t level = 0; level < prices.size(); ++level) {
    const double unit = quantiser_.price(base::Ticks(prices[level])) * constants_.with_fee, need = quantity * unit;
    if (falls_short(left, need)) return ladder_to(level, prices[level], lots, quantiser_.quantity_down(std::max(left, 0.0) / unit));
    left -= need;
  }
  return {prices.size(), lots, lots};
}

QuoteLadder QuoteLanes::afford_sells(std::span<const std::int32_t> prices, base::Lots lots) const {
  const double need = quantiser_.quantity(lots);
  double left = constants_.base;
  if (need * static_cast<double>(prices.size()) < left * (1 - kPad)) return {prices.size(), lots, lots};
  for (std::size_t level = 0; level < prices.size(); ++level) {
    if (falls_short(left, need)) return ladder_to(level, prices[level], lots, quantiser_.quantity_down(std::max(left, 0.0)));
    left -= need;
  }
  return {prices.size(), lots, lots};
}

/// Whole levels and perhaps a part of one more, where an order of that part would be sent.
QuoteLadder QuoteLanes::ladder_to(std::size_t level, std::int32_t price, base::Lots lots, base::Lots part) const {
  const double value = price * price_quantum_ * (part.as_double() * lot_);
  if (part.count() <= 0 || value < constants_.min_notional * (1 - 1e-12)) return {level, lots, lots};
  return {level + 1, lots, part};
}

}  // namespace asgen::strategy
