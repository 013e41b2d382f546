#pragma once
// Figures of a whole feed, taken while its rows pass by in time order: book states, depth, gaps, activity.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/data/book_state.hpp"
#include "sim/data/import_report.hpp"

namespace asgen::data {

/// How often a side held how many levels.
class LevelCounts {
 public:
  void add(std::size_t levels) { ++counts_[levels < kMostLevels ? levels : kMostLevels]; }
  /// N when at least 95 % of 100 or more states hold exactly N levels and at most 5 % hold more, else 0.
  [[nodiscard]] int cap() const;

 private:
  static constexpr std::size_t kMostLevels = 1000;  // deeper feeds count as full
  std::vector<std::size_t> counts_ = std::vector<std::size_t>(kMostLevels + 1, 0);
};

/// Watches the book after every row of a batch.
class BookSurvey {
 public:
  /// The book after a row that came at `now`; rows of one stamp are one batch, of which the last state counts.
  void see(const BookState& state, std::int64_t now) {
    if (now != batch_ns_) end_batch(now);
    batch_ns_ = now;
    two_sided_ = state.two_sided();
    spread_ = two_sided_ ? state.spread() : 0;
    bid_levels_ = state.bids().size();
    ask_levels_ = state.asks().size();
  }
  /// Fills batches, locked and crossed of `report`. Returns the depth of a feed of the best N levels, else 0.
  int finish(std::int64_t last_ns, ImportReport& report);

 private:
  void end_batch(std::int64_t now);

  std::int64_t batch_ns_ = INT64_MIN, spread_ = 0;
  bool two_sided_ = false;
  std::size_t bid_levels_ = 0, ask_levels_ = 0;
  LevelCounts bids_, asks_;
  std::size_t batches_ = 0;
  StateReport locked_, crossed_;
  std::int64_t two_sided_ns_ = 0, locked_ns_ = 0, crossed_ns_ = 0;
};

/// Finds stretches of more than `longest` between neighbouring rows of any kind.
class GapFinder {
 public:
  explicit GapFinder(base::Nanos longest) : longest_(longest.count()) {}
  void see(std::int64_t now) {
    if (before_ != INT64_MIN && now - before_ > longest_) gaps_.push_back({base::Nanos(before_), base::Nanos(now)});
    before_ = now;
  }
  [[nodiscard]] const std::vector<Gap>& gaps() const { return gaps_; }

 private:
  std::int64_t longest_, before_ = INT64_MIN;
  std::vector<Gap> gaps_;
};

/// Counts trades and batches in the whole 5 s windows of [first, last].
class Activity {
 public:
  Activity(base::Nanos first, base::Nanos last);
  void see(std::int64_t now);
  [[nodiscard]] ActivityReport report() const;

 private:
  std::int64_t begin_ = 0;
  std::vector<std::uint32_t> counts_;
};

/// Gaps by time, those that overlap made one.
std::vector<Gap> merged(std::vector<Gap> gaps);

}  // namespace asgen::data
