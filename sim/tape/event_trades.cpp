#include "sim/tape/event_trades.hpp"

namespace asgen::tape {

EventTradeColumns number_trades(std::size_t events, std::span<const std::uint32_t> trade_event) {
  EventTradeColumns columns;
  columns.since.assign(events, EventTrades::kNoTrade);
  std::size_t trade = 0;
  for (std::size_t begin = 0; begin < events; begin += EventTrades::kPerBase) {
    const std::size_t base = trade;
    columns.bases.push_back(static_cast<std::uint32_t>(base));
    for (; trade < trade_event.size() && trade_event[trade] < begin + EventTrades::kPerBase; ++trade) {
      columns.since[trade_event[trade]] = static_cast<std::uint8_t>(trade - base);
    }
  }
  return columns;
}

}  // namespace asgen::tape
