#pragma once
// Names shared by the reader and the writer of order lists.

#include <array>
#include <cstddef>
#include <string_view>

namespace asgen::results {

/// Columns of a list of orders. Those from `arrive_ns` on are answers: written, and passed over when read.
enum class OrderColumn : std::size_t {
  order_id, submit_ns, side, price, qty, cancel_submit_ns, type, stop, at_ns, group, arrive_ns, queue_ahead_at_arrival, outcome, end_ns
};
inline constexpr std::array<std::string_view, 14> kOrderColumns = {
    "order_id", "submit_ns", "side",  "price",     "qty",                    "cancel_submit_ns", "type",
    "stop",     "at_ns",     "group", "arrive_ns", "queue_ahead_at_arrival", "outcome",          "end_ns"};
inline constexpr std::size_t kRequiredColumns = 5;  ///< the first ones

/// Of market::OrderType, by number.
inline constexpr std::array<std::string_view, 5> kOrderTypes = {"post_only", "gtc", "ioc", "fok", "market"};
/// Of market::Outcome, by number.
inline constexpr std::array<std::string_view, 5> kOutcomes = {"filled", "canceled", "expired", "rejected", "open"};
/// Of market::FillCause, by number.
inline constexpr std::array<std::string_view, 4> kCauses = {"queue", "trade_through", "best_cross", "taker"};

}  // namespace asgen::results
