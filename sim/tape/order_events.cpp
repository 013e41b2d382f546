#include <fmt/format.h>

#include <cstring>
#include <span>

#include "sim/base/error.hpp"
#include "sim/tape/stages.hpp"

namespace asgen::tape {
namespace {

void copy_text(std::span<char> to, const std::string& from, const char* what) {
  if (from.size() >= to.size()) {
    throw base::DataError(fmt::format("day {}", from), fmt::format("{} has {} characters (at most {})", what, from.size(), to.size() - 1),
                          "shorten it");
  }
  std::memcpy(to.data(), from.data(), from.size());
}

TapeInfo describe(const data::DayInfo& day, const TapeOptions& options) {
  if (options.clock.count() <= 0) {
    throw base::ConfigurationError("simulation clock", fmt::format("= {} ns (must be > 0)", options.clock.count()),
                                   "use a positive period, e.g. 1 s");
  }
  TapeInfo info;
  copy_text(info.exchange, day.exchange, "the exchange's name");
  copy_text(info.symbol, day.symbol, "the symbol");
  copy_text(info.day, day.day, "the date");
  copy_text(info.time_zone, day.time_zone, "the time zone");
  copy_text(info.session, day.session, "the session");
  copy_text(info.contract, day.contract, "the contract");
  info.price_quantum = day.price_quantum;
  info.lot = day.lot;
  info.contract_size = day.contract_size;
  info.depth_levels = day.depth_levels;
  info.open = day.open;
  info.close = day.close;
  info.clock = options.clock;
  return info;
}

std::uint32_t add_event(Draft& draft, std::int64_t ns, std::int32_t trade) {
  draft.event_ns.push_back(ns);
  draft.event_trade.push_back(trade);
  return static_cast<std::uint32_t>(draft.event_ns.size() - 1);
}

}  // namespace

std::vector<Batch> order_events(const data::Day& day, const TapeOptions& options, Draft& draft) {
  draft.info = describe(day.info, options);
  draft.trade_price = day.trades.price;
  draft.trade_lots = day.trades.lots;
  draft.trade_side = day.trades.side;
  draft.trade_event.reserve(day.trades.size());
  draft.event_ns.reserve(day.trades.size() + day.book.size() / 4);
  draft.event_trade.reserve(draft.event_ns.capacity());
  const auto& book_ns = day.book.local_ns;
  const auto& trade_ns = day.trades.local_ns;
  std::vector<Batch> batches;
  std::size_t trade = 0;
  std::size_t row = 0;
  while (trade < trade_ns.size() || row < book_ns.size()) {
    if (row == book_ns.size() || (trade < trade_ns.size() && trade_ns[trade] <= book_ns[row])) {
      draft.trade_event.push_back(add_event(draft, trade_ns[trade], static_cast<std::int32_t>(trade)));
      ++trade;
      continue;
    }
    const std::size_t first = row;
    while (row < book_ns.size() && book_ns[row] == book_ns[first]) ++row;
    batches.push_back({add_event(draft, book_ns[first], -1), static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(row)});
  }
  return batches;
}

}  // namespace asgen::tape
