#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "results/day_grid.hpp"
#include "results/order_columns.hpp"
#include "results/orders_csv.hpp"

namespace asgen::results {
namespace {

using base::Nanos;

const char* side_name(base::Side side) { return side == base::Side::buy ? "buy" : "sell"; }

std::string_view name_of(market::OrderType type) { return kOrderTypes[static_cast<std::size_t>(type)]; }
std::string_view name_of(market::Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::string_view name_of(market::FillCause cause) { return kCauses[static_cast<std::size_t>(cause)]; }

/// Empty for an instant that never comes.
std::string instant(Nanos time) { return time == Nanos::max() ? "" : fmt::format("{}", time.count()); }

std::string price_of(const market::OrderRequest& request, const DayGrid& grid) {
  return request.type == market::OrderType::market ? "" : grid.price(request.price);
}

constexpr std::string_view kKindColumns = ",type,stop,at_ns,group";

/// The fields of kKindColumns.
std::string kind_of(const market::OrderRequest& request, const DayGrid& grid) {
  const std::string stop = request.trigger == market::Trigger::stop ? grid.price(request.stop) : "";
  const std::string at = request.trigger == market::Trigger::time ? instant(request.at) : "";
  return fmt::format(",{},{},{},{}", name_of(request.type), stop, at, request.group == 0 ? "" : fmt::format("{}", request.group));
}

/// Lists of plain orders, as most are, need no kKindColumns.
bool is_plain(const market::ListedOrder& order) {
  const market::OrderRequest& request = order.request;
  return request.type == market::OrderType::post_only && request.trigger == market::Trigger::none && request.group == 0;
}

}  // namespace

std::string orders_csv(const OrderList& list, const tape::Tape& tape) {
  const DayGrid grid(tape.info());
  std::string text = fmt::format("order_id,submit_ns,side,price,qty,cancel_submit_ns{}\n", kKindColumns);
  for (std::size_t i = 0; i < list.orders.size(); ++i) {
    const auto& [request, submitted, cancelled] = list.orders[i];
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{}{}\n", list.ids[i], submitted.count(), side_name(request.side),
                   price_of(request, grid), grid.quantity(request.quantity), instant(cancelled), kind_of(request, grid));
  }
  return text;
}

std::string replayed_orders_csv(const OrderList& list, const market::Replay& replay, const tape::Tape& tape) {
  const DayGrid grid(tape.info());
  const bool plain = std::ranges::all_of(list.orders, is_plain);
  std::string text = fmt::format("order_id,submit_ns,side,price,qty,arrive_ns,queue_ahead_at_arrival,cancel_submit_ns,outcome,end_ns{}\n",
                                 plain ? "" : kKindColumns);
  for (std::size_t i = 0; i < list.orders.size(); ++i) {
    const auto& [request, submitted, cancelled] = list.orders[i];
    const auto& [order, outcome, ahead] = replay.orders[i];
    const std::string queue = ahead ? grid.quantity(base::Lots(std::llround(*ahead))) : "";
    const std::int64_t end = outcome == market::Outcome::open ? 0 : order.ended.count();
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{},{},{}{}\n", list.ids[i], submitted.count(), side_name(request.side),
                   price_of(request, grid), grid.quantity(request.quantity), instant(order.arrives), queue, instant(cancelled),
                   name_of(outcome), end, plain ? "" : kind_of(request, grid));
  }
  return text;
}

std::string fills_csv(const OrderList& list, const market::Replay& replay, const tape::Tape& tape) {
  const DayGrid grid(tape.info());
  std::string text = "fill_ns,side,price,qty,order_id,cause,trigger_price,trigger_qty\n";
  for (const auto& [fill, listed, trigger] : replay.fills) {
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{},{}\n", fill.time.count(), side_name(fill.side), grid.price(fill.price),
                   grid.quantity(fill.quantity), list.ids[listed], name_of(fill.cause), grid.price(trigger.price),
                   grid.quantity(trigger.quantity));
  }
  return text;
}

}  // namespace asgen::results
