#include "sim/account/metrics.hpp"

#include "sim/base/contract.hpp"

namespace asgen::account {
namespace {

using enum Direction;

constexpr std::array<MetricInfo, kMetricCount> kTable{{
    {Metric::pnl_close_at_book, "pnl_close_at_book", "quote",
     "excess P&L: change of cash plus inventory minus what holding the initial inventory would have earned; the inventory gained or lost "
     "is closed at the end by walking the displayed book and paying the taker fee",
     maximise},
    {Metric::pnl_mark_mid, "pnl_mark_mid", "quote", "excess P&L with the inventory gained or lost valued at the final mid price", maximise},
    {Metric::equity_change, "equity_change", "quote",
     "raw change of cash plus inventory at the mid price, with the initial inventory's own gain or loss", maximise},
    {Metric::fees, "fees", "quote", "fees paid on fills; a rebate counts negative; the closing walk's taker fee is not in it", minimise},
    {Metric::funding, "funding", "quote", "funding paid on the inventory gained or lost (negative = received)", minimise},
    {Metric::fills, "fills", "count", "fills, partial ones counted one by one", neutral},
    {Metric::buys, "buys", "count", "fills of buy orders", neutral},
    {Metric::sells, "sells", "count", "fills of sell orders", neutral},
    {Metric::volume_base, "volume_base", "base", "quantity filled on both sides", neutral},
    {Metric::volume_quote, "volume_quote", "quote", "price times quantity filled on both sides", neutral},
    {Metric::max_abs_inventory, "max_abs_inventory", "base", "largest distance of the inventory from the initial one", minimise},
    {Metric::mean_abs_inventory, "mean_abs_inventory", "base",
     "mean absolute position (MAP): time-weighted mean distance of the inventory from the initial one", minimise},
    {Metric::sr_intraday, "sr_intraday", "1",
     "Sharpe ratio inside the segment: mean over standard deviation (n - 1) of the changes of excess equity at the mid price, sampled every "
     "ratio_step_s (5 s, or the clock where it is coarser), not annualised",
     maximise},
    {Metric::sortino_intraday, "sortino_intraday", "1",
     "mean over root mean square of the negative part of the same changes, all observations counted, target 0, not annualised", maximise},
    {Metric::max_drawdown, "max_drawdown", "quote",
     "largest fall of excess equity at the mid price from an earlier peak, on the clock, the start (0) counted as a peak", minimise},
    {Metric::pnl_to_map, "pnl_to_map", "quote/base", "pnl_mark_mid over mean_abs_inventory", maximise},
    {Metric::quoted_share, "quoted_share", "1", "share of the segment's time with at least one own order resting at the venue", neutral},
    {Metric::kappa_zero_share, "kappa_zero_share", "1",
     "share of the ticks with a full trading intensity buffer at which the fitted kappa is 0; undefined when kappa is not estimated",
     minimise},
    {Metric::locked_seconds, "locked_seconds", "s", "time that the recorded book was locked or crossed, by clock ticks", neutral},
    {Metric::terminal_inventory, "terminal_inventory", "base", "inventory at the end minus the initial one", neutral},
    {Metric::pnl_closed, "pnl_closed", "quote",
     "gains of what was opened and closed again, against the average price of the open position, minus fees and funding",
     maximise},
    {Metric::pnl_open, "pnl_open", "quote",
     "pnl_mark_mid minus pnl_closed: what the inventory still open would gain at the final mid price",
     neutral},
    {Metric::round_trips, "round_trips", "count", "returns of the inventory to its initial level", neutral},
    {Metric::win_rate, "win_rate", "1",
     "share of round trips that earned more than 0, fees included; high in makers that average down, so no objective",
     neutral},
    {Metric::longest_holding_s, "longest_holding_s", "s", "longest time away from the initial inventory", minimise},
    {Metric::skew_intraday, "skew_intraday", "1", "skewness (1/n moments) of the changes of sr_intraday", neutral},
    {Metric::kurtosis_intraday, "kurtosis_intraday", "1", "kurtosis of the same changes, normal = 3", minimise},
    {Metric::asr_intraday, "asr_intraday", "1", "sr_intraday adjusted for skewness and kurtosis (Pezier and White 2006)", maximise},
    {Metric::ratio_step_s, "ratio_step_s", "s",
     "time between two samples of the intraday ratios, of the relative drawdown and of the half-life",
     neutral},
    {Metric::capital, "capital", "quote", "initial balances at the first mid price: what relative figures are relative to", neutral},
    {Metric::max_drawdown_rel, "max_drawdown_rel", "1",
     "largest fall of capital plus excess equity from its peak, over the peak, on the ratio grid",
     minimise},
    {Metric::ulcer_pct, "ulcer_pct", "%",
     "root mean square of the percentage that capital plus excess equity is below its peak, on the ratio grid",
     minimise},
    {Metric::romad, "romad", "1", "pnl_mark_mid over max_drawdown", maximise},
    {Metric::calmar, "calmar", "1", "pnl_mark_mid a year of 365 days on the capital, over max_drawdown_rel; for display", maximise},
    {Metric::buckets_5min, "buckets_5min", "count",
     "whole buckets of 5 minutes (of one sample where that is longer) that the tail figures pool",
     neutral},
    {Metric::var95_5min, "var95_5min", "quote",
     "95 % value at risk of the changes of excess equity over buckets of 5 minutes; a positive number is a loss",
     minimise},
    {Metric::cvar95_5min, "cvar95_5min", "quote",
     "mean loss beyond it (Rockafellar and Uryasev 2000); the worst bucket with fewer than 20",
     minimise},
    {Metric::cvar99_5min, "cvar99_5min", "quote", "the same at 99 %; the worst bucket with fewer than 100", minimise},
    {Metric::cornish_fisher_var95_5min, "cornish_fisher_var95_5min", "quote",
     "95 % value at risk of a normal bent by skewness and kurtosis; for display",
     neutral},
    {Metric::tail_ratio_5min, "tail_ratio_5min", "1",
     "95 % quantile over 5 % quantile of the same changes, magnitudes; for display",
     neutral},
    {Metric::worst_5min, "worst_5min", "quote", "smallest of the same changes", maximise},
    {Metric::worst_tenth_5min, "worst_tenth_5min", "quote", "mean of the worst tenth of the same changes", maximise},
    {Metric::return_over_map, "return_over_map", "1", "pnl_mark_mid over the value of mean_abs_inventory at the mean mid price", maximise},
    {Metric::turnover_gross, "turnover_gross", "1", "quantity filled on both sides over mean_abs_inventory", neutral},
    {Metric::turnover_round_trip, "turnover_round_trip", "1", "the smaller of quantity bought and sold over mean_abs_inventory", neutral},
    {Metric::inventory_half_life_s, "inventory_half_life_s", "s",
     "time in which inventory is halved: -ln 2/ln phi of the regression on its previous sample, tapes not joined",
     minimise},
    {Metric::mean_reversion_s, "mean_reversion_s", "s", "-1/ln phi of the same regression", minimise},
    {Metric::orders, "orders", "count", "orders that came to rest at the venue", neutral},
    {Metric::fill_rate_quantity, "fill_rate_quantity", "1", "quantity filled over quantity of these orders", neutral},
    {Metric::fill_rate_orders, "fill_rate_orders", "1", "share of these orders with at least one fill", neutral},
    {Metric::buy_fills_per_quoted_hour, "buy_fills_per_quoted_hour", "1/h",
     "fills of buy orders per hour with a buy order at the venue",
     neutral},
    {Metric::sell_fills_per_quoted_hour, "sell_fills_per_quoted_hour", "1/h",
     "fills of sell orders per hour with a sell order at the venue",
     neutral},
    {Metric::spread_capture_bps, "spread_capture_bps", "bps",
     "distance of the fill price from the mid just before the event that filled us, quantity weighted",
     maximise},
    {Metric::markouts_1s, "markouts_1s", "count", "fills that have a mid before and 1 second later within the segment", neutral},
    {Metric::markout_1s_bps, "markout_1s_bps", "bps",
     "distance of the fill price from the mid 1 second later, quantity weighted",
     maximise},
    {Metric::adverse_1s_bps, "adverse_1s_bps", "bps",
     "move of the mid against the fill in 1 second: spread capture minus markout of these fills",
     minimise},
    {Metric::markouts_5s, "markouts_5s", "count", "fills that have a mid before and 5 seconds later within the segment", neutral},
    {Metric::markout_5s_bps, "markout_5s_bps", "bps",
     "distance of the fill price from the mid 5 seconds later, quantity weighted",
     maximise},
    {Metric::adverse_5s_bps, "adverse_5s_bps", "bps",
     "move of the mid against the fill in 5 seconds: spread capture minus markout of these fills",
     minimise},
    {Metric::markouts_30s, "markouts_30s", "count", "fills that have a mid before and 30 seconds later within the segment", neutral},
    {Metric::markout_30s_bps, "markout_30s_bps", "bps",
     "distance of the fill price from the mid 30 seconds later, quantity weighted",
     maximise},
    {Metric::adverse_30s_bps, "adverse_30s_bps", "bps",
     "move of the mid against the fill in 30 seconds: spread capture minus markout of these fills",
     minimise},
    {Metric::markouts_1s_outside, "markouts_1s_outside", "count",
     "those of markouts_1s before which the inventory was farther from the initial one than mean_abs_inventory",
     neutral},
    {Metric::markout_1s_inside_bps, "markout_1s_inside_bps", "bps", "markout_1s_bps of the other fills", maximise},
    {Metric::markout_1s_outside_bps, "markout_1s_outside_bps", "bps", "markout_1s_bps of those fills: where the tail lives", maximise},
    {Metric::markouts_5s_outside, "markouts_5s_outside", "count",
     "those of markouts_5s before which the inventory was farther from the initial one than mean_abs_inventory",
     neutral},
    {Metric::markout_5s_inside_bps, "markout_5s_inside_bps", "bps", "markout_5s_bps of the other fills", maximise},
    {Metric::markout_5s_outside_bps, "markout_5s_outside_bps", "bps", "markout_5s_bps of those fills: where the tail lives", maximise},
    {Metric::markouts_30s_outside, "markouts_30s_outside", "count",
     "those of markouts_30s before which the inventory was farther from the initial one than mean_abs_inventory",
     neutral},
    {Metric::markout_30s_inside_bps, "markout_30s_inside_bps", "bps", "markout_30s_bps of the other fills", maximise},
    {Metric::markout_30s_outside_bps, "markout_30s_outside_bps", "bps", "markout_30s_bps of those fills: where the tail lives", maximise},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    if (static_cast<std::size_t>(kTable[i].metric) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the metric table must follow the enumeration");

}  // namespace

std::span<const MetricInfo, kMetricCount> metric_table() { return kTable; }

const MetricInfo& metric_info(Metric metric) {
  base::expects(static_cast<std::size_t>(metric) < kMetricCount, "a metric of the table");
  return kTable[static_cast<std::size_t>(metric)];
}

std::string_view metric_unit(const MetricInfo& info, Contract contract) {
  const bool named = info.metric == Metric::volume_base || info.metric == Metric::volume_quote;
  if (contract == Contract::linear || named) return info.unit;
  if (info.unit == "quote") return "base";
  if (info.unit == "base") return "quote";
  return info.unit == "quote/base" ? "base/quote" : info.unit;
}

std::optional<Metric> find_metric(std::string_view name) {
  for (const MetricInfo& info : kTable) {
    if (info.name == name) return info.metric;
  }
  return std::nullopt;
}

}  // namespace asgen::account
