#pragma once
// Days written by hand, message by message: times in seconds after the open, prices in ticks, quantities in lots.

#include <cstdint>
#include <vector>

#include "sim/data/day.hpp"

namespace asgen::test_reference {

/// A displayed level in a message.
struct Row {
  std::int8_t side;  ///< +1 bid, -1 ask
  std::int32_t price;
  std::int64_t lots;
  std::uint8_t flags = 0;
};
constexpr Row bid(std::int32_t price, std::int64_t lots) { return {1, price, lots}; }
constexpr Row ask(std::int32_t price, std::int64_t lots) { return {-1, price, lots}; }
/// The same row, but both sides are emptied before it.
constexpr Row after_reset(Row row) {
  row.flags = data::kSnapshot | data::kReset;
  return row;
}

class DayBuilder {
 public:
  static constexpr std::int64_t kOpen = 1'700'000'000 * base::kNanosPerSecond;

  explicit DayBuilder(int depth_levels = 0) {
    day_.info.exchange = "test";
    day_.info.symbol = "HAND";
    day_.info.day = "2023-11-14";
    day_.info.price_quantum = 0.01;
    day_.info.lot = 0.001;
    day_.info.depth_levels = depth_levels;
    day_.info.open = base::Nanos(kOpen);
    day_.info.close = base::Nanos(kOpen + 60 * base::kNanosPerSecond);
  }
  DayBuilder& book(double second, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      day_.book.exchange_ns.push_back(at(second).count());
      day_.book.local_ns.push_back(at(second).count());
      day_.book.side.push_back(row.side);
      day_.book.price.push_back(row.price);
      day_.book.lots.push_back(row.lots);
      day_.book.flags.push_back(row.flags);
    }
    return *this;
  }
  DayBuilder& trade(double second, int aggressor, std::int32_t price, std::int64_t lots) {
    day_.trades.exchange_ns.push_back(at(second).count());
    day_.trades.local_ns.push_back(at(second).count());
    day_.trades.side.push_back(static_cast<std::int8_t>(aggressor));
    day_.trades.price.push_back(price);
    day_.trades.lots.push_back(lots);
    return *this;
  }
  /// When the orders that the trades so far hit had joined, in seconds; 0 = not known.
  DayBuilder& resting_since(const std::vector<double>& seconds) {
    for (const double second : seconds) day_.trades.resting_since_ns.push_back(second == 0 ? 0 : at(second).count());
    return *this;
  }
  DayBuilder& gap(double begin, double end) {
    day_.gaps.push_back({at(begin), at(end)});
    return *this;
  }
  [[nodiscard]] static base::Nanos at(double second) { return base::Nanos(kOpen) + base::nanos_from_seconds(second); }
  [[nodiscard]] const data::Day& day() const { return day_; }

 private:
  data::Day day_;
};

}  // namespace asgen::test_reference
