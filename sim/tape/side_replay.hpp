#pragma once
// The book of one side while the day is replayed.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/tape/draft.hpp"
#include "sim/tape/level_set.hpp"

namespace asgen::tape {

/// Which rows of a batch leave an entry in a level's timeline.
enum class KeptEntries { changes, all };

/// Displayed quantities by level, and the timeline that they leave.
class SideReplay {
 public:
  SideReplay(base::Side side, std::vector<std::int32_t> prices, std::int64_t depth_levels)
      : side_(side),
        depth_levels_(static_cast<std::size_t>(depth_levels)),
        prices_(std::move(prices)),
        starts_(build_price_starts(prices_, price_shift(prices_))),
        index_(prices_, starts_, price_shift(prices_)),
        shown_(prices_.size()),
        lots_(prices_.size()),
        recorded_(prices_.size()) {}

  SideReplay(const SideReplay&) = delete;  // index_ looks into prices_
  SideReplay& operator=(const SideReplay&) = delete;

  void set(std::int32_t price, std::int64_t lots) { set_level(index_.find(price), lots); }
  void clear() {
    while (shown_.size() > 0) set_level(shown_.first(), 0);
  }
  /// Closes the rows of one event: its levels get their entries.
  void end_batch(std::uint32_t event, KeptEntries kept) {
    for (const std::uint32_t level : touched_) {
      if (kept == KeptEntries::changes && lots_[level] == recorded_[level]) continue;
      recorded_[level] = lots_[level];
      changes_.push_back({level, event, lots_[level]});
    }
    touched_.clear();
  }

  [[nodiscard]] std::int32_t best() const { return price_of(side_ == base::Side::buy ? shown_.last() : shown_.first()); }
  /// Best price of an empty side.
  [[nodiscard]] std::int32_t none() const { return side_ == base::Side::buy ? kNoBid : kNoAsk; }
  /// Best displayed price strictly worse than `price`, which need not be displayed itself: lower for bids, higher for asks.
  [[nodiscard]] std::int32_t next_worse(std::int32_t price) const {
    const std::size_t id = index_.lower_bound(price);  // all below it are lower
    if (side_ == base::Side::buy) return price_of(id == 0 ? LevelSet::kNone : shown_.contains(id - 1) ? id - 1 : shown_.below(id - 1));
    const std::size_t from = id < prices_.size() && prices_[id] == price ? id + 1 : id;
    if (from == prices_.size()) return none();
    return price_of(shown_.contains(from) ? from : shown_.above(from));
  }
  /// Worst visible price, mirrored.
  [[nodiscard]] std::int32_t window() const {
    if (shown_.size() < depth_levels_ || shown_.size() == 0) return kAllVisible;
    return mirrored(side_, prices_[side_ == base::Side::buy ? shown_.first() : shown_.last()]);
  }
  /// Moves prices and timelines into the draft.
  void finish(SideDraft& draft) {
    draft.entry_begin.assign(prices_.size() + 1, 0);
    for (const Change& change : changes_) ++draft.entry_begin[change.level + 1];
    for (std::size_t i = 1; i < draft.entry_begin.size(); ++i) draft.entry_begin[i] += draft.entry_begin[i - 1];
    draft.entry_event.resize(changes_.size());
    draft.entry_lots.resize(changes_.size());
    std::vector<std::uint32_t> next(draft.entry_begin);
    for (const Change& change : changes_) {
      const std::uint32_t at = next[change.level]++;
      draft.entry_event[at] = change.event;
      draft.entry_lots[at] = change.lots;
    }
    draft.prices = prices_;
  }

 private:
  /// One displayed quantity that a batch left.
  struct Change {
    std::uint32_t level, event;
    std::int64_t lots;
  };

  [[nodiscard]] std::int32_t price_of(std::size_t level) const { return level == LevelSet::kNone ? none() : prices_[level]; }
  void set_level(std::size_t level, std::int64_t lots) {
    lots_[level] = lots;
    lots > 0 ? shown_.insert(level) : shown_.erase(level);
    touched_.push_back(static_cast<std::uint32_t>(level));
  }

  base::Side side_;
  std::size_t depth_levels_;
  std::vector<std::int32_t> prices_;
  std::vector<std::uint32_t> starts_;
  PriceIndex index_;
  LevelSet shown_;
  std::vector<std::int64_t> lots_, recorded_;
  std::vector<std::uint32_t> touched_;
  std::vector<Change> changes_;
};

}  // namespace asgen::tape
