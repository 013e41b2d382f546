#include "sim/simulate/totals.hpp"

#include <fmt/core.h>

#include <cmath>

#include "sim/base/contract.hpp"
#include "sim/simulate/close_at_book.hpp"

namespace asgen::simulate {
namespace {

using account::Metric;

/// Always on, whatever the build: a wrong P&L must never become a fitness.
void check_identity(const Books& books, std::size_t first_fill, double mark) {
  double edges = 0, size = 0, traded = 0;
  for (std::size_t i = first_fill; i < books.fills().size(); ++i) {
    const market::Fill& fill = books.fills()[i];
    const double edge = base::sign(fill.side) * books.quantity(fill.quantity) * (mark - books.price(fill.price));
    edges += edge;
    size += std::fabs(edge);
    traded += books.quantity(fill.quantity) * books.price(fill.price);
  }
  const account::Ledger& ledger = books.ledger();
  const double expected = edges - ledger.fees() - ledger.funding();
  const double pnl = ledger.excess_equity(mark);
  const double allowed = 1e-9 * (size + std::fabs(ledger.fees()) + std::fabs(ledger.funding())) + 1e-12 * traded;
  if (std::fabs(pnl - expected) <= allowed) return;
  throw base::ContractViolation(fmt::format("P&L {} differs from the sum of the fills' edges {} by more than {}", pnl, expected, allowed));
}

}  // namespace

void Totals::add_leg(const Leg& leg, const Simulation& simulation) {
  seconds_ += base::seconds(leg.to - leg.from);
  quoted_ += simulation.quoted_seconds();
  locked_ += locked_seconds(leg);
  const KappaCount kappa = count_kappa(leg);
  kappa_.ready += kappa.ready;
  kappa_.zero += kappa.zero;
}

void Totals::mark(const Leg& leg, std::size_t events, const Books& books) {
  const double mid = books.path().last_mid();
  const account::Ledger& ledger = books.ledger();
  check_identity(books, marked_fills_, mid);
  marked_fills_ = books.fills().size();
  pnl_mid_ += ledger.excess_equity(mid);
  pnl_close_ += ledger.excess_cash() + close_at_book(*leg.tape, {ledger.traded(), events, mid, books.instrument().taker_fee});
  equity_change_ += ledger.equity_change(first_mark_, mid);
  fees_ += ledger.fees();
  funding_ += ledger.funding();
  inventory_ += ledger.excess_base();
}

account::MetricRow Totals::row(const Books& books) const {
  const FillTotals& fills = books.totals();
  const double map = fills.inventory_area / seconds_;
  account::MetricRow row;
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
  row[Metric::max_abs_inventory] = fills.max_inventory;
  row[Metric::mean_abs_inventory] = map;
  row[Metric::sharpe] = books.path().sharpe_ratio().value;
  row[Metric::sortino] = books.path().sortino_ratio().value;
  row[Metric::max_drawdown] = books.path().max_drawdown();
  row[Metric::pnl_to_map] = account::pnl_to_map(pnl_mid_, {map}).value;
  row[Metric::quoted_share] = quoted_ / seconds_;
  if (kappa_.ready > 0) row[Metric::kappa_zero_share] = static_cast<double>(kappa_.zero) / static_cast<double>(kappa_.ready);
  row[Metric::locked_seconds] = locked_;
  row[Metric::terminal_inventory] = inventory_;
  return row;
}

}  // namespace asgen::simulate
