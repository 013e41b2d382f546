#include <fmt/format.h>

#include <algorithm>
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

/// Walks trades and messages in their one order.
class EventOrder {
 public:
  EventOrder(const data::Day& day, const TapeOptions& options, Draft& draft) : day_(day), options_(options), draft_(draft) {}

  std::vector<Batch> run() {
    const auto& book = day_.book.local_ns;
    while (trade_ < day_.trades.size() || row_ < book.size()) {
      if (row_ == book.size() || (trade_ < day_.trades.size() && trade_time() <= book_time())) {
        trade_happened_ = trade_time();
        draft_.trade_event.push_back(add(trade_happened_, day_.trades.local_ns[trade_]));
        ++trade_;
      } else {
        add_message();
      }
    }
    return std::move(batches_);
  }

 private:
  /// A stamp on the tape's clock: see tape.hpp for what is done to exchange stamps that contradict each other.
  [[nodiscard]] std::int64_t happened(std::int64_t exchange, std::int64_t local, std::int64_t before) const {
    return options_.feed == FeedLatency::none ? local : std::max(before, std::min(exchange, local));
  }
  [[nodiscard]] std::int64_t trade_time() const {
    return options_.feed == FeedLatency::none ? day_.trades.local_ns[trade_]
                                              : happened(day_.trades.exchange_ns[trade_], day_.trades.local_ns[trade_], trade_happened_);
  }
  [[nodiscard]] std::int64_t book_time() const {
    return options_.feed == FeedLatency::none ? day_.book.local_ns[row_]
                                              : happened(day_.book.exchange_ns[row_], day_.book.local_ns[row_], book_happened_);
  }

  void add_message() {
    const std::int64_t local = day_.book.local_ns[row_];
    book_happened_ = book_time();
    std::size_t end = row_;
    while (end < day_.book.size() && day_.book.local_ns[end] == local) ++end;
    if (options_.grain == BookGrain::row) {
      for (std::size_t row = row_; row < end; ++row) {
        if (resets(row)) add_batch(local, true, row, row);
        add_batch(local, false, row, row + 1);
      }
    } else {
      bool reset = false;
      for (std::size_t row = row_; row < end; ++row) reset = reset || resets(row);
      add_batch(local, reset, row_, end);
    }
    row_ = end;
  }
  [[nodiscard]] bool resets(std::size_t row) const { return (day_.book.flags[row] & data::kReset) != 0; }
  void add_batch(std::int64_t local, bool reset, std::size_t first_row, std::size_t end_row) {
    const std::uint32_t event = add(book_happened_, local);
    if (reset) draft_.resets.push_back(event);
    batches_.push_back({event, static_cast<std::uint32_t>(first_row), static_cast<std::uint32_t>(end_row)});
  }
  std::uint32_t add(std::int64_t happened_ns, std::int64_t local) {
    draft_.event_ns.push_back(happened_ns);
    if (options_.feed == FeedLatency::recorded) draft_.seen_ns.push_back(draft_.seen_ns.empty() ? local : std::max(draft_.seen_ns.back(), local));
    return static_cast<std::uint32_t>(draft_.event_ns.size() - 1);
  }

  const data::Day& day_;
  const TapeOptions& options_;
  Draft& draft_;
  std::size_t trade_ = 0, row_ = 0;
  std::int64_t trade_happened_ = INT64_MIN, book_happened_ = INT64_MIN;
  std::vector<Batch> batches_;
};

}  // namespace

TapeInfo info_of(const data::DayInfo& day, const TapeOptions& options) {
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
  info.grain = options.grain;
  info.feed = options.feed;
  return info;
}

std::vector<Batch> order_events(const data::Day& day, const TapeOptions& options, Draft& draft) {
  draft.info = info_of(day.info, options);
  draft.trade_price = day.trades.price;
  draft.trade_lots = day.trades.lots;
  draft.trade_side = day.trades.side;
  draft.trade_resting_since = day.trades.resting_since_ns;
  draft.trade_event.reserve(day.trades.size());
  draft.event_ns.reserve(day.trades.size() + (options.grain == BookGrain::row ? day.book.size() : day.book.size() / 4));
  return EventOrder(day, options, draft).run();
}

}  // namespace asgen::tape
