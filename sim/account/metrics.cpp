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
    {Metric::sharpe, "sharpe", "1",
     "mean over standard deviation (n - 1) of the changes of excess equity at the mid price, sampled every 5 s (on the clock where it is "
     "coarser), not annualised",
     maximise},
    {Metric::sortino, "sortino", "1",
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

std::optional<Metric> find_metric(std::string_view name) {
  for (const MetricInfo& info : kTable) {
    if (info.name == name) return info.metric;
  }
  return std::nullopt;
}

}  // namespace asgen::account
