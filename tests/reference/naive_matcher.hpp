#pragma once
// The judge of sim/market: the same rules, played event by event on the day's own rows. Slow and plain on purpose.

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/day.hpp"
#include "sim/market/fill.hpp"
#include "sim/market/options.hpp"
#include "sim/market/order.hpp"
#include "tests/reference/naive_book.hpp"
#include "tests/reference/naive_channel.hpp"
#include "tests/reference/naive_events.hpp"
#include "tests/reference/naive_queue.hpp"

namespace asgen::test_reference {

/// Same interface shape as market::Matcher.
class NaiveMatcher {
 public:
  NaiveMatcher(const data::Day& day, base::Nanos clock, const market::MarketOptions& options, std::size_t first_event);

  market::OrderId submit(const market::OrderRequest& request, base::Nanos now);
  void cancel(market::OrderId id, base::Nanos now);
  void modify(market::OrderId id, base::Ticks price, base::Lots leaves, base::Nanos now);
  market::GroupId new_group() { return ++groups_; }
  void advance_to(base::Nanos t, std::vector<market::Fill>& fills);

  [[nodiscard]] base::Nanos time() const { return now_; }
  [[nodiscard]] const market::Order& order(market::OrderId id) const { return own_[id - 1].order; }
  [[nodiscard]] market::Ahead ahead(market::OrderId id) const { return own_[id - 1].queue.ahead(); }
  [[nodiscard]] market::Ahead ahead_at_arrival(market::OrderId id) const { return own_[id - 1].ahead_at_arrival; }
  [[nodiscard]] std::size_t orders() const { return own_.size(); }
  [[nodiscard]] const std::vector<market::OrderId>& live() const { return live_; }
  [[nodiscard]] const std::vector<std::pair<market::OrderId, base::Nanos>>& lost() const { return lost_; }

 private:
  struct Own {
    market::Order order;
    market::OrderRequest request;
    NaiveQueue queue;
    market::Ahead ahead_at_arrival;
    bool waits = false;     // at the venue, not yet triggered
    bool rests = false;     // in the queue
    std::size_t place = 0;  // order of joining
  };
  enum class Kind { submit, cancel, modify };
  struct Request {
    base::Nanos time;
    market::OrderId id;
    Kind kind;
    base::Ticks price{};
    base::Lots leaves{};
  };
  enum class What { event, gap, tick, timer, request };
  struct Next {
    base::Nanos time;
    What what;
  };

  [[nodiscard]] Next next() const;
  std::optional<base::Nanos> send(market::OrderId id, base::Nanos now);
  void play_due_requests();
  void play_event();
  void play_trade(std::size_t trade);
  void trigger_stops(std::size_t trade);
  void play_rows(const NaiveEvent& event);
  void cross(base::Side side);
  void cross_whole(base::Side side);
  void look_at_queues(const NaiveEvent& event);
  void pull_all();
  void play_gap();
  void play_tick();
  void play_timers();
  void play_request();
  void arrive(Own& own);
  void become_active(Own& own);
  void change(Own& own, const Request& request);
  void take(Own& own);
  void take_as_rival(Own& own);
  [[nodiscard]] bool crosses(const Own& own) const;
  [[nodiscard]] bool in_gap() const;
  [[nodiscard]] std::vector<Own*> resting(base::Side side);
  std::map<std::int64_t, std::int64_t>& left(base::Side book_side);
  void finish(Own& own, market::OrderState state, base::Nanos known);
  void close_group(const Own& own);
  void fill(Own& own, std::int64_t price, std::int64_t lots, market::FillCause cause, std::size_t event);

  data::Day day_;
  base::Nanos clock_;
  market::MarketOptions options_;
  NaiveBook book_;
  NaiveChannel channel_;
  std::vector<NaiveEvent> events_;
  base::Nanos now_ = base::Nanos::min();
  std::size_t event_ = 0;  ///< events played
  std::size_t next_gap_ = 0, next_request_ = 0, places_ = 0;
  base::Nanos next_tick_;
  std::vector<Own> own_;
  std::vector<market::OrderId> live_;
  std::vector<Request> requests_;
  market::GroupId groups_ = 0;
  std::vector<market::GroupId> closed_;
  std::vector<std::pair<market::OrderId, base::Nanos>> lost_;
  std::map<base::Side, std::map<std::int64_t, std::int64_t>> left_;  // displayed levels less what own orders took, in this state of the book
  std::vector<market::Fill> fills_;                                  // not told yet
};

}  // namespace asgen::test_reference
