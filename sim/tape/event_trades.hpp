#pragma once
// Which events are trades, and which trade each of them is: a view of 8 bits an event.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace asgen::tape {

/// Trades are numbered in the order of events, so an index is the trades before every 128 events and what a byte adds. A bit an event with
/// a count of those before would be smaller still, but to count bits takes twenty instructions on the least processor that we build for.
class EventTrades {
 public:
  static constexpr std::size_t kPerBase = 128;
  static constexpr std::uint8_t kNoTrade = 255;

  EventTrades() = default;
  /// @param bases trades before every 128 events; @param since trades since then, or kNoTrade
  EventTrades(std::span<const std::uint32_t> bases, std::span<const std::uint8_t> since) : bases_(bases.data()), since_(since.data()) {}

  [[nodiscard]] bool contains(std::size_t event) const { return since_[event] != kNoTrade; }
  /// Index of the trade that an event is.
  [[nodiscard]] std::size_t operator[](std::size_t event) const { return std::size_t{bases_[event / kPerBase]} + since_[event]; }

 private:
  const std::uint32_t* bases_ = nullptr;
  const std::uint8_t* since_ = nullptr;
};

/// The columns of EventTrades.
struct EventTradeColumns {
  std::vector<std::uint32_t> bases;
  std::vector<std::uint8_t> since;
};
/// @param trade_event the event of every trade, ascending
EventTradeColumns number_trades(std::size_t events, std::span<const std::uint32_t> trade_event);

}  // namespace asgen::tape
