#pragma once
// One order's place in the queue at its price, told of every trade and change there as they happen.

#include <cstdint>
#include <optional>

#include "sim/market/options.hpp"
#include "sim/market/order.hpp"

namespace asgen::test_reference {

class NaiveQueue {
 public:
  NaiveQueue() = default;
  /// @param shown displayed at the price on arrival, nothing when not known; @param joined when
  NaiveQueue(const market::MarketOptions& options, double lot, std::optional<std::int64_t> shown, base::Nanos joined);

  /// A trade at the price, of which `rest` lots are left for us; returns the lots that go past what is ahead.
  std::int64_t trade(std::int64_t whole, std::int64_t rest, std::int64_t resting_since);
  /// The level shows `shown` now, nothing when not known.
  void look(std::optional<std::int64_t> shown);
  /// A row has set the level, perhaps to what it was.
  void row(std::int64_t shown);
  /// The book was emptied; the queue stays.
  void forget_level() { shown_ = 0; }

  [[nodiscard]] const market::Ahead& ahead() const { return ahead_; }

 private:
  void change(std::int64_t shown);
  [[nodiscard]] double behind(double front, double back) const;

  market::QueueModel model_ = market::QueueModel::front;
  double n_ = 1, lot_ = 1;
  market::Ahead ahead_;
  std::int64_t shown_ = 0, traded_ = 0;
  base::Nanos joined_;
};

}  // namespace asgen::test_reference
