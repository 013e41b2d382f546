#include "sim/simulate/totals.hpp"

#include <fmt/core.h>

#include <array>
#include <cmath>

#include "sim/account/inventory_statistics.hpp"
#include "sim/account/numeric.hpp"
#include "sim/account/path_statistics.hpp"
#include "sim/base/contract.hpp"
#include "sim/simulate/close_at_book.hpp"

namespace asgen::simulate {
namespace {

using account::Metric;

/// Always on, whatever the build: a wrong P&L must never become a fitness.
void check_identity(const Books& books, std::size_t first_fill, double mark) {
  double edges = 0, size = 0, traded = 0;
  const account::Contract contract = books.grid().contract;
  const double value = account::settlement_price(contract, mark);
  for (std::size_t i = first_fill; i < books.fills().size(); ++i) {
    const market::Fill& fill = books.fills()[i];
    const double price = account::settlement_price(contract, books.price(fill.price));
    const double edge = base::sign(fill.side) * books.quantity(fill.quantity) * (value - price);
    edges += edge;
    size += std::fabs(edge);
    traded += books.quantity(fill.quantity) * std::fabs(price);
  }
  const account::Ledger& ledger = books.ledger();
  const double expected = edges - ledger.fees() - ledger.funding();
  const double pnl = ledger.excess_equity(mark);
  const double allowed = 1e-9 * (size + std::fabs(ledger.fees()) + std::fabs(ledger.funding())) + 1e-12 * traded;
  if (std::fabs(pnl - expected) <= allowed) return;
  throw base::ContractViolation(fmt::format("P&L {} differs from the sum of the fills' edges {} by more than {}", pnl, expected, allowed));
}

constexpr double kYear_s = 365.0 * 86400;

/// Fills per hour with an order of that side at the venue.
account::Value per_hour(std::size_t fills, double quoted_s) {
  return account::fill_rate(static_cast<double>(fills), quoted_s / 3600);
}

struct MarkoutColumns {
  Metric n, markout, adverse, n_outside, inside, outside;
};
constexpr std::array<MarkoutColumns, account::kHorizons> kMarkoutColumns{{
    {Metric::markouts_1s, Metric::markout_1s_bps, Metric::adverse_1s_bps, Metric::markouts_1s_outside, Metric::markout_1s_inside_bps,
     Metric::markout_1s_outside_bps},
    {Metric::markouts_5s, Metric::markout_5s_bps, Metric::adverse_5s_bps, Metric::markouts_5s_outside, Metric::markout_5s_inside_bps,
     Metric::markout_5s_outside_bps},
    {Metric::markouts_30s, Metric::markout_30s_bps, Metric::adverse_30s_bps, Metric::markouts_30s_outside,
     Metric::markout_30s_inside_bps, Metric::markout_30s_outside_bps},
}};

}  // namespace

void Totals::add_leg(const Leg& leg, const Simulation& simulation, const Books& books) {
  const double seconds = base::seconds(leg.to - leg.from);
  seconds_ += seconds;
  clock_s_ = base::seconds(leg.tape->info().clock);
  quotes_.add(simulation.quotes());
  locked_ += locked_seconds(leg);
  const KappaCount kappa = count_kappa(leg);
  kappa_.ready += kappa.ready;
  kappa_.zero += kappa.zero;
  const double unit_value = leg.marks->mean_unit_value(leg.first_tick, leg.last_tick + 1);
  if (!std::isnan(unit_value)) {
    unit_value_seconds_ += unit_value * seconds;
    valued_seconds_ += seconds;
  }
  const std::size_t first = legs_.empty() ? 0 : legs_.back().end;
  legs_.push_back({first, books.fills().size(), books.opening_inventory()});
}

void Totals::open_mark(double mid, const Books& books) {
  first_mark_ = mid;
  const account::Balances& initial = books.ledger().initial();
  if (capital_ == 0) capital_ = books.grid().contract == account::Contract::linear ? initial.quote + initial.base * mid : initial.base;
}

void Totals::mark(const Leg& leg, std::size_t events, const Books& books) {
  const double mid = account::market_price(books.grid().contract, books.path().last_mark());
  const account::Ledger& ledger = books.ledger();
  check_identity(books, marked_fills_, mid);
  marked_fills_ = books.fills().size();
  pnl_mid_ += ledger.excess_equity(mid);
  pnl_close_ += ledger.excess_cash() + close_at_book(*leg.tape, {ledger.traded(), events, mid, books.instrument().taker_fee}, leg.closing);
  equity_change_ += ledger.equity_change(first_mark_, mid);
  fees_ += ledger.fees();
  funding_ += ledger.funding();
  inventory_ += ledger.excess_amount();
}

account::MetricRow Totals::row(const Books& books) const {
  account::MetricRow row;
  set_earnings(books, row);
  const account::PathSums path = books.path().sums();
  set_intraday(books, path, row);
  set_inventory(books, path.dynamics(), row);
  set_orders(books, row);
  set_markouts(books, row);
  if (kappa_.ready > 0) row[Metric::kappa_zero_share] = static_cast<double>(kappa_.zero) / static_cast<double>(kappa_.ready);
  row[Metric::locked_seconds] = locked_;
  return row;
}

void Totals::set_earnings(const Books& books, account::MetricRow& row) const {
  const FillTotals& fills = books.totals();
  const account::RoundTrips& trips = books.trips();
  row[Metric::pnl_close_at_book] = pnl_close_;
  row[Metric::pnl_mark_mid] = pnl_mid_;
  row[Metric::equity_change] = equity_change_;
  row[Metric::fees] = fees_;
  row[Metric::funding] = funding_;
  row[Metric::fills] = static_cast<double>(fills.buys + fills.sells);
  row[Metric::buys] = static_cast<double>(fills.buys);
  row[Metric::sells] = static_cast<double>(fills.sells);
  row[Metric::volume_base] = fills.volume_base;
  row[Metric::volume_quote] = fills.volume_quote;
  row[Metric::pnl_closed] = trips.closed_gains() - fees_ - funding_;
  row[Metric::pnl_open] = pnl_mid_ - row[Metric::pnl_closed];
  row[Metric::round_trips] = static_cast<double>(trips.closed());
  row.set(Metric::win_rate, trips.win_rate());
  row[Metric::longest_holding_s] = base::seconds(trips.longest_holding(books.held_until()));
}

void Totals::set_intraday(const Books& books, const account::PathSums& sums, account::MetricRow& row) const {
  const double step_s = static_cast<double>(books.path().sample_ticks()) * clock_s_;
  const account::PathStatistics path = sums.describe(capital_);
  const double drawdown = sums.max_drawdown();
  row.set(Metric::sr_intraday, path.sharpe);
  row.set(Metric::sortino_intraday, path.sortino);
  row.set(Metric::skew_intraday, path.skewness);
  row.set(Metric::kurtosis_intraday, path.kurtosis);
  row.set(Metric::asr_intraday, account::pezier_white_asr(path.sharpe, path.skewness, path.kurtosis));
  row[Metric::ratio_step_s] = step_s;
  row[Metric::capital] = capital_;
  row[Metric::max_drawdown] = drawdown;
  row.set(Metric::max_drawdown_rel, path.max_drawdown_rel);
  row.set(Metric::ulcer_pct, path.ulcer_pct);
  row.set(Metric::romad, account::ratio(pnl_mid_, drawdown, account::Status::zero_drawdown));
  const account::Value relative = path.max_drawdown_rel;
  const double per_year = pnl_mid_ / capital_ * (kYear_s / seconds_);
  const bool defined = relative.status == account::Status::ok;
  row.set(Metric::calmar, defined ? account::ratio(per_year, relative.value, account::Status::zero_drawdown) : relative);
  row[Metric::buckets_5min] = static_cast<double>(path.buckets);
  row.set(Metric::var95_5min, path.tail_95.var);
  row.set(Metric::cvar95_5min, path.tail_95.cvar);
  row.set(Metric::cvar99_5min, path.tail_99.cvar);
  row.set(Metric::cornish_fisher_var95_5min, path.cornish_fisher_var_95);
  row.set(Metric::tail_ratio_5min, path.tail_ratio);
  row.set(Metric::worst_5min, path.worst);
  row.set(Metric::worst_tenth_5min, path.worst_tenth);
}

void Totals::set_inventory(const Books& books, const account::InventoryDynamics& dynamics, account::MetricRow& row) const {
  const FillTotals& fills = books.totals();
  const account::Value map = this->map(books);
  const double step_s = static_cast<double>(books.path().sample_ticks()) * clock_s_;
  const account::Turnover turnover = account::inventory_turnover(fills.bought, fills.sold, map);
  const account::HalfLife half_life = dynamics.half_life(step_s);
  row[Metric::max_abs_inventory] = fills.max_inventory;
  row.set(Metric::mean_abs_inventory, map);
  row[Metric::terminal_inventory] = inventory_;
  row.set(Metric::pnl_to_map, account::pnl_to_map(pnl_mid_, map));
  row.set(Metric::return_over_map, account::return_over_map(pnl_mid_, map, unit_value_seconds_ / valued_seconds_));
  row.set(Metric::turnover_gross, turnover.gross);
  row.set(Metric::turnover_round_trip, turnover.round_trip);
  row.set(Metric::inventory_half_life_s, half_life.half_life_s);
  row.set(Metric::mean_reversion_s, half_life.mean_reversion_s);
}

void Totals::set_orders(const Books& books, account::MetricRow& row) const {
  const FillTotals& fills = books.totals();
  row[Metric::quoted_share] = quotes_.any_s / seconds_;
  set_order_counts(books, row);
  row.set(Metric::buy_fills_per_quoted_hour, per_hour(fills.buys, quotes_.buy_s));
  row.set(Metric::sell_fills_per_quoted_hour, per_hour(fills.sells, quotes_.sell_s));
}

void Totals::set_order_counts(const Books& books, account::MetricRow& row) const {
  if (!quotes_.complete) {
    for (const Metric metric : {Metric::orders, Metric::fill_rate_quantity, Metric::fill_rate_orders}) row.set(metric, {.status = account::Status::not_counted});
    return;
  }
  const FillTotals& fills = books.totals();
  row[Metric::orders] = static_cast<double>(quotes_.orders);
  row.set(Metric::fill_rate_quantity, account::fill_rate(fills.bought + fills.sold, books.quantity(quotes_.submitted)));
  row.set(Metric::fill_rate_orders, account::fill_rate(static_cast<double>(quotes_.filled_orders), static_cast<double>(quotes_.orders)));
}

void Totals::set_markouts(const Books& books, account::MetricRow& row) const {
  FillQualities qualities;
  for (const LegFills& leg : legs_) add_qualities(leg, books, map(books).value, qualities);
  const auto& [inside, outside] = qualities;
  account::ExecutionQuality all = inside;
  all.add(outside);
  row.set(Metric::spread_capture_bps, all.spread_capture_bps());
  for (std::size_t h = 0; h < account::kHorizons; ++h) {
    const MarkoutColumns& columns = kMarkoutColumns[h];
    row[columns.n] = static_cast<double>(all.at(h).n);
    row.set(columns.markout, all.at(h).markout_bps);
    row.set(columns.adverse, all.at(h).adverse_selection_bps);
    row[columns.n_outside] = static_cast<double>(outside.at(h).n);
    row.set(columns.inside, inside.at(h).markout_bps);
    row.set(columns.outside, outside.at(h).markout_bps);
  }
}

}  // namespace asgen::simulate
