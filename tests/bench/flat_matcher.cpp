#include "tests/bench/flat_matcher.hpp"

#include <algorithm>

#include "sim/base/error.hpp"

namespace asgen::bench {

using market::FillCause;
using market::QueueModel;

FlatMatcher::FlatMatcher(const FlatDay& day, const market::MarketOptions& options, std::span<const FlatOrder> orders, std::span<const FlatRequest> requests)
    : day_(day),
      options_(options),
      orders_(orders),
      requests_(requests),
      levels_(day.prices.size()),
      book_{FlatSide(levels_), FlatSide(levels_)},
      marked_{std::vector<std::uint8_t>(levels_, 0), std::vector<std::uint8_t>(levels_, 0)} {
  const bool known = options.queue <= QueueModel::back && options.fill == market::FillRule::shared &&
                     options.latency.kind == market::LatencyKind::constant && options.feed == tape::FeedLatency::none;
  if (!known) throw base::ConfigurationError("the tuned replay", "does not know these market options", "use a queue front, risk_averse or back");
}

std::vector<market::Fill> FlatMatcher::play() {
  constexpr std::int64_t kNone = INT64_MAX;
  std::size_t request = 0;
  for (;;) {
    const std::int64_t next_event = event_ < day_.events.size() ? day_.events[event_].time : kNone;
    const std::int64_t next_gap = next_gap_ < day_.gaps.size() ? day_.gaps[next_gap_].begin.count() : kNone;
    const std::int64_t next_request = request < requests_.size() ? requests_[request].arrives : kNone;
    now_ = std::min({next_event, next_gap, next_request});
    if (now_ == kNone) return std::move(fills_);
    if (now_ == next_event) {
      const FlatEvent& event = day_.events[event_];
      event.first_row == event.end_row ? play_trade(event) : play_rows(event);
      ++event_;
    } else if (now_ == next_gap) {
      ++next_gap_;
      pull_all();
    } else {
      const FlatRequest& due = requests_[request++];
      due.cancels ? withdraw(due.order) : arrive(due.order);
    }
  }
}

void FlatMatcher::play_trade(const FlatEvent& event) {
  if (event.side == 0) return;
  const std::size_t side = event.side < 0 ? 0 : 1;
  auto& own = own_[side];
  if (own.empty() || !reaches(side, event.price, own.front().price)) return;
  std::int64_t rest = event.lots;
  for (Resting& order : own) {
    if (!reaches(side, event.price, order.price)) break;
    const bool through = order.price != event.price;
    std::int64_t take = std::min(order.leaves, rest);
    if (!through) {
      if (order.ahead < 0) continue;
      const std::int64_t past = std::max<std::int64_t>(rest - order.ahead, 0);
      order.ahead = std::max<std::int64_t>(order.ahead - rest, 0);
      take = std::min(order.leaves, past);
    }
    rest -= take;
    order.leaves -= take;
    fill(order, side, take, through ? FillCause::trade_through : FillCause::queue);
  }
  drop_filled(side);
}

void FlatMatcher::play_rows(const FlatEvent& event) {
  const std::array before{book_[0].best(), book_[1].best()};
  std::array touched{false, false};
  for (std::uint32_t i = event.first_row; i < event.end_row; ++i) {
    const FlatRow& row = day_.rows[i];
    if (row.resets != 0) {
      for (FlatSide& side : book_) side.clear();
      touched = {true, true};
    }
    const std::size_t side = row.side > 0 ? 0 : 1;
    const auto place = static_cast<std::size_t>(row.place);
    book_[side].set(place, row.lots);
    touched[side] = touched[side] || marked_[side][place] != 0;
  }
  for (const std::size_t side : {0U, 1U}) {
    for (Resting& own : own_[side]) {
      // Who stands where nothing is displayed may have come in or out of the recorded window.
      const bool hidden = own.ahead != 0 && (own.place < 0 || book_[side].lots(static_cast<std::size_t>(own.place)) == 0);
      if (touched[side] || hidden) look(own, side);
    }
  }
  taken_.clear();
  if (book_[1].best() < before[1]) cross(0);
  if (book_[0].best() < before[0]) cross(1);
}

void FlatMatcher::look(Resting& own, std::size_t side) {
  if (options_.queue != QueueModel::risk_averse) return;
  const std::int64_t shown = displayed(side, own.price, own.place);
  if (shown == kUnknown) return;
  own.ahead = own.ahead == kUnknown ? shown : std::min(own.ahead, shown);
}

/// The opposite side has a better price than before: it fills own orders that it reaches, as far as it is displayed.
void FlatMatcher::cross(std::size_t side) {
  const std::size_t opposite = 1 - side;
  if (own_[side].empty() || !reaches(side, day_.price_of(opposite, book_[opposite].best()), own_[side].front().price)) return;
  taken_.clear();
  for (Resting& own : own_[side]) {
    const std::int64_t lots = take_displayed(opposite, own.price, own.leaves);
    own.leaves -= lots;
    fill(own, side, lots, FillCause::book_cross);
  }
  drop_filled(side);
}

std::int64_t FlatMatcher::take_displayed(std::size_t book_side, std::int32_t limit, std::int64_t wanted) {
  const FlatSide& book = book_[book_side];
  std::int64_t got = 0;
  for (std::size_t place = book.best(); wanted > 0 && place < levels_; ++place) {
    if (!reaches(1 - book_side, day_.price_of(book_side, place), limit)) break;
    if (book.lots(place) == 0) continue;
    auto found = std::ranges::find(taken_, place, &std::pair<std::size_t, std::int64_t>::first);
    if (found == taken_.end()) found = taken_.insert(taken_.end(), {place, 0});
    const std::int64_t take = std::min(wanted, book.lots(place) - found->second);
    found->second += take;
    got += take;
    wanted -= take;
  }
  return got;
}

std::int64_t FlatMatcher::displayed(std::size_t side, std::int32_t price, std::int32_t place) const {
  const FlatSide& book = book_[side];
  if (place >= 0 && book.lots(static_cast<std::size_t>(place)) != 0) return book.lots(static_cast<std::size_t>(place));
  if (day_.depth_levels == 0 || book.levels() < day_.depth_levels) return 0;
  const std::int32_t worst = day_.price_of(side, book.worst());
  return (side == 0 ? price < worst : price > worst) ? kUnknown : 0;
}

void FlatMatcher::arrive(std::uint32_t index_of_order) {
  const FlatOrder& order = orders_[index_of_order];
  const std::size_t side = index(order.side), opposite = 1 - side;
  const bool in_gap = next_gap_ > 0 && now_ < day_.gaps[next_gap_ - 1].end.count();
  const bool crosses = !book_[opposite].empty() && reaches(side, day_.price_of(opposite, book_[opposite].best()), order.price);
  if (in_gap || crosses) return;
  Resting own{index_of_order, order.price, day_.place_of(side, order.price), order.lots, 0};
  if (options_.queue == QueueModel::back) own.ahead = kNever;
  if (options_.queue == QueueModel::risk_averse) own.ahead = displayed(side, own.price, own.place);
  if (own.place >= 0) ++marked_[side][static_cast<std::size_t>(own.place)];
  const auto after = std::ranges::find_if(own_[side], [&](const Resting& other) { return !reaches(side, own.price, other.price); });
  own_[side].insert(after, own);
}

void FlatMatcher::withdraw(std::uint32_t order) {
  const std::size_t side = index(orders_[order].side);
  const auto found = std::ranges::find(own_[side], order, &Resting::order);
  if (found == own_[side].end()) return;
  found->leaves = 0;
  drop_filled(side);
}

void FlatMatcher::pull_all() {
  for (const std::size_t side : {0U, 1U}) {
    for (Resting& own : own_[side]) own.leaves = 0;
    drop_filled(side);
  }
}

void FlatMatcher::fill(const Resting& own, std::size_t side, std::int64_t lots, FillCause cause) {
  if (lots == 0) return;
  market::Fill fill;
  fill.order = own.order + 1;
  fill.time = base::Nanos(now_);
  fill.event = event_;
  fill.side = side == 0 ? base::Side::buy : base::Side::sell;
  fill.price = base::Ticks(own.price);
  fill.quantity = base::Lots(lots);
  fill.cause = cause;
  fill.completes = own.leaves == 0;
  fill.known = fill.time + options_.response_latency;
  fills_.push_back(fill);
}

void FlatMatcher::drop_filled(std::size_t side) {
  std::erase_if(own_[side], [&](const Resting& own) {
    if (own.leaves == 0 && own.place >= 0) --marked_[side][static_cast<std::size_t>(own.place)];
    return own.leaves == 0;
  });
}

}  // namespace asgen::bench
