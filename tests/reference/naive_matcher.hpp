#pragma once
// The judge of sim/market: the same rules, played event by event on the day's own rows. Slow and plain on purpose.

#include <cstddef>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/options.hpp"
#include "sim/market/order.hpp"
#include "tests/reference/naive_book.hpp"

namespace asgen::test_reference {

/// Same interface shape as market::Matcher.
class NaiveMatcher {
 public:
  NaiveMatcher(const data::Day& day, base::Nanos clock, const market::MarketOptions& options, std::size_t first_event);

  market::OrderId submit(const market::OrderRequest& request, base::Nanos now);
  void cancel(market::OrderId id, base::Nanos now);
  void advance_to(base::Nanos t, std::vector<market::Fill>& fills);

  [[nodiscard]] base::Nanos time() const { return now_; }
  [[nodiscard]] const market::Order& order(market::OrderId id) const { return own_[id - 1].order; }
  [[nodiscard]] market::Ahead ahead(market::OrderId id) const { return own_[id - 1].ahead; }
  [[nodiscard]] std::size_t orders() const { return own_.size(); }
  [[nodiscard]] const std::vector<market::OrderId>& live() const { return live_; }
  [[nodiscard]] const NaiveBook& book() const { return book_; }

 private:
  struct Own {
    market::Order order;
    market::Ahead ahead;
  };
  struct Request {
    base::Nanos time;
    market::OrderId id;
    bool cancels;
  };
  enum class What { event, gap, tick, request, nothing };
  struct Next {
    base::Nanos time;
    What what;
  };

  [[nodiscard]] Next next() const;
  [[nodiscard]] base::Nanos next_event_time() const;
  void play_event(std::vector<market::Fill>& fills);
  void play_trade(std::size_t trade, std::vector<market::Fill>& fills);
  void play_batch(std::vector<market::Fill>& fills);
  void cross(base::Side side, std::vector<market::Fill>& fills);
  void update_queues();
  void play_gap();
  void play_tick(std::vector<market::Fill>& fills);
  void play_request();
  void arrive(Own& own);
  [[nodiscard]] bool in_gap(base::Nanos t) const;
  [[nodiscard]] std::vector<Own*> resting(base::Side side);
  void forget_the_dead();
  void fill(Own& own, std::int64_t lots, market::FillCause cause, std::vector<market::Fill>& fills);

  data::Day day_;
  base::Nanos clock_;
  market::MarketOptions options_;
  NaiveBook book_;
  base::Nanos now_ = base::Nanos::min();
  std::size_t event_ = 0;  ///< events played
  std::size_t next_trade_ = 0, next_row_ = 0, next_gap_ = 0, next_request_ = 0;
  base::Nanos next_tick_;
  std::vector<Own> own_;
  std::vector<market::OrderId> live_;
  std::vector<Request> requests_;
};

}  // namespace asgen::test_reference
